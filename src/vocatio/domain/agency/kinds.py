"""Names of the facts of an agency."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """What can happen to an agency. `data` of each is listed in docs/reference/facts.md."""

    REGISTERED = "AgencyRegistered"
    KEY_ADDED = "AgencyKeyAdded"
    KEY_REVOKED = "AgencyKeyRevoked"
    CLOSED = "AgencyClosed"
    CANARY_ASKED = "CanaryAsked"
