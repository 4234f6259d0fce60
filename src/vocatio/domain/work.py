"""Work that waits for somebody: of which kind it is, whose it can be, and who has it now.

Who has taken something up is how an office shares its work, no fact of law: nobody loses anything
by it, and it stops nobody. Whoever decides is named by the fact of the decision (F10).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from vocatio.domain.actors import Staff
from vocatio.domain.errors import Refusal
from vocatio.domain.permissions import STAFF


class Kind(StrEnum):
    """What waits."""

    REQUEST = "request"
    CORRECTION = "correction"
    CLAIM = "claim"
    CASE = "case"


#: Kind -> the act that whoever works on it must be allowed.
NEEDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.REQUEST: "request.decide",
        Kind.CORRECTION: "register.decide",
        Kind.CLAIM: "case.decide_claim",
        Kind.CASE: "case.review",
    }
)

#: Kinds that tell who stayed away: nobody lists them across offices (F19).
OF_ONE_OFFICE = frozenset({Kind.CLAIM, Kind.CASE})


class TakenUp(Refusal):
    """A colleague has it: ask for it, or say that you take it over."""

    basis = "work"


def kinds_of(by: Staff) -> tuple[Kind, ...]:
    """What this member of staff can work on."""
    return tuple(kind for kind, act in NEEDS.items() if by.roles & STAFF[act])


def refuse_taken(holder: UUID | None, by: Staff) -> None:
    """Refuse to take from a colleague what they have; what is one's own is no matter.

    Raises:
        TakenUp
    """
    if holder not in (None, by.natural_person_id):
        raise TakenUp
