"""What every decision about a person does: lock them, leave a fact, replace a claim."""

from datetime import date, datetime
from uuid import UUID

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.law import today
from vocatio.actions.recording import record
from vocatio.actions.register.claims import Basis, Held, add, held, retract
from vocatio.actions.register.sections import BY_FIELD, Said, Values
from vocatio.actions.words import keep_named
from vocatio.domain.actors import Actor
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.law.reasons import require_reasons
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.precedence import DECIDED
from vocatio.gateways import keys
from vocatio.records.register.models import Person, PersonFact
from vocatio.records.register.search import index_names


def lock(person_id: UUID) -> None:
    """Lock a person in the transaction that is open: no claim about them comes meanwhile.

    Raises:
        NotFound: there is no such person.
    """
    if not Person.objects.select_for_update().filter(id=person_id).exists():
        raise NotFound


def decided(
    kind: PersonKind, person_id: UUID, data: dict[str, Json], *, by: Actor, at: datetime
) -> Basis:
    """Leave the fact, and return what claims that follow from it rest on.

    Raises:
        OwnFile, RelativesFile
    """
    leave_to_colleagues([person_id], by=by)
    fact = record(PersonFact, kind, person_id, by=by, at=at, person_id=person_id, data=data)
    return Basis(DECIDED, fact.id, at, today(at))


def current(field: str, person_id: UUID, on: date, key: Values = ()) -> list[Held]:
    """The claims of a field that hold on a day, of one key such as the kind of a contact."""
    found = held(BY_FIELD[field], [person_id], keys.ring())
    return [one for one in found if not one.over(on) and one.values[: len(key)] == key]


def replace(field: str, person_id: UUID, said: Values, basis: Basis) -> None:
    """Put what was decided in the place of what was said: that was never so."""
    section = BY_FIELD[field]
    wrong = current(field, person_id, basis.on, said[: section.keys])
    retract(section.model, [one.id for one in wrong], basis)
    since = min((one.valid_from for one in wrong if one.valid_from), default=None)
    add(section, [(person_id, Said(said, valid_from=since))], basis, keys.ring())
    index_names([person_id])


def keep_reasons(reasons: str, person_id: UUID) -> dict[str, Json]:
    """Keep the words of a decision encrypted, and return how its fact names them.

    Raises:
        InvalidInput: they are missing or too short.
    """
    require_reasons(reasons)
    return keep_named("reasons", reasons.strip(), person_id)
