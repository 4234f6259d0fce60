"""An overseer stays one case, or a whole call-up; it ends by itself after 30 days (F26).

Whoever a case is about can ask for it.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.callup.step import step
from vocatio.actions.case.file import CaseAtHand, append, by_id
from vocatio.actions.case.official import keep_reasons
from vocatio.actions.case.own import own_case
from vocatio.actions.case.whose import at_hand
from vocatio.actions.recording import record
from vocatio.actions.words import keep_named, keep_remark
from vocatio.domain import permissions
from vocatio.domain.actors import Party, Staff
from vocatio.domain.callup.stages import Kind as CallUpKind
from vocatio.domain.consequences.kinds import LONGEST_SAID, CaseKind
from vocatio.domain.consequences.steps import Step, stay_asked, steps
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.floor import STAY_ENDS
from vocatio.domain.law.reasons import require_reasons
from vocatio.records.callups.models import CallUpFact
from vocatio.records.cases.models import Case
from vocatio.records.summonses.models import Summons


def stay(case_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Stay a case: nothing is found and no measure has effect for 30 days.

    Raises:
        NotFound, InvalidInput.
    """
    permissions.require("case.stay", by)
    require_reasons(reasons)
    with transaction.atomic():
        _stay(at_hand(case_id, "case.stay", by=by, at=at).case, reasons, by, at)


def ask_stay(reference: str, words: str, *, by: Party, at: datetime) -> UUID:
    """Ask an overseer to stay a case, with or without saying why; return the fact.

    While one request waits, another one adds nothing.

    Raises:
        NotFound: no such case of theirs.
        InvalidInput: it is too long, or the case is over.
    """
    permissions.require("case.claim", by)
    words = words.strip()
    if len(words) > LONGEST_SAID:
        raise InvalidInput("stay", f"at most {LONGEST_SAID} characters")
    with transaction.atomic():
        hand = CaseAtHand.of(own_case(reference, by=by), at)
        if before := stay_asked(hand.file):
            return before.id
        if Step.STAY not in steps(hand.file):
            raise InvalidInput("stay", "nothing goes on in this case: there is nothing to stay")
        said = keep_named("words", words, hand.case.person_id) if words else {}
        return hand.append(CaseKind.STAY_ASKED, by=by, data=said).id


def refuse_stay(case_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Let a case go on that somebody asked to be stayed; they read why, and can ask again.

    Raises:
        NotFound.
        InvalidInput: nobody asks for it, or the reasons say too little.
    """
    permissions.require("case.stay", by)
    require_reasons(reasons)
    with transaction.atomic():
        hand = at_hand(case_id, "case.stay", by=by, at=at)
        asked = stay_asked(hand.file)
        if asked is None:
            raise InvalidInput("reasons", "nobody asks for a stay of this case now")
        said = {"request": str(asked.id), **keep_reasons(hand.case, reasons)}
        hand.append(CaseKind.STAY_REFUSED, by=by, data=said)


def stay_callup(callup_id: UUID, reasons: str, *, by: Staff, at: datetime) -> int:
    """Stay every case of a call-up; return how many. Each is a fact of its own.

    A case of it that is opened later, while the stay lasts, is stayed by the fact of the call-up.

    Raises:
        NotFound: there is no such call-up.
        OutOfOrder: it was not released yet.
        InvalidInput.
    """
    permissions.require("case.stay", by)
    require_reasons(reasons)
    with step(callup_id, "case.stay", CallUpKind.STAY, by=by):
        data: dict[str, Json] = {"until": instant(at + STAY_ENDS)}
        data |= keep_remark(callup_id, reasons)
        whole = record(CallUpFact, CallUpKind.STAY, callup_id, by=by, at=at, data=data)
        called = Summons.objects.filter(callup_id=callup_id).values_list("person_id", "category")
        duties = set(called)
        people = {person for person, _ in duties}
        cases = Case.objects.filter(person_id__in=people).order_by("person_id")
        stayed = [by_id(case.id) for case in cases if (case.person_id, case.duty) in duties]
        for case in stayed:
            _stay(case, reasons, by, at, whole=str(whole.id))
    return len(stayed)


def _stay(case: Case, reasons: str, by: Staff, at: datetime, **more: Json) -> None:
    said = {"until": instant(at + STAY_ENDS), **more, **keep_reasons(case, reasons)}
    append(case, CaseKind.STAY, by=by, at=at, data=said)
