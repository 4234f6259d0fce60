"""Death, and its undoing; a move to another office."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.register.claims import add, end, retract
from vocatio.actions.register.deciding import current, decided, keep_reasons, lock
from vocatio.actions.register.sections import BY_FIELD, Said
from vocatio.actions.summons.moving import Followed, follow
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.register.kinds import PersonKind
from vocatio.gateways import keys
from vocatio.records.register.search import index_names

STATUS = BY_FIELD["status"]


class NotRecorded(Refusal):
    """No death is recorded of this person."""

    basis = "register"


def record_death(person_id: UUID, died_on: date | None, *, by: Staff, at: datetime) -> None:
    """From now on nothing is issued, sent, or found against this person (F22).

    Args:
        died_on: the day if known; the status holds in any case from now on, and for the time
            before only as far as the day tells.

    Raises:
        InvalidInput: the day lies ahead.
        NotFound: there is no such person.
    """
    permissions.require("register.correct", by)
    with transaction.atomic():
        lock(person_id)
        basis = decided(PersonKind.DEATH, person_id, {"known_day": bool(died_on)}, by=by, at=at)
        if died_on and died_on > basis.on:
            raise InvalidInput("died_on", "must not lie ahead")
        said = [one.id for one in current("status", person_id, basis.on, ("dead",))]
        retract(STATUS.model, said, basis)
        add(STATUS, [(person_id, Said(("dead", True), valid_from=died_on))], basis, keys.ring())


def undo_death(person_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """The person lives: the register says so, whatever the next file of a source says.

    Raises:
        NotRecorded: nothing says that they died.
        InvalidInput, NotFound.
    """
    permissions.require("register.decide", by)
    with transaction.atomic():
        lock(person_id)
        data = keep_reasons(reasons, person_id)
        basis = decided(PersonKind.DEATH_UNDONE, person_id, data, by=by, at=at)
        said = current("status", person_id, basis.on, ("dead",))
        if not any(one.values[1] is not False for one in said):
            raise NotRecorded
        retract(STATUS.model, [one.id for one in said], basis)
        add(STATUS, [(person_id, Said(("dead", False)))], basis, keys.ring())


def transfer(
    person_id: UUID, district: str, office: str, *, by: Staff, at: datetime
) -> tuple[Followed, ...]:
    """From today another office is theirs; of each open summons its order says whether it follows.

    Args:
        office: a code, or empty for the one of the district.

    Raises:
        InvalidInput: no district.
        NotFound: there is no such person.
    """
    permissions.require("register.correct", by)
    if not district.strip():
        raise InvalidInput("district", "say where the person is registered now")
    with transaction.atomic():
        lock(person_id)
        data = {"district": district.strip(), "office": office.strip()}
        basis = decided(PersonKind.TRANSFER, person_id, dict(data), by=by, at=at)
        section = BY_FIELD["registration"]
        before = current("registration", person_id, basis.on)
        end(section.model, [(one.id, basis.on) for one in before], basis)
        said = Said((district.strip(), office.strip()), valid_from=basis.on)
        add(section, [(person_id, said)], basis, keys.ring())
        index_names([person_id])
        return follow(person_id, district.strip(), office.strip(), basis.fact_id, by=by, at=at)
