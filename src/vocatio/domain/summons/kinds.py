"""Names of the facts of a summons.

Names of ETSI EN 319 522 evidence where one exists, one plain English word where none does.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What can happen to a summons."""

    ISSUED = "SubmissionAcceptance"
    AVAILABLE = "ContentConsignment"
    OPENED = "ContentHandover"
    REPLY = "Reply"
    REQUEST = "Request"
    DECISION = "Decision"
    APPOINTMENT = "Appointment"
    APPEARANCE = "Appearance"
    ABSENCE = "Absence"


class RequestKind(StrEnum):
    """What a person may ask for. Conscience has a path of its own (F24) and is not listed here."""

    RESCHEDULE = "reschedule"
    DEFERRAL = "deferral"
    EXEMPTION = "exemption"


class Outcome(StrEnum):
    """How a request is decided."""

    GRANTED = "granted"
    REFUSED = "refused"
