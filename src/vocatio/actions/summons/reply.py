"""The person says that they will come."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import by_reference, own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import (
    Event,
    OutOfTurn,
    State,
    after,
    has_replied,
    may_note_reply,
)


class SaidBefore(Refusal):
    """They said before that they will come on this date."""

    basis = "states"


def confirm(reference: str, *, by: Addressee, at: datetime) -> None:
    """Record the confirmation of the appointment; a second one changes nothing.

    After the window for replies it counts as well: silence has no consequence before the
    appearance (F4). The page of the summons says that it came late.

    Raises:
        NotFound: no such summons of theirs.
        OutOfTurn: it was not opened yet, or it is over.
    """
    permissions.require("reply.confirm", by)
    with transaction.atomic():
        hand = AtHand.of(own(reference, by=by, lock=True), at)
        if hand.status.state == State.CONFIRMED:
            return
        after(hand.status.state, Event.CONFIRMED)
        _append(hand, {}, by)


def note_reply(reference: str, channel: Channel, *, by: Staff, at: datetime) -> UUID:
    """Write down that a person said that they will come; return the fact.

    It is no opening of the summons, whatever was said (evidenced receipt).

    Raises:
        NotFound: no such summons.
        OutOfTurn: it is over.
        SaidBefore: there is a reply about this date already.
    """
    permissions.require("request.enter", by)
    with transaction.atomic():
        hand = AtHand.of(by_reference(reference, by=by), at)
        if not may_note_reply(hand.status):
            raise OutOfTurn("the appointment is over, or nobody has to come")
        if has_replied(hand.facts, hand.status):
            raise SaidBefore
        return _append(hand, {"channel": channel.value}, by)


def _append(hand: AtHand, how: Mapping[str, Json], by: Addressee | Staff) -> UUID:
    data = {"answer": "confirm", "starts_at": instant(hand.status.appointment), **how}
    return hand.append(Kind.REPLY, by=by, data=data).id
