"""The file of a case as it lies in the tables, for every act on it. A shared step, no act."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from vocatio.actions.law import RulesAt, calendar_now, local_date, outages, today
from vocatio.actions.ledger.stamping import covered_of
from vocatio.actions.recording import record_many
from vocatio.actions.register.deciding import lock
from vocatio.actions.work.items import keep_case
from vocatio.domain.actors import Actor
from vocatio.domain.callup.liability import Standing as PersonStanding
from vocatio.domain.consequences.file import Body, CaseFile, Signed
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import case_state
from vocatio.domain.consequences.terms import governing, terms_of
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact, happened, parse
from vocatio.domain.law.floor import STATUS_GATE
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.service import own_outages
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact
from vocatio.records.cases.models import Case, CaseFact, Signature, Standing
from vocatio.records.ledger import facts as ledger
from vocatio.records.register.standings import of_people
from vocatio.records.summonses.models import Summons, SummonsFact

#: Decisions that take a signature.
SIGNED = (
    *(CaseKind.FINDING, CaseKind.MEASURE, CaseKind.APPEAL_DECISION),
    *(CaseKind.ENFORCEMENT, CaseKind.MEASURE_REVIEW),
)


def by_id(case_id: UUID) -> Case:
    """The case, and the row of its person locked: cases never change, so that is their lock.

    Raises:
        NotFound: there is none.
    """
    found = Case.objects.filter(id=case_id).first()
    if found is None:
        raise NotFound
    lock(found.person_id)
    return found


def existing_folder(summons: Summons) -> Case | None:
    """The folder of the duty that a summons is about, locked, where there is one."""
    lock(summons.person_id)
    return _folder(summons)


def folder_of(summons: Summons) -> Case:
    """The same, not locked; where there is none, a new one, kept with the first fact in it."""
    made = {"id": identity.new_id(), "reference": identity.new_reference()}
    new = Case(person_id=summons.person_id, duty=summons.category, **made)
    return _folder(summons) or new


def _folder(summons: Summons) -> Case | None:
    return Case.objects.filter(person_id=summons.person_id, duty=summons.category).first()


def load(case: Case, at: datetime, *, lock: bool = True) -> CaseFile:
    """Everything that is known about a case at the instant `at`.

    Args:
        lock: the person's row too, so that what is decided now stays true until commit.
    """
    return CaseAtHand.of(case, at, lock=lock).file


def load_many(cases: Sequence[Case], at: datetime) -> list[CaseFile]:
    """The same for many, in their order, in as many statements as for one; nobody is locked."""
    return [hand.file for hand in CaseAtHand.of_many(cases, at)]


@dataclass
class CaseAtHand:
    """A case as an act found it, read once under the lock of its person.

    Nobody else appends before the act commits; what it appends itself is in the file at once.

    Attributes:
        file: at the instant of the act.
        summonses: all to this duty, the newest last.
        summons: the one by whose rules all goes on (F21).
        rules: those.
    """

    case: Case
    file: CaseFile
    summonses: list[Summons]
    summons: Summons
    rules: Profile

    @classmethod
    def of(
        cls, case: Case, at: datetime, *, lock: bool = False, supposed: Iterable[Fact] = ()
    ) -> Self:
        """Read what there is.

        Args:
            lock: the person's row too, where whoever asks has not.
            supposed: facts that would be there, to see what followed from them.
        """
        (found,) = cls.of_many([case], at, lock=lock, supposed=supposed)
        return found

    @classmethod
    def of_many(
        cls,
        cases: Sequence[Case],
        at: datetime,
        *,
        lock: bool = False,
        supposed: Iterable[Fact] = (),
    ) -> list[Self]:
        """The same for many, in their order: what each needs of a table is read for all at once."""
        folders = _folders(cases, tuple(supposed))
        if not folders:
            return []
        rules = RulesAt(at, min(folder.issued.recorded_at for folder in folders))
        governed = [rules.of(folder.summons, folder.issued) for folder in folders]
        decisions = {
            fact.id: ZoneInfo(law.zone)
            for folder, law in zip(folders, governed, strict=True)
            for fact in folder.facts
            if fact.kind in SIGNED
        }
        stamped, signed = covered_of(decisions), _signed(decisions)
        down = outages(at)
        gates = gates_of([case.person_id for case in cases], at, lock=lock)
        return [
            cls(
                folder.case,
                CaseFile(
                    facts=folder.facts,
                    on=at,
                    terms=terms_of(law, calendar_now(folder.summons, law, local_date(law, at))),
                    stamped=folder.of(stamped),
                    outages=(*down, *own_outages(folder.facts)),
                    signed=folder.of(signed),
                    gate=gates[folder.case.person_id],
                ),
                folder.summonses,
                folder.summons,
                law,
            )
            for folder, law in zip(folders, governed, strict=True)
        ]

    @property
    def issued(self) -> Fact:
        """The first fact of that summons."""
        return _issued(self.summons, self.file.facts)

    def append(self, kind: str, *, by: Actor, data: Mapping[str, Json] | None = None) -> Fact:
        """Append the fact that this happened now, and refresh what is cached about the case."""
        fact = self.happened(kind, by=by, data=data)
        self.add(fact)
        return fact

    def happened(self, kind: str, *, by: Actor, data: Mapping[str, Json] | None = None) -> Fact:
        """A fact of this case that happens now; it is for `add` to append it.

        The first one says what the folder is, so that its row can be held against it.
        """
        case, at = self.case, self.file.on
        person = case.person_id
        said = dict(data or {})
        if self._is_new():
            said |= {"duty": case.duty, "reference": case.reference}
        new = identity.new_id()
        return happened(kind, case.id, id=new, by=by, at=at, person_id=person, data=said)

    def add(self, *facts: Fact) -> None:
        """Append facts, and write the cached state and office anew from the derivation."""
        self._keep()
        record_many(CaseFact, facts)
        self.file = replace(self.file, facts=(*self.file.facts, *facts))
        # A case that is opened anew goes on by the rules of another summons.
        if _governing(self.summonses, self.file.facts) != self.summons:
            found = CaseAtHand.of(self.case, self.file.on)
            self.file, self.summons, self.rules = found.file, found.summons, found.rules
        self.refresh()

    def _keep(self) -> None:
        """Keep the folder with the first fact in it; a row may stand there that has none yet."""
        if self._is_new():
            Case.objects.bulk_create([self.case], ignore_conflicts=True)

    def _is_new(self) -> bool:
        return not any(fact.subject == self.case.id for fact in self.file.facts)

    def refresh(self) -> None:
        """Write the cached state and office anew from the derivation."""
        office, state = self.summons.slot.office_id, case_state(self.file).value
        Standing.objects.bulk_create(
            [Standing(case=self.case, office_id=office, state=state)],
            update_conflicts=True,
            unique_fields=["case"],
            update_fields=["office", "state"],
        )
        keep_case(self.case.id, self.case.person_id, office, self.file)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A case with its summonses, the newest last, and all facts about both."""

    case: Case
    summonses: list[Summons]
    facts: tuple[Fact, ...]

    @property
    def summons(self) -> Summons:
        """The one by whose rules all goes on."""
        return _governing(self.summonses, self.facts)

    @property
    def issued(self) -> Fact:
        """The first fact of that one."""
        return _issued(self.summons, self.facts)

    def of(self, known: Mapping[UUID, T]) -> dict[UUID, T]:
        """Of what is known about facts, what is about those in here."""
        return {fact.id: known[fact.id] for fact in self.facts if fact.id in known}


def _folders(cases: Sequence[Case], supposed: tuple[Fact, ...]) -> list[_Folder]:
    """In their order."""
    people = Summons.objects.filter(person_id__in={case.person_id for case in cases})
    duties = people.filter(category__in={case.duty for case in cases})
    by_duty: dict[tuple[UUID, str], list[Summons]] = defaultdict(list)
    for summons in duties.select_related("slot__office").order_by("id"):
        by_duty[summons.person_id, summons.category].append(summons)
    summonses = [by_duty[case.person_id, case.duty] for case in cases]
    every = [one for several in summonses for one in several]
    of_cases = ledger.of_many(CaseFact, [case.id for case in cases])
    of_summonses = ledger.of_many(SummonsFact, [one.id for one in every])
    stays = _stays({one.callup_id for one in every})
    found = []
    for case, several in zip(cases, summonses, strict=True):
        own = [fact for one in several for fact in of_summonses[one.id]]
        facts = (*of_cases[case.id], *own, *supposed)
        whole = [stay for callup in {one.callup_id for one in several} for stay in stays[callup]]
        found.append(_Folder(case, several, (*facts, *_not_among(facts, whole))))
    return found


def _issued(summons: Summons, facts: Iterable[Fact]) -> Fact:
    return next(fact for fact in facts if fact.subject == summons.id)


def _stays(callups: Collection[UUID]) -> Mapping[UUID, list[Fact]]:
    """Stays of whole call-ups (F26)."""
    found: dict[UUID, list[Fact]] = defaultdict(list)
    stored = CallUpFact.objects.filter(kind=CaseKind.STAY, subject_id__in=callups)
    for callup, content in stored.values_list("subject_id", "canonical"):
        found[callup].append(parse(bytes(content)))
    return found


def _not_among(known: Iterable[Fact], stays: Iterable[Fact]) -> list[Fact]:
    """Those that the case does not have as facts of its own."""
    own = {str(fact.data["whole"]) for fact in known if "whole" in fact.data}
    return [stay for stay in stays if str(stay.id) not in own]


def _governing(summonses: list[Summons], facts: Iterable[Fact]) -> Summons:
    chosen = governing([summons.id for summons in summonses], facts)
    return next(summons for summons in summonses if summons.id == chosen)


def gates_of(
    people: Collection[UUID], at: datetime, *, lock: bool
) -> dict[UUID, Mapping[str, bool | None]]:
    """What stops everything about each (F22): status -> True, False, or None for unknown."""
    standings = of_people(list(people), today(at), lock=lock)
    return {person: _gate(standings[person]) for person in people}


def _gate(standing: PersonStanding) -> Mapping[str, bool | None]:
    known = {status: status in standing.statuses for status in STATUS_GATE}
    unknown = {status: None for status in STATUS_GATE if status in standing.unknown}
    return {**known, "merged": standing.merged, **unknown}


def _signed(decisions: Mapping[UUID, ZoneInfo]) -> dict[UUID, Signed]:
    """How each decision was signed: fact -> that, by the days of a zone.

    The table holds that a signature carries one decision (F10).
    """
    if not decisions:
        return {}
    found = Signature.objects.filter(fact_id__in=decisions)
    signatures = list(found.select_related("body"))
    days = [_Day.of(one.human_id, one.signed_at, decisions[one.fact_id]) for one in signatures]
    counted = _counted(set(days))
    return {
        one.fact_id: Signed(
            with_it=1,
            that_day=counted[day],
            body=Body(one.body.code, one.body.independent, one.body.realm),
            realm=one.realm,
        )
        for one, day in zip(signatures, days, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day of somebody who signs decisions."""

    human: UUID
    start: datetime
    end: datetime

    @classmethod
    def of(cls, human: UUID, moment: datetime, zone: ZoneInfo) -> Self:
        """The one in which that moment lies."""
        start = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(human, start, start + timedelta(days=1))


def signed_on_day(human: UUID, moment: datetime, zone: ZoneInfo) -> int:
    """How many decisions a human signed on the local day of `moment`."""
    day = _Day.of(human, moment, zone)
    return _counted({day})[day]


def _counted(days: Collection[_Day]) -> dict[_Day, int]:
    """How many decisions were signed on each; the ceiling of a day bounds what is read."""
    wanted = Q(pk__in=[])
    for day in days:
        wanted |= Q(human_id=day.human, signed_at__gte=day.start, signed_at__lt=day.end)
    found = Signature.objects.filter(wanted).values_list("human_id", "signed_at")
    rows = list(found) if days else []
    return {
        day: sum(human == day.human and day.start <= at < day.end for human, at in rows)
        for day in days
    }


def append(
    case: Case, kind: str, *, by: Actor, at: datetime, data: Mapping[str, Json] | None = None
) -> Fact:
    """Append the fact that this happened now to a case that is locked and was not read yet."""
    return CaseAtHand.of(case, at).append(kind, by=by, data=data)
