"""Names of the facts of a summons.

Names of ETSI EN 319 522 evidence where one exists, one plain English word where none does.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What can happen to a summons."""

    ISSUED = "SubmissionAcceptance"
    AVAILABLE = "ContentConsignment"
    PREVIEWED = "NotificationAccessTracking"
    ALERTED = "ConsignmentNotification"
    ALERT_FAILED = "ConsignmentNotificationFailure"
    OPENED = "ContentHandover"
    PRINTED = "RelayToNonERDS"
    POSTED = "Posting"
    DEPOSITED = "Deposit"
    RECEIVED = "ReceivedFromNonERDS"
    RETURNED = "RelayToNonERDSFailure"
    HANDED = "HandOver"
    REJECTED = "ConsignmentRejection"
    NOT_MET = "ContentHandoverFailure"
    REPLY = "Reply"
    REQUEST = "Request"
    DECISION = "Decision"
    APPOINTMENT = "Appointment"
    APPEARANCE = "Appearance"
    RESULT = "AppearanceResult"
    ABSENCE = "Absence"
    NON_RECEIPT = "NonReceipt"
    OUTAGE = "Outage"
    COPIED = "Copy"
    ATTESTED = "Attestation"
    CALL = "TelephoneCall"
    RECALLED = "Recall"


class RequestKind(StrEnum):
    """What a person may ask for. Conscience has a path of its own (F24) and is not listed here."""

    RESCHEDULE = "reschedule"
    DEFERRAL = "deferral"
    EXEMPTION = "exemption"
    NON_RECEIPT = "non_receipt"
    PLACE = "place"
    HELP = "help"
    HINDERED = "hindered"
    NOT_ME = "not_me"


class Outcome(StrEnum):
    """How a request is decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class Way(StrEnum):
    """By which way something was brought to the person."""

    INBOX = "inbox"
    PAPER = "paper"
    HAND = "hand"


class PostalEvent(StrEnum):
    """What a provider of postal service reports of a letter."""

    POSTED = "posted"
    DELIVERED_TO_PERSON = "delivered_to_person"
    DELIVERED_OTHERWISE = "delivered_otherwise"
    DEPOSITED = "deposited"
    RETURNED = "returned"


class ReturnReason(StrEnum):
    """Why a letter came back."""

    UNKNOWN = "unknown"
    MOVED = "moved"
    ADDRESS = "address"
    UNCLAIMED = "unclaimed"
    REFUSED = "refused"
    DECEASED = "deceased"


class Evidence(StrEnum):
    """The second piece of evidence, beside the account of whoever delivered."""

    SIGNATURE = "signature"
    WITNESS = "witness"


#: Which fact a report of the post becomes. A letter handed to somebody else was received, as
#: the law of paper has it; that this is no evidenced receipt is decided in `receipt`.
POSTAL_FACTS = {
    PostalEvent.POSTED: Kind.POSTED,
    PostalEvent.DELIVERED_TO_PERSON: Kind.RECEIVED,
    PostalEvent.DELIVERED_OTHERWISE: Kind.RECEIVED,
    PostalEvent.DEPOSITED: Kind.DEPOSITED,
    PostalEvent.RETURNED: Kind.RETURNED,
}

#: Facts that are about a letter on paper, its copies included.
LETTERS = frozenset(
    {
        *(Kind.PRINTED, Kind.POSTED, Kind.DEPOSITED, Kind.RECEIVED, Kind.RETURNED),
        *(Kind.HANDED, Kind.REJECTED, Kind.NOT_MET, Kind.COPIED),
    }
)

#: How the `source` of a fact names an independent carrier: this, then the provider's code.
CARRIER = "carrier:"
