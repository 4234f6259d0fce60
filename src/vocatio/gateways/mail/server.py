"""Which mail server, and how an alert is written as a message."""

import os
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

from vocatio.domain.errors import InvalidInput

#: One mailbox, and nothing that could end a header or name a second one.
ONE_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+")
TLS = ("required", "implicit", "none")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, from VOCATIO_SMTP_URL and VOCATIO_MAIL_FROM.

    Attributes:
        tls: "required" (STARTTLS, the default), "implicit" (smtps://) or "none", which is
            allowed on loopback alone.
        sender: what the header From says.
        bounces: domain of the addresses that bounces come back to.
        ca: file of certificates to trust beside those of the system, or "".
    """

    host: str
    port: int
    user: str
    password: str
    tls: str
    sender: str
    bounces: str
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """One alert to write. `reference` is random and the same each time it is tried."""

    to: str
    subject: str
    body: str
    language: str
    reference: str


def configured() -> MailServer | None:
    """The mail server of this installation, or None: e-mail then waits.

    Raises:
        InvalidInput: a variable cannot be used.
    """
    url = os.environ.get("VOCATIO_SMTP_URL")
    return parse(url, os.environ.get("VOCATIO_MAIL_FROM", "")) if url else None


def parse(url: str, sender: str) -> MailServer:
    """Read smtp://USER:PASSWORD@HOST:PORT?tls=required&ca=FILE, or smtps:// for TLS at once.

    Raises:
        InvalidInput: naming the variable, and what to write instead.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise InvalidInput("VOCATIO_SMTP_URL", "write smtp://HOST:PORT or smtps://HOST:PORT")
    if "@" not in sender:
        raise InvalidInput("VOCATIO_MAIL_FROM", "write the address that alerts come from")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    secure = parts.scheme == "smtps"
    tls = options.get("tls", "implicit" if secure else "required")
    loopback = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if tls not in TLS or (tls == "none" and not loopback):
        raise InvalidInput("VOCATIO_SMTP_URL", "tls is required; none is for loopback alone")
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if secure else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        sender=sender,
        bounces=sender.rpartition("@")[2].rstrip("> "),
        ca=options.get("ca", ""),
    )


def envelope_sender(server: MailServer, reference: str) -> str:
    """Where a bounce of this alert comes back to (VERP): its reference and nothing personal."""
    return f"bounce+{reference.lower()}@{server.bounces}"


def message(server: MailServer, mail: Mail) -> EmailMessage:
    """The message. Its Message-ID is the same each time, so a second copy is seen to be one.

    No date of ours: the server that takes it in writes one (RFC 6409, section 8.2).

    Raises:
        ValueError: the address is none that a header can hold.
    """
    if not ONE_ADDRESS.fullmatch(mail.to):
        raise ValueError(mail.reference)
    made = EmailMessage(policy=SMTP)
    made["From"] = server.sender
    user, _, domain = mail.to.rpartition("@")
    made["To"] = Address(username=user, domain=domain)
    made["Subject"] = mail.subject
    made["Message-ID"] = f"<{mail.reference.lower()}@{server.bounces}>"
    made["Content-Language"] = mail.language
    # RFC 3834: no vacation notes in return.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body.strip() + "\n")
    return made
