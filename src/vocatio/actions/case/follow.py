"""After a day is closed: what follows for somebody who did not come. Nothing else by itself.

A case is opened for those alone whom `domain/consequences/opening` names; others are reminded
or given a new date. A shared step of closing a day, no act of its own.
"""

from datetime import datetime

from vocatio.actions.case.documents import can_be_written, write_and_deliver
from vocatio.actions.case.file import append, existing_folder, file_of, folder_of
from vocatio.actions.summons.new_date import appoint, office_of
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.opening import Follow, follows
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact, happened
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Status
from vocatio.gateways import identity
from vocatio.records.cases.models import Case, CaseFact
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons


def follow(summons: Summons, absence: Fact, *, by: Staff, at: datetime) -> Follow:
    """Do what follows an absence, in the transaction that is open, and say what it was."""
    case = existing_folder(summons)
    own = ledger.of(CaseFact, case.id) if case else ()
    found = follows(file_of(summons.person_id, summons.category, own, at), absence)
    match found:
        case Follow.CASE:
            opened = {"absence": str(absence.id)}
            append(folder_of(summons), CaseKind.OPENED, by=by, at=at, data=opened)
        case Follow.REMINDER:
            remind(summons, by=by, at=at)
        case Follow.NEW_DATE:
            give_new_date(summons, by=by, at=at)
        case Follow.NOTHING:
            pass
    return found


def foreseen(summons: Summons, found: Status, *, by: Staff, at: datetime) -> Follow:
    """What would follow if the absence were recorded now; nothing is."""
    absence = happened(
        Kind.ABSENCE,
        summons.id,
        id=identity.new_id(),
        by=by,
        at=at,
        person_id=summons.person_id,
        data=missed(found),
    )
    case = Case.objects.filter(person_id=summons.person_id, duty=summons.category).first()
    own = [*(ledger.of(CaseFact, case.id) if case else ()), absence]
    return follows(file_of(summons.person_id, summons.category, own, at, lock=False), absence)


def missed(found: Status) -> dict[str, Json]:
    """What the fact of an absence says."""
    return {"slot": str(found.slot_id), "starts_at": instant(found.appointment)}


def remind(summons: Summons, *, by: Staff, at: datetime) -> None:
    """A reminder in the inbox. Where nobody wrote its words, there is none (F3)."""
    case = folder_of(summons)
    if can_be_written(case, at):
        write_and_deliver(case, "reminder", CaseKind.REMINDER, by=by, at=at)


def give_new_date(summons: Summons, *, by: Staff, at: datetime) -> bool:
    """The first free place that leaves 14 days; where there is none, none is given."""
    return appoint(summons, office_of(summons, at), by=by, at=at) is not None
