"""Take up what waits, hand it over to a colleague, give it back. Each is kept, with who and when.

It shares the work of an office and is no fact of law: whoever has something up keeps nobody from
deciding it, and the person loses nothing by it. They read who had it, and every note.
"""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from vocatio.actions.access.ties import leave_to_colleagues, tied_to
from vocatio.actions.words import keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import OFFICE_REALM, Role, Staff
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.work import NEEDS, Kind, refuse_taken
from vocatio.gateways import identity
from vocatio.records.access.models import Account
from vocatio.records.work.models import Assignment, Item

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Characters of a note to a colleague.
LONGEST_NOTE = 500


class Settled(Refusal):
    """This waits no longer: it was decided, or it is over."""

    basis = "states"


def take(item_id: UUID, *, over: bool = False, by: Staff, at: datetime) -> None:
    """Take something up; to take what one has already changes nothing.

    Args:
        over: from the colleague who has it, too.

    Raises:
        NotFound: no such thing, or not of their office.
        NotPermitted: it takes another role.
        Settled: it waits no longer.
        TakenUp: a colleague has it.
        OwnFile, RelativesFile
    """
    permissions.require("work.take", by)
    with transaction.atomic():
        item = _locked(item_id, by)
        if not over:
            refuse_taken(item.holder_id, by)
        if item.holder_id != by.natural_person_id:
            _assign(item, by.natural_person_id, "", by, at)


def hand_over(item_id: UUID, to: UUID, note: str = "", *, by: Staff, at: datetime) -> None:
    """Hand something over to a colleague who may work on it.

    Args:
        to: the human.
        note: for them; kept encrypted, and the person whom it is about can read it.

    Raises:
        NotFound, NotPermitted, Settled: as for `take`.
        TakenUp: another colleague has it.
        InvalidInput: naming the field: nobody who may work on it, or a note that is too long.
    """
    permissions.require("work.hand_over", by)
    with transaction.atomic():
        item = _locked(item_id, by)
        refuse_taken(item.holder_id, by)
        if to == by.natural_person_id or not who_may(item).filter(natural_person=to).exists():
            raise InvalidInput("to", "choose a colleague who may work on it")
        if len(note.strip()) > LONGEST_NOTE:
            raise InvalidInput("note", f"write at most {LONGEST_NOTE} characters")
        _assign(item, to, note.strip(), by, at)


def give_back(item_id: UUID, *, by: Staff, at: datetime) -> None:
    """Give something back, for anybody to take up; what one does not have changes nothing.

    Raises:
        NotFound, NotPermitted, Settled: as for `take`.
        TakenUp: a colleague has it.
    """
    permissions.require("work.give_back", by)
    with transaction.atomic():
        item = _locked(item_id, by)
        refuse_taken(item.holder_id, by)
        if item.holder_id:
            _assign(item, None, "", by, at)


# house: authorship because it tells of the staff alone
def who_may(item: Item) -> "QuerySet[Account]":
    """Accounts of the authority that may work on it, where it lies; of nobody who is tied to it."""
    roles = [role.value for role in permissions.STAFF[NEEDS[Kind(item.kind)]] if role != Role.JUDGE]
    found = Account.objects.filter(active=True, realm=OFFICE_REALM, roles__overlap=roles)
    found = found.exclude(natural_person_id__in=tied_to(item.person_id))
    here = Q(office_id=None) | Q(office_id=item.office_id)
    return found.filter(here) if item.office_id else found


def _locked(item_id: UUID, by: Staff) -> Item:
    item = Item.objects.select_for_update(of=("self",)).filter(id=item_id).first()
    if item is None or (by.office_id and item.office_id not in (None, by.office_id)):
        raise NotFound
    permissions.require(NEEDS[Kind(item.kind)], by)
    leave_to_colleagues([item.person_id], by=by)
    if item.closed_at:
        raise Settled
    return item


def _assign(item: Item, to: UUID | None, note: str, by: Staff, at: datetime) -> None:
    kept = str(keep_named("note", note, item.person_id)["note"]) if note else None
    Assignment.objects.create(
        id=identity.new_id(),
        item=item,
        person_id=item.person_id,
        at=at,
        by_id=by.account_id,
        to_id=to,
        note=kept,
    )
    item.holder_id = to
    item.save(update_fields=["holder"])
