"""An overseer stays one case, or a whole call-up; it ends by itself after 30 days (F26)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.callup.step import step
from vocatio.actions.case.file import append, by_id
from vocatio.actions.case.official import keep_reasons
from vocatio.actions.case.whose import at_hand
from vocatio.actions.recording import record
from vocatio.actions.words import keep_remark
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind as CallUpKind
from vocatio.domain.consequences.kinds import CaseKind
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
