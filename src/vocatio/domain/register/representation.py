"""Somebody acts for a person: by that person's own act, within a scope, to an end (F23).

It is revocable at any time, and nothing that a representative does can waive anything: they can
ask, answer and appeal, which only ever helps. Opening, replying, claiming conscience, changing how
somebody is reached, or letting others act for them stays with the person alone; what a
representative reads shows no receipt by anybody.

Guardians of minors act by law, for as long as the register names them and the minor is one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, cast
from uuid import UUID

from vocatio.domain.actors import Scope
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import MINIMUM_AGE_YEARS
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.partial_date import PartialDate

#: Everything that a guardian of a minor may do, by law.
EVERYTHING: Final = frozenset(Scope)

#: Status of whoever acts for nobody, and for whom nobody acts.
DEAD: Final = "dead"

#: For how long somebody can be appointed at once; they can be appointed again.
LONGEST: Final = timedelta(days=366)

#: What a scope lets somebody do. What stands in none of them nobody can do for another.
GRANTS: Final[Mapping[Scope, frozenset[str]]] = {
    Scope.READ: frozenset({"inspect.own"}),
    Scope.ASK: frozenset({"request.file"}),
    Scope.ANSWER: frozenset({"case.answer", "case.appeal", "case.claim"}),
}


class NotRepresented(Refusal):
    """Nobody appointed you for this, or it has ended."""

    basis = "F23"


class OwnRepresentative(Refusal):
    """You need nobody to act for yourself: give the code to whom you want to."""

    basis = "F23"


class OfferTaken(Refusal):
    """This code was used, withdrawn, or has run out: ask whoever gave it to you for another."""

    basis = "F23"


@dataclass(frozen=True, slots=True)
class Representation:
    """An appointment and what became of it.

    Attributes:
        person_id: for whom somebody acts.
        representative_id: who does; None until somebody accepted.
        until: the last day.
    """

    id: UUID
    person_id: UUID
    scopes: frozenset[Scope]
    until: date
    appointed_at: datetime
    representative_id: UUID | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None

    def open(self, on: date) -> bool:
        """Whether it can be accepted still, or is in force."""
        return self.ended_at is None and on <= self.until

    def in_force(self, on: date) -> bool:
        """Whether somebody may act by it on a day."""
        return self.representative_id is not None and self.open(on)


def granted(scopes: Iterable[Scope]) -> frozenset[str]:
    """The acts that these scopes let somebody do for another; reading goes with each."""
    wanted = {Scope.READ, *scopes}
    return frozenset(act for scope in wanted for act in GRANTS[scope])


def check_appointment(scopes: Iterable[str], until: date, today: date) -> frozenset[Scope]:
    """The scopes of an appointment; reading goes with each.

    Raises:
        InvalidInput: naming the field.
    """
    wanted = set(scopes)
    if wanted - set(Scope):
        raise InvalidInput("scopes", f"choose from: {', '.join(Scope)}")
    if until < today:
        raise InvalidInput("until", "this day is over: write a later one")
    if until > today + LONGEST:
        raise InvalidInput("until", "at most a year ahead; you can do it again then")
    return frozenset({Scope.READ, *(Scope(scope) for scope in wanted)})


def representations(facts: Sequence[Fact]) -> tuple[Representation, ...]:
    """All appointments by one person, from the facts about them, in their order."""
    found: dict[str, Representation] = {}
    for fact in facts:
        about = str(fact.data.get("representation"))
        match fact.kind:
            case PersonKind.APPOINTED:
                found[about] = _appointed(fact)
            case PersonKind.ACCEPTED if about in found:
                found[about] = replace(
                    found[about],
                    representative_id=UUID(fact.by["person"]),
                    accepted_at=fact.recorded_at,
                )
            case PersonKind.ENDED if about in found:
                found[about] = replace(found[about], ended_at=fact.recorded_at)
    return tuple(found.values())


def refuse_acceptance(found: Representation, who: UUID, on: date) -> None:
    """Refuse to let somebody accept an appointment.

    Raises:
        OfferTaken: it was accepted, has ended, or is over.
        OwnRepresentative: it is their own.
    """
    if found.person_id == who:
        raise OwnRepresentative
    if found.representative_id is not None or not found.open(on):
        raise OfferTaken


def scopes_of(
    held: Iterable[Representation],
    *,
    guardian: bool,
    statuses: Iterable[Collection[str]],
    on: date,
) -> frozenset[Scope]:
    """What somebody may do for another on a day, by all appointments between them, or by law.

    Args:
        guardian: the register names them as guardian of this minor.
        statuses: of both, as the register has them on that day.

    Raises:
        NotRepresented: nothing lets them act, or one of the two has died.
    """
    in_force = (found.scopes for found in held if found.in_force(on))
    scopes = EVERYTHING if guardian else frozenset[Scope]().union(*in_force)
    if not scopes or any(DEAD in each for each in statuses):
        raise NotRepresented
    return scopes


def guardian_acts(birth: PartialDate | None, on: date) -> bool:
    """Whether a guardian acts for them on a day: a minor beyond doubt. Unknown age is none."""
    return birth is not None and max(birth.ages(on)) < MINIMUM_AGE_YEARS


def _appointed(fact: Fact) -> Representation:
    scopes = cast(list[str], fact.data["scopes"])
    return Representation(
        id=UUID(str(fact.data["representation"])),
        person_id=fact.subject,
        scopes=frozenset(map(Scope, scopes)),
        until=date.fromisoformat(str(fact.data["until"])),
        appointed_at=fact.recorded_at,
    )
