"""The person asks for another date, a deferral or an exemption."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.law import rules_of
from vocatio.actions.summons.append import append, status_at
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.summons.asking import grounds
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.domain.summons.states import State


class AlreadyAsked(Refusal):
    """A request is open already: it is answered before another one is taken up."""

    basis = "F7"


class Over(Refusal):
    """The appointment was kept: there is nothing left to ask for."""

    basis = "states"


def file(reference: str, kind: RequestKind, ground: str, *, by: Addressee, at: datetime) -> UUID:
    """File a request; it counts from this moment, and blocks any finding until it is answered.

    A window for requests that the profile has closed closes nothing here: a late request
    counts as well (F7).

    Args:
        ground: a code of the profile for such requests, or “other”; never free text in a fact.

    Raises:
        InvalidInput: an unknown ground, naming those that there are.
        AlreadyAsked: one is open.
        Over: the person has appeared.
    """
    permissions.require("request.file", by)
    with transaction.atomic():
        summons = own(reference, by=by, lock=True)
        offered = grounds(rules_of(summons), kind)
        if ground not in offered:
            raise InvalidInput("ground", f"choose one of: {', '.join(offered)}")
        found = status_at(summons, at)
        if found.open_request:
            raise AlreadyAsked
        if found.state in (State.APPEARED, State.EXCUSED):
            raise Over
        data = {"kind": kind.value, "ground": ground}
        return append(summons, Kind.REQUEST, by=by, at=at, data=data).id
