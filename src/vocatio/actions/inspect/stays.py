"""How many people ask for a stay, and whose turn it is: one after the other, never a list (F19)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.file import not_retracted
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.steps import ABOUT_STAYS, unanswered
from vocatio.domain.facts import Fact, parse
from vocatio.records.cases.models import CaseFact


@dataclass(frozen=True, slots=True)
class StaysAsked:
    """Requests that wait for an overseer.

    Attributes:
        oldest, since: the case in which somebody waits longest, and since when.
    """

    waiting: int
    oldest: UUID | None = None
    since: datetime | None = None


def stays_asked(*, by: Staff, purpose: str, at: datetime) -> StaysAsked:
    """How many wait, and the one that has waited longest."""
    permissions.require("inspect.stays", by)
    read("stays asked for", [None], by=by, purpose=purpose, at=at)
    requests = sorted((one for one in map(_waits, _told()) if one), key=lambda one: one.recorded_at)
    if not requests:
        return StaysAsked(0)
    return StaysAsked(len(requests), requests[0].subject, requests[0].recorded_at)


def _told() -> Iterable[list[Fact]]:
    """Of each case in which somebody asked, what bears on that."""
    asked = CaseFact.objects.filter(kind=CaseKind.STAY_ASKED).values("subject_id")
    stored = CaseFact.objects.filter(
        kind__in=(*ABOUT_STAYS, CaseKind.RETRACTION), subject_id__in=asked
    )
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for subject, content in stored.values_list("subject_id", "canonical"):
        found[subject].append(parse(bytes(content)))
    return found.values()


def _waits(facts: list[Fact]) -> Fact | None:
    return unanswered(fact for fact in not_retracted(facts) if fact.kind in ABOUT_STAYS)
