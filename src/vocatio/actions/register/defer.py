"""A deferral that was granted holds in the register, and not for the one summons alone."""

from datetime import date, datetime, timedelta
from uuid import UUID

from vocatio.actions.register.claims import add, end
from vocatio.actions.register.deciding import current, decided
from vocatio.actions.register.sections import BY_FIELD, Said
from vocatio.domain.actors import Staff
from vocatio.domain.register.kinds import PersonKind
from vocatio.gateways import keys

STATUS = BY_FIELD["status"]
DEFERRED = ("deferred", True)


def defer(person_id: UUID, until: date, request_id: UUID, *, by: Staff, at: datetime) -> None:
    """From today until that day, included, no call-up finds them liable.

    Runs in the transaction of the decision, with the person locked. What the register said of a
    deferral ends today; where it was to last longer, the longer time stays.
    """
    data = {"request": str(request_id), "until": until.isoformat()}
    basis = decided(PersonKind.DEFERRAL, person_id, dict(data), by=by, at=at)
    before = current("status", person_id, basis.on, DEFERRED[:1])
    ends = [one.valid_until or date.max for one in before if one.values == DEFERRED]
    lapses_on = max([until + timedelta(days=1), *ends])
    end(STATUS.model, [(one.id, basis.on) for one in before], basis)
    lapses = None if lapses_on == date.max else lapses_on
    said = Said(DEFERRED, valid_from=basis.on, valid_until=lapses)
    add(STATUS, [(person_id, said)], basis, keys.ring())
