"""People to be, in a demo: a few of the summoned, and the staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.demo.guard import is_demo, require_demo
from vocatio.actions.law import today
from vocatio.domain.summons.states import State
from vocatio.records.access.models import Account
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons

#: How many of the summoned the picker offers for each state.
EACH = 3


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone summoned; `about` is the state of their summons."""

    person_id: UUID
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class StaffPersona:
    """A member of staff."""

    account_id: UUID
    username: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Personas:
    """Everyone to choose from."""

    people: tuple[Persona, ...]
    staff: tuple[StaffPersona, ...]


# house: authorship because nobody is signed in yet
def personas(*, at: datetime) -> Personas:
    """A few people in each state, and all staff.

    Raises:
        NotADemo: this is no demo.
    """
    require_demo()
    return Personas(
        people=tuple(persona for state in State for persona in _people(state, at)),
        staff=tuple(
            StaffPersona(a.id, a.username, a.natural_person.name, tuple(a.roles))
            for a in Account.objects.filter(active=True)
            .select_related("natural_person")
            .order_by("username")
        ),
    )


def _people(state: State, at: datetime) -> list[Persona]:
    found = Summons.objects.filter(state=state).order_by("id")[:EACH]
    people = [summons.person_id for summons in found]
    described = describe(people, on=today(at), known=at)
    return [Persona(person, described[person].name, state.value) for person in people]


__all__ = ["Persona", "Personas", "StaffPersona", "is_demo", "personas"]
