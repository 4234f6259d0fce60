"""What becomes of the open summonses of somebody who is registered elsewhere from now on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from vocatio.actions.callup.step import find
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.new_date import appoint, office_of
from vocatio.domain.actors import Staff
from vocatio.domain.callup.moves import AfterMove, governs
from vocatio.domain.summons.states import OVER
from vocatio.records.offices.models import Office
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class Followed:
    """One open summons: it stays, goes along, or stays since the other office has no free place."""

    reference: str
    outcome: Literal["stays", "goes along", "no place"]


def follow(
    person_id: UUID, district: str, office: str, transfer: UUID, *, by: Staff, at: datetime
) -> tuple[Followed, ...]:
    """Let each open summons go where its order says, in the transaction that is open.

    Args:
        office: a code, or empty for the one of the district.
        transfer: the fact of the move.
    """
    named = {"code": office} if office else {"district": district}
    there = Office.objects.filter(**named).values_list("id", flat=True).first()
    open_ = Summons.objects.select_for_update().filter(person_id=person_id).order_by("id")
    return tuple(
        _follow(hand, there, transfer, by)
        for hand in (AtHand.of(summons, at) for summons in open_)
        if hand.status.state not in OVER
    )


def _follow(hand: AtHand, there: UUID | None, transfer: UUID, by: Staff) -> Followed:
    summons, here = hand.summons, office_of(hand)
    rule = AfterMove(find(summons.callup_id).order.governs_after_move)
    office = governs(rule, hand.status, here, there, at=hand.at)
    if office == here:
        return Followed(summons.reference, "stays")
    if appoint(hand, office, by=by, transfer=transfer) is None:
        return Followed(summons.reference, "no place")
    return Followed(summons.reference, "goes along")
