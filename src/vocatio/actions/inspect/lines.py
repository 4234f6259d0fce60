"""Lines that several pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.words import words_of
from vocatio.domain.actors import Addressee
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind
from vocatio.records.access.models import NaturalPerson


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One fact: what, when it happened, when it was recorded.

    `own` has its id when the person did it themself: there is a receipt for it.
    `by_representative`: somebody did it for them.
    """

    kind: str
    occurred_at: datetime
    recorded_at: datetime
    own: UUID | None = None
    by_representative: bool = False


def history(facts: Iterable[Fact], person: Addressee | None = None) -> tuple[HistoryLine, ...]:
    """The facts in the order in which they were recorded; `person` is whose acts are own."""
    mine = person.reference() if person else None
    return tuple(
        HistoryLine(
            f.kind,
            f.occurred_at,
            f.recorded_at,
            f.id if f.by == mine else None,
            "representative" in f.by,
        )
        for f in facts
    )


def names_of(facts: Iterable[Fact]) -> dict[str, str]:
    """Id of each human who acted in these facts -> their name, in one query."""
    humans = {fact.by["human"] for fact in facts if "human" in fact.by}
    found = NaturalPerson.objects.filter(id__in=humans).values_list("id", "name")
    return {str(human): name for human, name in found}


@dataclass(frozen=True, slots=True)
class CallLine:
    """A telephone call; `details` is None once the words were erased."""

    at: datetime
    details: str | None
    by: str


def calls(facts: Iterable[Fact]) -> tuple[CallLine, ...]:
    """The calls that were noted, in the order of the facts."""
    noted = [fact for fact in facts if fact.kind == Kind.CALL]
    names = names_of(noted) if noted else {}
    return tuple(
        CallLine(fact.occurred_at, words_of(str(fact.data["details"])), names[fact.by["human"]])
        for fact in noted
    )
