"""The file of a case as it lies in the tables, for every act on it. A shared step, no act."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.actions.law import calendar_now, local_date, outages, rules_of, today
from vocatio.actions.ledger.stamping import covered_since
from vocatio.actions.recording import record_many
from vocatio.actions.register.deciding import lock
from vocatio.actions.work.items import keep_case
from vocatio.domain.actors import Actor
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


def summonses_of(person_id: UUID, duty: str) -> list[Summons]:
    """All summonses of a person to one duty, the newest last."""
    found = Summons.objects.filter(person_id=person_id, category=duty)
    return list(found.select_related("slot__office").order_by("id"))


def load(case: Case, at: datetime, *, lock: bool = True) -> CaseFile:
    """Everything that is known about a case at the instant `at`.

    Args:
        lock: the person's row too, so that what is decided now stays true until commit.
    """
    return CaseAtHand.of(case, at, lock=lock).file


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
        summonses = summonses_of(case.person_id, case.duty)
        facts = (*ledger.of(CaseFact, case.id), *_facts_of(summonses), *supposed)
        facts = (*facts, *_stays(summonses, facts))
        decisions = [fact for fact in facts if fact.kind in SIGNED]
        summons = _governing(summonses, facts)
        rules = rules_of(summons, at=at, issued=_issued(summons, facts))
        file = CaseFile(
            facts=facts,
            on=at,
            terms=terms_of(rules, calendar_now(summons, rules, local_date(rules, at))),
            stamped=_stamped(decisions),
            outages=(*outages(at), *own_outages(facts)),
            signed=_signed(decisions, ZoneInfo(rules.zone)),
            gate=gate_of(case.person_id, at, lock=lock),
        )
        return cls(case, file, summonses, summons, rules)

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


def _facts_of(summonses: Iterable[Summons]) -> Iterator[Fact]:
    for facts in ledger.of_many(SummonsFact, [summons.id for summons in summonses]).values():
        yield from facts


def _issued(summons: Summons, facts: Iterable[Fact]) -> Fact:
    return next(fact for fact in facts if fact.subject == summons.id)


def _stays(summonses: Iterable[Summons], known: Iterable[Fact]) -> list[Fact]:
    """Stays of whole call-ups that the case does not have as facts of its own (F26)."""
    own = {str(fact.data["whole"]) for fact in known if "whole" in fact.data}
    found = CallUpFact.objects.filter(
        kind=CaseKind.STAY, subject_id__in={summons.callup_id for summons in summonses}
    )
    stays = (parse(bytes(content)) for content in found.values_list("canonical", flat=True))
    return [stay for stay in stays if str(stay.id) not in own]


def _governing(summonses: list[Summons], facts: Iterable[Fact]) -> Summons:
    chosen = governing([summons.id for summons in summonses], facts)
    return next(summons for summons in summonses if summons.id == chosen)


def gate_of(person_id: UUID, at: datetime, *, lock: bool) -> Mapping[str, bool | None]:
    """What stops everything (F22): status -> True, False, or None for unknown."""
    standing = of_people([person_id], today(at), lock=lock)[person_id]
    known = {status: status in standing.statuses for status in STATUS_GATE}
    unknown = {status: None for status in STATUS_GATE if status in standing.unknown}
    return {**known, "merged": standing.merged, **unknown}


def _stamped(decisions: list[Fact]) -> dict[UUID, datetime]:
    found = {fact.id: covered_since(fact.id) for fact in decisions}
    return {fact: at for fact, at in found.items() if at}


def _signed(decisions: list[Fact], zone: ZoneInfo) -> dict[UUID, Signed]:
    """How each decision was signed. The table holds that a signature carries one (F10)."""
    found = Signature.objects.filter(fact_id__in=[fact.id for fact in decisions])
    return {
        one.fact_id: Signed(
            with_it=1,
            that_day=signed_on_day(one.human_id, one.signed_at, zone),
            body=Body(one.body.code, one.body.independent, one.body.realm),
            realm=one.realm,
        )
        for one in found.select_related("body")
    }


def signed_on_day(human: UUID, moment: datetime, zone: ZoneInfo) -> int:
    """How many decisions a human signed on the local day of `moment`."""
    start = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    day = Signature.objects.filter(human_id=human, signed_at__gte=start)
    return day.filter(signed_at__lt=start + timedelta(days=1)).count()


def append(
    case: Case, kind: str, *, by: Actor, at: datetime, data: Mapping[str, Json] | None = None
) -> Fact:
    """Append the fact that this happened now to a case that is locked and was not read yet."""
    return CaseAtHand.of(case, at).append(kind, by=by, data=data)
