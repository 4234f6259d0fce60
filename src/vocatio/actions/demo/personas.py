"""People to be, in a demo: a few of the summoned, and the staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.demo.guard import is_demo, require_demo
from vocatio.actions.law import today
from vocatio.domain.actors import OFFICE_REALM
from vocatio.domain.summons.states import State
from vocatio.records.access.models import Account
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons

#: How many of the summoned the picker offers for each state.
EACH = 3


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone summoned; `about` is the state of their summons, `language` that of its notice."""

    person_id: UUID
    name: str
    about: str
    language: str


@dataclass(frozen=True, slots=True)
class StaffPersona:
    """A member of staff, or of a body that decides; `realm` is where they sign in."""

    account_id: UUID
    username: str
    name: str
    roles: tuple[str, ...]
    realm: str


@dataclass(frozen=True, slots=True)
class Personas:
    """Everyone to choose from."""

    people: tuple[Persona, ...]
    staff: tuple[StaffPersona, ...]
    members: tuple[StaffPersona, ...]


# house: authorship because nobody is signed in yet
def personas(*, at: datetime) -> Personas:
    """A few people in each state, in each language if there are such, and everybody who acts.

    Raises:
        NotADemo: this is no demo.
    """
    require_demo()
    everybody = _everybody()
    return Personas(
        people=_people([summons for state in State for summons in _of(state)], at),
        staff=tuple(one for one in everybody if one.realm == OFFICE_REALM),
        members=tuple(one for one in everybody if one.realm != OFFICE_REALM),
    )


def _everybody() -> list[StaffPersona]:
    active = Account.objects.filter(active=True).select_related("natural_person")
    return [
        StaffPersona(a.id, a.username, a.natural_person.name, tuple(a.roles), a.realm)
        for a in active.order_by("username")
    ]


def _of(state: State) -> list[Summons]:
    everyone = Summons.objects.filter(state=state)
    firsts = everyone.order_by("language", "id").distinct("language")[:EACH]
    found = {one.id: one for one in (*firsts, *everyone.order_by("id")[:EACH])}
    return sorted(list(found.values())[:EACH], key=lambda one: one.id)


def _people(found: list[Summons], at: datetime) -> tuple[Persona, ...]:
    described = describe([one.person_id for one in found], on=today(at), known=at)
    return tuple(
        Persona(one.person_id, described[one.person_id].name, one.state, one.language)
        for one in found
    )


__all__ = ["Persona", "Personas", "StaffPersona", "is_demo", "personas"]
