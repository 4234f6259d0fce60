"""A case on one page: the evidence, what was done, and what can be done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.case.official import what_is_read
from vocatio.actions.case.own import own_case
from vocatio.actions.case.whose import at_hand
from vocatio.actions.inspect.case_documents import DocumentLine, documents_of
from vocatio.actions.inspect.lines import names_of
from vocatio.actions.inspect.measures import held_in, in_words
from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.actions.words import words_of
from vocatio.domain import permissions
from vocatio.domain.actors import Party, Representative, Staff
from vocatio.domain.consequences.appeals import AGAINST
from vocatio.domain.consequences.file import CaseFile, newest
from vocatio.domain.consequences.hearing import hearing_ends
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import CaseState, case_state
from vocatio.domain.consequences.steps import (
    Deadline,
    Step,
    against,
    claims,
    deadlines,
    steps,
    untried,
    waiting,
)
from vocatio.domain.consequences.telling import LANGUAGES, sentence, words_in
from vocatio.domain.facts import Fact
from vocatio.domain.law.profile import Measure, Profile
from vocatio.domain.summons.content import in_language
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.records.cases.models import Case
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
    """One fact of the file.

    Attributes:
        details: what it says in plain codes, by their names in `DETAILS`.
        words: what was written beside it, unless it was erased.
    """

    id: UUID
    kind: str
    at: datetime
    by: str
    details: Mapping[str, str]
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """Names of humans, and kinds of documents, by the ids that facts give."""

    people: Mapping[str, str]
    documents: Mapping[str, str]


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
    """Something that waits for a decision: an appeal, a claim, a dispute.

    `about`: id of the document or the decision that it is about; empty for none.
    """

    id: UUID
    kind: str
    at: datetime
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """The whole file on one page: the evidence, then what can be done.

    Attributes:
        evidence: how it was served and received, alerts that bounced, outages, requests, visits.
        course: what was done in the case.
        ladder: code of a measure -> its title, for those that there are.
        proposal: what was proposed last: measure, scope, evidence for skipping; or empty.
        appealable: finding or measure -> its code, for what one can appeal against.
        outages: in which the system, or this person, could not be reached: from, until.
        seen: the newest fact that the page shows; an act names it (`actions/case/seen`).
        steps: what the state allows -> what stands against it still, in words.
        untried: lighter steps that were not taken (F12).
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
    appealable: Mapping[UUID, str]
    outages: tuple[tuple[datetime, datetime | None], ...]
    seen: UUID
    deadlines: tuple[Deadline, ...]
    steps: Mapping[Step, tuple[str, ...]]
    untried: tuple[str, ...]

    @property
    def timeline(self) -> tuple[FactLine, ...]:
        """Everything, in the order of recording."""
        return tuple(sorted((*self.evidence, *self.course), key=lambda line: (line.at, line.id)))


@transaction.atomic
def case_file(
    case_id: UUID, *, by: Staff, purpose: str, at: datetime, language: str = ""
) -> CasePage:
    """The file, for whoever works on it. It is written down that they opened it (F10).

    Args:
        language: of whoever reads; else the official one.

    Raises:
        NotFound: no such case, or it is not one of theirs: another office's, another body's.
    """
    permissions.require("inspect.case", by)
    hand = at_hand(case_id, "inspect.case", by=by, at=at)
    case = hand.case
    read(what_is_read(case), [case.person_id], by=by, purpose=purpose, at=at)
    return _page(hand, language, whole=True)


@transaction.atomic
def own_page(reference: str, *, by: Party, purpose: str, at: datetime) -> CasePage:
    """A case, to the person whom it is about: everything in it, in their language (F20).

    Raises:
        NotFound: no such case of theirs.
    """
    permissions.require("inspect.own", by)
    case = own_case(reference, by=by)
    read(what_is_read(case), [case.person_id], by=by, purpose=purpose, at=at)
    person = describe([case.person_id], on=today(at), known=at)[case.person_id]
    # Whoever acts for them reads what they may not have opened: it shows no receipt by anybody.
    acts = isinstance(by, Representative)
    return _page(CaseAtHand.of(case, at, lock=True), person.language, whole=acts)


@transaction.atomic
def own_cases(*, by: Party, purpose: str, at: datetime) -> tuple[CasePage, ...]:
    """Every case of the person's own in which something happened."""
    permissions.require("inspect.own", by)
    found = Case.objects.filter(person_id__in=same_as(by.person_id)).order_by("id")
    return tuple(own_page(case.reference, by=by, purpose=purpose, at=at) for case in found)


def _page(hand: CaseAtHand, language: str, *, whole: bool = False) -> CasePage:
    case, file, rules, at = hand.case, hand.file, hand.rules, hand.file.on
    tongue = language if language in LANGUAGES else rules.official_language
    if tongue not in LANGUAGES:
        tongue = "en"
    state = case_state(file)
    documents = documents_of(case, file, whole=whole)
    named = Named(names_of(file.standing), {str(one.id): one.kind for one in documents})
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
        evidence=tuple(_fact(f, named) for f in file.standing if f.kind not in COURSE),
        course=tuple(_fact(f, named) for f in file.standing if f.kind in COURSE),
        measures=tuple(_measures(case, file, rules, tongue)),
        finding=findings[-1].id if findings else None,
        appeals=tuple(_waiting(waiting(file, CaseKind.APPEAL))),
        claims=tuple(_claims(file)),
        ladder={
            m.code: in_language(m.title, tongue, rules.official_language)
            for m in _ladder(file, rules)
        },
        proposal=_proposal(file),
        documents=documents,
        appealable={fact.id: str(fact.data.get("measure", "")) for fact in file.of(*AGAINST)},
        outages=tuple((outage.begins, outage.ends) for outage in file.outages),
        seen=_newest(file),
        deadlines=deadlines(file),
        steps={
            step: tuple(sentence(o, tongue, ZoneInfo(rules.zone)) for o in against(file, step))
            for step in steps(file)
        },
        untried=untried(file),
    )


def _newest(file: CaseFile) -> UUID:
    found = newest(file.facts)
    assert found is not None  # noqa: S101 because a folder is made for a summons, which is a fact
    return found.id


def _ladder(file: CaseFile, rules: Profile) -> list[Measure]:
    codes = {rung.code: rung.severity for rung in file.terms.ladder}
    return sorted((m for m in rules.measures if m.code in codes), key=lambda m: codes[m.code])


def _measures(case: Case, file: CaseFile, rules: Profile, language: str) -> Iterator[MeasureLine]:
    titles = {
        m.code: in_language(m.title, language, rules.official_language) for m in rules.measures
    }
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


def _fact(fact: Fact, named: Named) -> FactLine:
    told = {key: str(fact.data[key]) for key in DETAILS if key in fact.data}
    about = named.documents.get(str(fact.data.get("document")))
    return FactLine(
        id=fact.id,
        kind=fact.kind,
        at=fact.recorded_at,
        # Who answered a request would tell which of them went to the board (F24).
        by="" if fact.kind == Kind.DECISION else named.people.get(fact.by.get("human", ""), ""),
        details={**({"document": about} if about else {}), **told},
        words=_words(fact),
    )


def _words(fact: Fact) -> str:
    named = next((str(fact.data[key]) for key in WORDS if key in fact.data), None)
    return (words_of(named) or "") if named else ""


def _waiting(facts: Iterable[Fact]) -> Iterator[Open]:
    for fact in facts:
        about = str(fact.data.get("document") or fact.data.get("against") or "")
        yield Open(fact.id, fact.kind, fact.recorded_at, _words(fact), about)


def _claims(file: CaseFile) -> Iterator[Open]:
    """What the person said in the case itself; requests about a summons are decided elsewhere."""
    yield from _waiting(waiting(file, CaseKind.DISPUTE))
    for claim in _waiting(claims(file)):
        yield replace(claim, kind=RequestKind.NON_RECEIPT.value)


def _proposal(file: CaseFile) -> Mapping[str, object]:
    found = file.of(CaseKind.PROPOSAL)
    return found[-1].data if found else {}
