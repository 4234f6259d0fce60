"""The pool of a call-up in numbers, by district and by reason; nobody can be told from them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.step import find
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import OUTCOMES
from vocatio.domain.oversight.small import counts_shown, small
from vocatio.records.callups.models import PoolCount

#: A number of people; None where it is withheld.
Figure = int | None


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """A district, "" for none known, and how many by outcome, in the order of `OUTCOMES`."""

    district: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why people are not in the pool: `outcome` is "unknown" (set aside) or "not_liable"."""

    outcome: str
    code: str
    people: Figure


@dataclass(frozen=True, slots=True)
class PoolPage:
    """The pool of one call-up.

    Attributes:
        totals: of the whole register by outcome, in the order of `OUTCOMES`.
    """

    id: UUID
    reference: str
    title: str
    totals: tuple[Figure, ...]
    districts: tuple[DistrictLine, ...]
    reasons: tuple[ReasonLine, ...]


def pool(callup_id: UUID, *, by: Staff, purpose: str, at: datetime) -> PoolPage:
    """As it was when it was filled; without lines as long as it was not.

    Raises:
        NotFound: there is no such call-up.
    """
    permissions.require("inspect.callup", by)
    read("pool", [None], by=by, purpose=purpose, at=at)
    found = find(callup_id)
    counted = list(
        PoolCount.objects.filter(callup_id=callup_id)
        .order_by("district", "outcome", "code")
        .values_list("district", "outcome", "code", "people")
    )
    totals = Counter[str]()
    for _, outcome, _, people in counted:
        totals[outcome] += people
    return PoolPage(
        id=callup_id,
        reference=found.order.reference,
        title=found.order.title,
        totals=tuple(None if small(totals[o]) else totals[o] for o in OUTCOMES),
        districts=tuple(_districts(counted)),
        reasons=tuple(_reasons(counted)),
    )


Counted = tuple[str, str, str, int]


def _districts(counted: Iterable[Counted]) -> list[DistrictLine]:
    """Each outcome is a column of which the total is known, and is protected as one."""
    columns = {outcome: Counter[str]() for outcome in OUTCOMES}
    for district, outcome, _, people in counted:
        for name in OUTCOMES:
            columns[name][district] += people if name == outcome else 0
    kept = [counts_shown(columns[outcome]) for outcome in OUTCOMES]
    return [DistrictLine(d, tuple(column[d] for column in kept)) for d in sorted(kept[0])]


def _reasons(counted: Iterable[Counted]) -> list[ReasonLine]:
    """The most frequent first, what is withheld last."""
    codes = {outcome: Counter[str]() for outcome in OUTCOMES[1:]}
    for _, outcome, code, people in counted:
        if outcome in codes:
            codes[outcome][code] += people
    return [
        ReasonLine(outcome, code, people)
        for outcome, counts in codes.items()
        for code, people in sorted(counts_shown(counts).items(), key=_most_first)
    ]


def _most_first(line: tuple[str, Figure]) -> tuple[int, str]:
    return -(line[1] or 0), line[0]
