"""Read a bounce: a delivery status report (RFC 3464), and which alert it is about.

The alert is found by the address that the bounce was sent to, which carries its random
reference and nothing personal (VERP); else by the Message-ID of what is returned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default

from vocatio.domain.errors import VocatioError

REFERENCE = r"((?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4})"
ADDRESS = re.compile(rf"bounce\+{REFERENCE}@", re.IGNORECASE)
MESSAGE_ID = re.compile(rf"<{REFERENCE}@", re.IGNORECASE)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
#: A report is short; what is longer was not written by a mail server.
LARGEST = 1_000_000


class NotABounce(VocatioError):
    """This message is no report about one of our alerts."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server reports of an alert.

    Attributes:
        reference: of the alert.
        failed: for good; a delay, or good news, is no failure.
        status: such as "5.1.1" (RFC 3463), or "" when the report does not say.
    """

    reference: str
    failed: bool
    status: str


def read_bounce(content: bytes) -> Bounce:
    """Read one message.

    Raises:
        NotABounce: no report, or about nothing that we sent.
    """
    if len(content) > LARGEST:
        raise NotABounce(f"longer than {LARGEST:,} bytes: no report of a mail server")
    # Compat policy for headers that are broken: a bounce is whatever some server wrote.
    report = message_from_bytes(content, policy=default)
    if report.get_content_type() != "multipart/report":
        raise NotABounce("no delivery status report (multipart/report, RFC 3464)")
    reference = _reference(report)
    if reference is None:
        raise NotABounce("a report about something that we did not send")
    action, status = _status(report)
    return Bounce(reference, failed=action == "failed", status=status)


def _reference(report: Message) -> str | None:
    for name in TO:
        for value in report.get_all(name, []):
            if found := ADDRESS.search(str(value)):
                return found[1].upper()
    for value in _returned_ids(report):
        if found := MESSAGE_ID.search(value):
            return found[1].upper()
    return None


def _returned_ids(report: Message) -> Iterator[str]:
    """Message-IDs of what is returned, be it whole or its headers alone."""
    for part in report.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            returned = part.get_payload(0)
            if isinstance(returned, Message):
                yield str(returned.get("Message-ID", ""))
        elif part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            yield str(message_from_bytes(text if isinstance(text, bytes) else b"")["Message-ID"])


def _status(report: Message) -> tuple[str, str]:
    """Action and status of the first recipient; each alert has one recipient."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if isinstance(block, Message) and block.get("Action"):
                found = STATUS.search(str(block.get("Status", "")))
                return str(block["Action"]).strip().lower(), found[1] if found else ""
    return "", ""
