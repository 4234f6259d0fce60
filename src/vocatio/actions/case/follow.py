"""After a day is closed: what follows for somebody who did not come. Nothing else by itself.

A case is opened for those alone whom `domain/consequences/opening` names; others are reminded
or given a new date. A shared step of closing a day, no act of its own.
"""

from datetime import datetime

from vocatio.actions.case.documents import can_be_written, write_and_deliver
from vocatio.actions.case.file import CaseAtHand, folder_of
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.new_date import appoint, office_of
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.opening import Follow, follows
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact, happened
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Status
from vocatio.gateways import identity
from vocatio.records.summonses.models import Summons


def follow(hand: AtHand, absence: Fact, *, by: Staff) -> Follow:
    """Do what follows an absence, in the transaction that is open, and say what it was.

    The summons and its person are locked.
    """
    case = CaseAtHand.of(folder_of(hand.summons), hand.at)
    found = follows(case.file, absence)
    match found:
        case Follow.CASE:
            case.append(CaseKind.OPENED, by=by, data={"absence": str(absence.id)})
        case Follow.REMINDER:
            remind(case, by=by)
        case Follow.NEW_DATE:
            give_new_date(hand, by=by)
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
    return follows(CaseAtHand.of(folder_of(summons), at, supposed=[absence]).file, absence)


def missed(found: Status) -> dict[str, Json]:
    """What the fact of an absence says."""
    return {"slot": str(found.slot_id), "starts_at": instant(found.appointment)}


def remind(hand: CaseAtHand, *, by: Staff) -> None:
    """A reminder in the inbox. Where nobody wrote its words, there is none (F3)."""
    if can_be_written(hand.rules):
        write_and_deliver(hand, "reminder", CaseKind.REMINDER, by=by)


def give_new_date(hand: AtHand, *, by: Staff) -> bool:
    """The first free place that leaves 14 days; where there is none, none is given."""
    return appoint(hand, office_of(hand), by=by) is not None
