"""The person answers what is considered: in writing, or spoken and noted by an officer (F8)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.case.own import own_case
from vocatio.actions.case.said import just_said
from vocatio.actions.case.whose import at_hand
from vocatio.actions.words import keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Party, Staff
from vocatio.domain.consequences.kinds import LONGEST_SAID, CaseKind
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.summons.asking import Channel


def answer(reference: str, words: str, *, by: Party, at: datetime) -> None:
    """Answer in writing. It can be done more than once, and never shortens the time to answer.

    Raises:
        NotFound: no such case of theirs.
        InvalidInput: it is too long.
    """
    permissions.require("case.answer", by)
    with transaction.atomic():
        hand = CaseAtHand.of(own_case(reference, by=by), at)
        _record(hand, words, {"form": "written"}, by)


def note_answer(case_id: UUID, words: str, channel: Channel, *, by: Staff, at: datetime) -> UUID:
    """Write down what the person said at a counter, by telephone or by letter: it counts.

    Return the fact, which a letter can confirm.

    Raises:
        NotFound, InvalidInput.
    """
    permissions.require("case.note", by)
    with transaction.atomic():
        form = "written" if channel == Channel.LETTER else "spoken"
        hand = at_hand(case_id, "case.note", by=by, at=at)
        return _record(hand, words, {"form": form, "channel": channel.value}, by)


def _record(hand: CaseAtHand, words: str, how: dict[str, Json], by: Actor) -> UUID:
    """An empty answer is an answer, and uses nothing up."""
    words = words.strip()
    if len(words) > LONGEST_SAID:
        raise InvalidInput("words", f"at most {LONGEST_SAID} characters")
    if before := just_said(hand, CaseKind.ANSWER, "words", words, by=by, **how):
        return before
    data: dict[str, Json] = {**how, "empty": not words}
    if words:
        data |= keep_named("words", words, hand.case.person_id)
    return hand.append(CaseKind.ANSWER, by=by, data=data).id
