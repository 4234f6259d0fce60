"""The human who is about to decide in a case, as the tables know them. A shared step."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.case.file import SIGNED, signed_on_day
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.words import keep_named, words_of
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.file import Body, CaseFile
from vocatio.domain.consequences.officials import Official
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact, parse
from vocatio.gateways import identity
from vocatio.records.access.models import Reading
from vocatio.records.cases.models import Case, CaseFact, Member, Signature

#: So many recent reasons of the body are compared with new ones, to find copies.
COMPARED = 200

Kept = dict[str, Json]


def what_is_read(case: Case) -> str:
    """How a reading names the file of a case: “case file”, then the duty."""
    return f"case file: {case.duty}"


def official(case: Case, file: CaseFile, by: Staff, at: datetime) -> Official:
    """Who they are, when they opened this file last, and what they decided before."""
    member = Member.objects.select_related("body").filter(human_id=by.natural_person_id).first()
    body = member.body if member else None
    return Official(
        human=by.natural_person_id,
        body=Body(body.code, body.independent, body.realm) if body else None,
        realm=by.realm,
        opened_at=_opened(case, by),
        decided_today=signed_on_day(by.natural_person_id, at, file.terms.zone),
        reasons_before=_reasons(body.code) if body else {},
    )


def _opened(case: Case, by: Staff) -> datetime | None:
    looks = Reading.objects.filter(
        person_id=case.person_id, reader_id=by.account_id, what=what_is_read(case)
    )
    return looks.order_by("-at").values_list("at", flat=True).first()


def _reasons(body: str) -> dict[str, str]:
    """Id -> words, of the newest decisions of a body; those that were erased are left out."""
    recent = Signature.objects.filter(body_id=body).order_by("-signed_at")[:COMPARED]
    signed = list(recent.values_list("fact_id", flat=True))
    stored = CaseFact.objects.filter(id__in=signed, kind__in=SIGNED)
    ids = [
        str(reasons)
        for content in stored.values_list("canonical", flat=True)
        if (reasons := parse(bytes(content)).data.get("reasons"))
    ]
    found = {text_id: words_of(text_id) for text_id in ids}
    return {text_id: words for text_id, words in found.items() if words}


def keep_reasons(case: Case, reasons: str) -> Kept:
    """Keep the words encrypted; return how a fact names them, with their hash."""
    return keep_named("reasons", reasons.strip(), case.person_id)


def keep_decision(case: Case, who: Official, reasons: str) -> Kept:
    """The same for a decision: its fact also names the body, and where they signed in (F11)."""
    body = who.body.code if who.body else None
    return {**keep_reasons(case, reasons), "body": body, "realm": who.realm}


def sign(fact: Fact, by: Staff, at: datetime) -> UUID:
    """One act of signing under one decision, time-stamped as soon as it can be (F2, F10)."""
    member = Member.objects.get(human_id=by.natural_person_id)
    signature = Signature.objects.create(
        id=identity.new_id(),
        body_id=member.body_id,
        realm=by.realm,
        human_id=by.natural_person_id,
        fact_id=fact.id,
        signed_at=at,
    )
    stamp_soon(fact)
    return signature.id
