"""A real SMTP server on loopback that answers as a test wants it to."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from vocatio.project.processes import free_port


@dataclass
class Taken:
    """What the server has taken, and what it answers at each step."""

    at_rcpt: str = ""
    at_data: str = ""
    messages: list[Envelope] = field(default_factory=list)
    secure: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 because aiosmtpd names it so
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Refuse, or note the recipient."""
        if not self.at_rcpt:
            envelope.rcpt_tos.append(address)
        return self.at_rcpt or "250 OK"

    async def handle_DATA(  # noqa: N802 because aiosmtpd names it so
        self, _: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Refuse, or keep the message."""
        if not self.at_data:
            self.messages.append(envelope)
            self.secure.append(session.ssl is not None)
        return self.at_data or "250 OK"


@contextmanager
def served(taken: Taken, trust: ssl.SSLContext | None = None) -> Iterator[int]:
    """A real SMTP server on loopback, with STARTTLS if it has a certificate."""
    port = free_port(None)
    controller = Controller(taken, hostname="127.0.0.1", port=port, tls_context=trust)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
