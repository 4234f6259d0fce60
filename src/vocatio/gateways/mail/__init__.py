"""E-mail: alerts go out by SMTP, bounces come back as delivery status reports."""

from vocatio.gateways.mail.bounces import Bounce, NotABounce, read_bounce
from vocatio.gateways.mail.server import Mail, MailServer, configured
from vocatio.gateways.mail.smtp import Connection

__all__ = ["Bounce", "Connection", "Mail", "MailServer", "NotABounce", "configured", "read_bounce"]
