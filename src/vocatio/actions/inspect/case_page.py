"""A case on one page: the evidence, what was done, and what can be done."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.file import by_id, governing_of, load
from vocatio.actions.case.official import what_is_read
from vocatio.actions.case.own import own_case, own_document
from vocatio.actions.inspect.cases import body_code, body_of
from vocatio.actions.inspect.day import office_lines
from vocatio.actions.inspect.measures import held_in, in_words
from vocatio.actions.law import rules_of, today
from vocatio.actions.recording import read
from vocatio.actions.words import words_of
from vocatio.domain import permissions
from vocatio.domain.actors import OFFICE_REALM, Addressee, Role, Staff
from vocatio.domain.consequences.file import CaseFile, document_of
from vocatio.domain.consequences.hearing import hearing_ends
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import CaseState, case_state
from vocatio.domain.consequences.telling import LANGUAGES, words_in
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact
from vocatio.domain.law.profile import Measure, Profile
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.records.access.models import NaturalPerson
from vocatio.records.cases.models import Case, Document
from vocatio.records.register.merges import same_as
from vocatio.records.register.people import describe

#: What a fact says in plain codes, for whoever reads the file.
DETAILS = ("outcome", "event", "reason", "channel", "form", "kind", "measure", "cause", "starts_at")
#: Under which keys a fact names words that lie beside it.
WORDS = ("reasons", "words", "grounds", "details")
#: Facts that are of the course of a case; all others are evidence.
COURSE = frozenset(CaseKind) - {CaseKind.RECALL}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of the file. `words`: what was written beside it, unless it was erased."""

    id: UUID
    kind: str
    at: datetime
    by: str
    detail: str
    words: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, whether it is in force, why, and what would end it."""

    id: UUID
    code: str
    kind: str
    title: str
    scope: str
    answer: str
    because: tuple[str, ...]
    starts: datetime
    until: datetime
    review_on: datetime


@dataclass(frozen=True, slots=True)
class Open:
    """Something that waits for a decision: an appeal, a claim, a dispute."""

    id: UUID
    kind: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a case; its text only once it was opened."""

    id: UUID
    reference: str
    kind: str
    made_at: datetime
    opened: bool
    case: str
    text: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CasePage:
    """The whole file on one page: the evidence, then what can be done.

    Attributes:
        evidence: how it was served and received, alerts that bounced, outages, requests, visits.
        course: what was done in the case.
        ladder: code of a measure -> its title, for those that there are.
        proposal: what was proposed last: measure, scope, evidence for skipping; or empty.
    """

    id: UUID
    reference: str
    name: str
    duty: str
    state: str
    asks: str
    language: str
    official: str
    hearing_ends: datetime | None
    zone: str
    evidence: tuple[FactLine, ...]
    course: tuple[FactLine, ...]
    measures: tuple[MeasureLine, ...]
    finding: UUID | None
    appeals: tuple[Open, ...]
    claims: tuple[Open, ...]
    ladder: Mapping[str, str]
    proposal: Mapping[str, object]
    documents: tuple[DocumentLine, ...]


@transaction.atomic
def case_file(case_id: UUID, *, by: Staff, purpose: str, at: datetime) -> CasePage:
    """The file, for whoever works on it. It is written down that they opened it (F10).

    Raises:
        NotFound: no such case, or it is not one of theirs: another office's, another body's.
    """
    permissions.require("inspect.case", by)
    case = by_id(case_id)
    file = load(case, at)
    if not _theirs(case, file, by):
        raise NotFound
    read(what_is_read(case), [case.person_id], by=by, purpose=purpose, at=at)
    return _page(case, file, "", at)


def _theirs(case: Case, file: CaseFile, by: Staff) -> bool:
    if by.realm != OFFICE_REALM:
        return body_of(file) == body_code(by) != ""
    if by.roles & {Role.OVERSEER, Role.DECIDER}:
        return True
    office = governing_of(case).slot.office_id
    return office in {line.id for line in office_lines(by)}


@transaction.atomic
def own_page(reference: str, *, by: Addressee, purpose: str, at: datetime) -> CasePage:
    """A case, to the person whom it is about: everything in it, in their language (F20).

    Raises:
        NotFound: no such case of theirs.
    """
    permissions.require("inspect.own", by)
    case = own_case(reference, by=by)
    read(what_is_read(case), [case.person_id], by=by, purpose=purpose, at=at)
    person = describe([case.person_id], on=today(at), known=at)[case.person_id]
    return _page(case, load(case, at), person.language, at)


@transaction.atomic
def own_cases(*, by: Addressee, purpose: str, at: datetime) -> tuple[CasePage, ...]:
    """Every case of the person's own in which something happened."""
    permissions.require("inspect.own", by)
    found = Case.objects.filter(person_id__in=same_as(by.person_id)).order_by("id")
    return tuple(own_page(case.reference, by=by, purpose=purpose, at=at) for case in found)


@transaction.atomic
def own_document_page(reference: str, *, by: Addressee, purpose: str, at: datetime) -> DocumentLine:
    """One document of the person's own; a preview until they opened it.

    Raises:
        NotFound: no such document of theirs.
    """
    permissions.require("inspect.own", by)
    document = own_document(reference, by=by)
    read("case document", [by.person_id], by=by, purpose=purpose, at=at)
    return _document(document, _opened(load(document.case, at)))


@transaction.atomic
def document_text(document_id: UUID, *, by: Staff, purpose: str, at: datetime) -> DocumentLine:
    """A document of a case, to print and hand over; that is no opening by anybody.

    Raises:
        NotFound: no such document, or its case is not one of theirs.
    """
    permissions.require("inspect.case", by)
    document = Document.objects.filter(id=document_id).select_related("case").first()
    if document is None or not _theirs(document.case, load(document.case, at), by):
        raise NotFound
    read("case document", [document.case.person_id], by=by, purpose=purpose, at=at)
    return _document(document, {str(document.id)})


def _opened(file: CaseFile) -> set[str]:
    """Documents that the addressee opened in a session of their own."""
    return {document_of(f) for f in file.of(Kind.OPENED) if "person" in f.by}


def _page(case: Case, file: CaseFile, language: str, at: datetime) -> CasePage:
    rules = rules_of(governing_of(case), at=at)
    tongue = language if language in LANGUAGES else rules.official_language
    if tongue not in LANGUAGES:
        tongue = "en"
    state, read_by_them = case_state(file), _opened(file)
    people = _names(file.standing)
    findings = file.of(CaseKind.FINDING)
    return CasePage(
        id=case.id,
        reference=case.reference,
        name=describe([case.person_id], on=today(at), known=at)[case.person_id].name,
        duty=case.duty,
        state=state.value,
        asks=words_in(tongue).states[state],
        language=tongue,
        official=rules.official_language,
        hearing_ends=hearing_ends(file) if state != CaseState.NONE else None,
        zone=rules.zone,
        evidence=tuple(_fact(f, people) for f in file.standing if f.kind not in COURSE),
        course=tuple(_fact(f, people) for f in file.standing if f.kind in COURSE),
        measures=tuple(_measures(case, file, rules, tongue)),
        finding=findings[-1].id if findings else None,
        appeals=tuple(_waiting(file, CaseKind.APPEAL, CaseKind.APPEAL_DECISION, "appeal")),
        claims=tuple(_claims(file)),
        ladder={m.code: _title(m.title, tongue, rules) for m in _ladder(file, rules)},
        proposal=_proposal(file),
        documents=tuple(
            _document(document, read_by_them)
            for document in Document.objects.filter(case=case).order_by("made_at", "id")
        ),
    )


def _ladder(file: CaseFile, rules: Profile) -> list[Measure]:
    codes = {rung.code: rung.severity for rung in file.terms.ladder}
    return sorted((m for m in rules.measures if m.code in codes), key=lambda m: codes[m.code])


def _title(title: Mapping[str, str], language: str, rules: Profile) -> str:
    return title.get(language) or title[rules.official_language]


def _measures(case: Case, file: CaseFile, rules: Profile, language: str) -> Iterator[MeasureLine]:
    titles = {m.code: _title(m.title, language, rules) for m in rules.measures}
    for held in held_in(case, file):
        fact = file.fact(held.fact)
        assert fact is not None  # noqa: S101 because `held_in` reads the same file
        yield MeasureLine(
            id=held.fact,
            code=held.code,
            kind=held.kind,
            title=titles.get(held.code, held.code),
            scope=str(fact.data["scope"]),
            answer=held.force.answer.value,
            because=in_words(held, language, rules.zone),
            starts=datetime.fromisoformat(str(fact.data["from"])),
            until=datetime.fromisoformat(str(fact.data["until"])),
            review_on=datetime.fromisoformat(str(fact.data["review_on"])),
        )


def _fact(fact: Fact, people: Mapping[str, str]) -> FactLine:
    told = {key: fact.data[key] for key in DETAILS if key in fact.data}
    named = next((str(fact.data[key]) for key in WORDS if key in fact.data), None)
    return FactLine(
        id=fact.id,
        kind=fact.kind,
        at=fact.recorded_at,
        by=people.get(fact.by.get("human", ""), ""),
        detail=", ".join(str(value) for value in told.values()),
        words=(words_of(named) or "") if named else "",
    )


def _names(facts: Iterable[Fact]) -> dict[str, str]:
    humans = {fact.by["human"] for fact in facts if "human" in fact.by}
    found = NaturalPerson.objects.filter(id__in=humans).values_list("id", "name")
    return {str(human): name for human, name in found}


def _waiting(file: CaseFile, kind: str, answer: str, key: str) -> Iterator[Open]:
    for fact in file.of(kind):
        if file.answer_to(fact, answer, key) is None:
            line = _fact(fact, {})
            yield Open(fact.id, fact.kind, fact.recorded_at, line.words)


def _claims(file: CaseFile) -> Iterator[Open]:
    """What the person said in the case itself; requests about a summons are decided elsewhere."""
    yield from _waiting(file, CaseKind.DISPUTE, CaseKind.DISPUTE_DECISION, "dispute")
    of_documents = {str(f.id) for f in file.of(Kind.REQUEST) if "document" in f.data}
    for claim in _waiting(file, Kind.REQUEST, Kind.DECISION, "request"):
        if str(claim.id) in of_documents:
            yield Open(claim.id, RequestKind.NON_RECEIPT, claim.at, claim.words)


def _proposal(file: CaseFile) -> Mapping[str, object]:
    found = file.of(CaseKind.PROPOSAL)
    return found[-1].data if found else {}


def _document(document: Document, opened: set[str]) -> DocumentLine:
    content = json.loads(bytes(document.canonical))
    seen = str(document.id) in opened
    order = dict.fromkeys((content["chosen"], content["official"]))
    return DocumentLine(
        id=document.id,
        reference=document.reference,
        kind=document.kind,
        made_at=document.made_at,
        opened=seen,
        case=document.case.reference,
        text={language: content["text"][language] for language in order} if seen else {},
    )
