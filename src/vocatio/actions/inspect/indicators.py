"""The ten indicators of a call-up, for the overseer: numbers, and nobody who can be told from them.

Facts are read in chunks and counted by what they come to, so that memory is bounded by the chunk.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from operator import itemgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.agency.directory import known
from vocatio.actions.callup.step import find
from vocatio.actions.case.file import load
from vocatio.actions.law import local_date, outages, status_of, version_of
from vocatio.actions.recording import read
from vocatio.actions.words import words_of_many
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.file import human
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage
from vocatio.domain.oversight.indicators import Decided, Pace, Row, Table, by_group, overall, pace
from vocatio.domain.oversight.observed import Groups, Observed, age_group, channel, observe
from vocatio.domain.oversight.wrong import wrong_days
from vocatio.domain.register.partial_date import PartialDate
from vocatio.domain.summons.kinds import Kind
from vocatio.records.agencies.counts import counts
from vocatio.records.cases.models import Case, CaseFact
from vocatio.records.ledger import facts as ledger
from vocatio.records.register.models import Particulars
from vocatio.records.summonses.models import Summons, SummonsFact

CHUNK = 2_000

#: Facts by which a human decided about somebody, with reasons.
DECISIONS = frozenset(
    {
        *(Kind.DECISION, CaseKind.REVIEW, CaseKind.FINDING, CaseKind.MEASURE),
        *(CaseKind.APPEAL_DECISION, CaseKind.MEASURE_REVIEW, CaseKind.ENFORCEMENT),
    }
)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """How much an agency asked in 29 days, and how often it heard “unknown”: no basis to stop."""

    name: str
    asked: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Indicators:
    """Of one call-up.

    Attributes:
        tables: way of telling groups apart, as the fields of `Groups` -> the same by group.
    """

    reference: str
    title: str
    overall: Row
    tables: Mapping[str, Table]
    pace: Pace


@transaction.atomic
def indicators(callup_id: UUID, *, by: Staff, purpose: str, at: datetime) -> Indicators:
    """Derive and count.

    Raises:
        NotFound: there is no such call-up.
    """
    permissions.require("inspect.indicators", by)
    read("indicators", [None], by=by, purpose=purpose, at=at)
    found = find(callup_id)
    tally, decisions = Counter[Observed](), list[Decided]()
    for chunk in _chunks(callup_id):
        _count(chunk, tally, decisions, at)
    return Indicators(
        reference=found.order.reference,
        title=found.order.title,
        overall=overall(tally),
        tables={
            field: by_group(tally, itemgetter(place)) for place, field in enumerate(Groups._fields)
        },
        pace=pace(decisions),
    )


@transaction.atomic
def agency_counts(*, by: Staff, purpose: str, at: datetime) -> tuple[AgencyLine, ...]:
    """How much each agency asked: authorities, and nobody in particular."""
    permissions.require("inspect.indicators", by)
    read("agencies", [None], by=by, purpose=purpose, at=at)
    return tuple(_agencies())


def _chunks(callup_id: UUID) -> Iterator[list[Summons]]:
    query = Summons.objects.filter(callup_id=callup_id).select_related("slot__office")
    found = query.order_by("id").iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _count(
    chunk: Sequence[Summons], tally: Counter[Observed], decisions: list[Decided], at: datetime
) -> None:
    around = _Around(at, outages(at), _births(chunk))
    facts = ledger.of_many(SummonsFact, [summons.id for summons in chunk])
    cases = _cases(chunk)
    case_facts = ledger.of_many(CaseFact, [case.id for case in cases.values()])
    decisions += _decisions(chain.from_iterable((*facts.values(), *case_facts.values())))
    for summons in chunk:
        case = cases.get((summons.person_id, summons.category))
        own = case_facts[case.id] if case else []
        wrong = _wrong_days(case, own, at)
        tally[around.observed(summons, facts[summons.id], own, wrong)] += 1


@dataclass(frozen=True, slots=True)
class _Around:
    """What bears on every summons of a chunk."""

    at: datetime
    outages: tuple[Outage, ...]
    births: Mapping[UUID, PartialDate]

    def observed(
        self, summons: Summons, facts: Sequence[Fact], case: Sequence[Fact], wrong: int
    ) -> Observed:
        version = version_of(summons.profile_version)
        issued = local_date(version, facts[0].occurred_at)
        groups = Groups(
            district=summons.slot.office.district,
            age=age_group(self.births.get(summons.person_id), issued),
            language=summons.language,
            channel=channel(facts),
        )
        found = status_of(summons, facts, outages=self.outages, on=self.at)
        zone = ZoneInfo(version.zone)
        return observe(groups, facts, case, found, on=self.at, zone=zone, wrong_days=wrong)


def _births(chunk: Sequence[Summons]) -> dict[UUID, PartialDate]:
    """As the register has them now."""
    people = [summons.person_id for summons in chunk]
    known = Particulars.objects.filter(person_id__in=people, superseded_at=None, valid_until=None)
    rows = known.values_list("person_id", "born_earliest", "born_latest")
    return {
        person: PartialDate.between(first, last) for person, first, last in rows if first and last
    }


def _cases(chunk: Sequence[Summons]) -> dict[tuple[UUID, str], Case]:
    people = [summons.person_id for summons in chunk]
    found = Case.objects.filter(person_id__in=people)
    return {(case.person_id, case.duty): case for case in found}


def _wrong_days(case: Case | None, facts: Sequence[Fact], at: datetime) -> int:
    """Only a case with a measure is asked: there are few, and each is a file of its own."""
    if case is None or not any(fact.kind == CaseKind.MEASURE for fact in facts):
        return 0
    return wrong_days(load(case, at, lock=False))


def _decisions(facts: Iterable[Fact]) -> list[Decided]:
    """Those that a human took, with what they wrote."""
    taken = [(fact, who) for fact in facts if fact.kind in DECISIONS and (who := human(fact))]
    named = {str(fact.data["reasons"]) for fact, _ in taken if "reasons" in fact.data}
    words = words_of_many(named)
    return [
        Decided(who, fact.recorded_at, words.get(str(fact.data.get("reasons"))))
        for fact, who in taken
    ]


def _agencies() -> Iterator[AgencyLine]:
    asked, unknown = Counter[UUID](), Counter[UUID]()
    for agency, answer, number in counts():
        asked[agency] += number
        unknown[agency] += number if answer == Answer.UNKNOWN else 0
    for terms in sorted(known().directory.agencies.values(), key=lambda terms: terms.code):
        yield AgencyLine(terms.name, asked[terms.id], unknown[terms.id])
