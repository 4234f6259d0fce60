"""What somebody with SQL would try, past every action: a demo shows that the database refuses it.

Each act writes as the application's role, in one transaction, and tells what the database said.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from vocatio.actions.callup.step import step
from vocatio.actions.demo.guard import require_demo
from vocatio.actions.recording import record, record_many
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind as CallUpKind
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact, happened
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact, PoolMember
from vocatio.records.cases.models import Case, CaseFact, Finding, Member, Signature
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact


def sign_together(cases: Sequence[UUID], *, by: Staff, at: datetime) -> str:
    """A finding in each case, all under one signature; return what the database said, or ""."""
    require_demo()
    return _said(lambda: _sign_together(cases, by, at))


def _sign_together(cases: Sequence[UUID], by: Staff, at: datetime) -> None:
    known = Case.objects.in_bulk(cases)
    found = [known[case] for case in cases]
    findings = [_fact(case, CaseKind.FINDING, {}, by, at) for case in found]
    record_many(CaseFact, findings)
    member = Member.objects.get(human_id=by.natural_person_id)
    signature = Signature.objects.create(
        id=identity.new_id(),
        body_id=member.body_id,
        realm=by.realm,
        human_id=by.natural_person_id,
        fact_id=findings[0].id,
        signed_at=at,
    )
    Finding.objects.bulk_create(
        Finding(fact_id=fact.id, case=case, notice=_notice(case), signature=signature)
        for fact, case in zip(findings, found, strict=True)
    )


def _notice(case: Case) -> UUID:
    """The document of the notice, or one that there is not."""
    facts = (fact for fact in ledger.of(CaseFact, case.id) if fact.kind == CaseKind.NOTICE)
    return next((UUID(str(fact.data["document"])) for fact in facts), case.id)


def open_case(case_id: UUID, *, by: Staff, at: datetime) -> str:
    """Open a case for the newest absence; return what the database said, or ""."""
    require_demo()
    case = Case.objects.get(id=case_id)
    summons = Summons.objects.filter(person_id=case.person_id, category=case.duty).latest("id")
    absence = SummonsFact.objects.get(subject=summons, kind=Kind.ABSENCE)
    opened = _fact(case, CaseKind.OPENED, {"absence": str(absence.id)}, by, at)
    return _said(lambda: record_many(CaseFact, [opened]))


def _fact(case: Case, kind: CaseKind, data: dict[str, Json], by: Staff, at: datetime) -> Fact:
    new = identity.new_id()
    return happened(kind, case.id, id=new, by=by, at=at, person_id=case.person_id, data=data)


def _said(act: Callable[[], None]) -> str:
    try:
        with transaction.atomic():
            act()
    except IntegrityError as refused:
        return str(refused).partition("\n")[0]
    return ""


def pool_of_one(callup_id: UUID, person_id: UUID, *, by: Staff, at: datetime) -> None:
    """A pool that holds one person, so that a demo meets them again; the draw stays a draw."""
    require_demo()
    with step(callup_id, "callup.pool", CallUpKind.POOL, by=by):
        PoolMember.objects.create(callup_id=callup_id, person_id=person_id)
        record(CallUpFact, CallUpKind.POOL, callup_id, by=by, at=at, data={"liable/liable": 1})
