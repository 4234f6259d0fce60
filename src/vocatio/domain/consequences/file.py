"""The file of an episode: every fact of the case and of its summonses, at one instant.

All answers about a case are functions of this file. A fact counts from when it was recorded,
never from when it is claimed to have happened, wherever that would run against the person (F2).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar, OutsideCalendar
from vocatio.domain.law.counting import NoSuchDay
from vocatio.domain.law.deadlines import OutageGoesOn, days_after, forward
from vocatio.domain.law.periods import Outage, Period
from vocatio.domain.law.undoing import undoings
from vocatio.domain.summons.corrections import EARLIER, replaces
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.receipt import evidenced_receipt


@dataclass(frozen=True, slots=True)
class Body:
    """A court, or another body that decides.

    Attributes:
        code: as in the profile.
        independent: the issuer's hierarchy neither appoints nor instructs its members.
        realm: identity provider through which its members sign in.
    """

    code: str
    independent: bool
    realm: str


@dataclass(frozen=True, slots=True)
class Signed:
    """How a decision was signed.

    Attributes:
        with_it: how many decisions the one signature carries.
        that_day: how many decisions the human signed on that day.
        body: whose member they are, or None for the issuer's own staff.
        realm: identity provider through which they signed in.
    """

    with_it: int
    that_day: int
    body: Body | None
    realm: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One measure of the profile's ladder.

    Attributes:
        code: in the profile; `kind`: what it does to the person.
        severity: 1 is the lightest.
        body: code of the body that decides.
        longest: by the profile; the floor may be shorter.
    """

    code: str
    kind: str
    severity: int
    body: str
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Terms:
    """What the profile that governs says, and where the issuer's own staff sign in.

    Attributes:
        hearing, remedy: how long the person has to answer a notice of intent, and to seek a
            remedy against a refusal; None is unsaid. Where the floor gives longer, it holds.
        calendar: the days off that these are counted by.
    """

    zone: ZoneInfo
    ladder: tuple[Rung, ...]
    issuer_realm: str
    hearing: Period | None = None
    remedy: Period | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True)
class CaseFile:
    """What is known about one episode, and when it is asked.

    Attributes:
        facts: of the case and of all its summonses, in any order.
        on: the instant that is asked about; facts recorded later are not seen.
        terms: by the profile that governs (F21).
        stamped: fact -> when a time-stamp that the issuer does not control first covered it.
        outages: shown for the system, or for this person.
        signed: decision -> what else was signed with it.
        gate: what stops everything, such as "dead" -> True, False or None for unknown (F22).
    """

    facts: tuple[Fact, ...]
    on: datetime
    terms: Terms
    stamped: Mapping[UUID, datetime] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()
    signed: Mapping[UUID, Signed] = field(default_factory=dict)
    gate: Mapping[str, bool | None] = field(default_factory=dict)

    @cached_property
    def standing(self) -> tuple[Fact, ...]:
        """Facts recorded by now that no other fact retracts, in the order of recording."""
        known = sorted(
            (f for f in self.facts if f.recorded_at <= self.on), key=lambda f: (f.recorded_at, f.id)
        )
        return tuple(not_retracted(known))

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.standing:
            found[fact.kind].append(fact)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Fact]:
        return {str(fact.id): fact for fact in self.standing}

    def before(self, fact: Fact) -> "CaseFile":
        """The file that whoever recorded a fact had before them, without what fell away since.

        The status gate is not part of it: how somebody stood then is asked then.
        """
        if fact.id not in self._files_before:
            limit = _order(fact)
            earlier = tuple(f for f in self.standing if _order(f) < limit)
            before = replace(self, facts=earlier, on=fact.recorded_at, gate={})
            self._files_before[fact.id] = before
        return self._files_before[fact.id]

    @cached_property
    def _files_before(self) -> "dict[UUID, CaseFile]":
        """Those that were asked for: what they derive is derived once."""
        return {}

    def of(self, *kinds: str) -> list[Fact]:
        """The standing facts of these kinds, in the order of recording for each kind."""
        return [fact for kind in kinds for fact in self._by_kind.get(kind, [])]

    def fact(self, reference: object) -> Fact | None:
        """The standing fact of that id, or None where there is none, or it was retracted."""
        return self._by_id.get(str(reference))

    def answer_to(self, claim: Fact, kind: str, key: str) -> Fact | None:
        """The first standing fact of a kind whose data name this claim under `key`."""
        found = (f for f in self.of(kind) if f.data.get(key) == str(claim.id))
        return next(found, None)

    def received(self, document: object) -> datetime | None:
        """When receipt of a document was evidenced, by recording; None while it is not.

        What was received before its service was undone does not count any more (F5).
        """
        undone = self._undone.get(str(document))
        about = self._by_document.get(str(document), [])
        found = evidenced_receipt([f for f in about if undone is None or f.recorded_at > undone])
        return found.at if found else None

    @cached_property
    def _by_document(self) -> Mapping[str, list[Fact]]:
        """What may show receipt of each document; one that was replaced shows nothing."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.standing:
            if not fact.data.get(EARLIER):
                found[document_of(fact)].append(fact)
        return found

    @cached_property
    def _undone(self) -> Mapping[str, datetime]:
        """Document -> when its service was last undone: by decision, or by silence (F5)."""
        found: dict[str, datetime] = {}
        # A replacing notice is served anew, and has a receipt of its own.
        for replaced in self.of(Kind.APPOINTMENT):
            if replaces(replaced):
                found[document_of(replaced)] = replaced.recorded_at
        for claim, at in undoings(self._claims_and_answers, self.terms.zone).items():
            if at <= self.on:
                document = document_of(self._by_id[str(claim)])
                found[document] = max(at, found.get(document, at))
        return found

    @cached_property
    def _claims_and_answers(self) -> list[Fact]:
        """Only somebody uninvolved answers an account of non-receipt (F5)."""
        answers = (f for f in self.of(Kind.DECISION) if self.uninvolved(f))
        return [*self.of(Kind.REQUEST), *answers]

    def accounts(self) -> Iterator[Fact]:
        """Accounts of non-receipt that wait for their answer, with the authority still in time."""
        answered = {f.data["request"] for f in self._claims_and_answers if f.kind == Kind.DECISION}
        for claim, silence in undoings(self.of(Kind.REQUEST), self.terms.zone).items():
            if str(claim) not in answered and self.on < silence:
                yield self._by_id[str(claim)]

    def uninvolved(self, decision: Fact) -> bool:
        """Whether the human behind a decision had no hand in what came before it."""
        return human(decision) not in self.involved(before=decision)

    def involved(self, *, before: Fact | None = None) -> frozenset[str]:
        """Humans on the staff who did anything in this file, up to but without a given fact."""
        file = self if before is None else self.before(before)
        return frozenset(filter(None, map(human, file.standing)))

    def deadline(
        self, start: datetime, least: timedelta, by_profile: Period | None = None
    ) -> datetime | None:
        """The last instant of a period of the person's: the end of a local day, never too early.

        Of what the floor and the profile say the longer one holds. Days that an outage touched
        are added, and may chain (F6). None while an outage goes on, or where the calendar does
        not reach so far: nobody knows yet.
        """
        zone, calendar = self.terms.zone, self.terms.calendar
        try:
            end = max(days_after(start, least.days, zone, self.outages), start + least)
            if by_profile and calendar:
                end = max(end, forward(start, by_profile, calendar, zone, self.outages).at)
        except (OutageGoesOn, NoSuchDay, OutsideCalendar):
            return None
        return end

    def runs(self, start: datetime, least: timedelta, by_profile: Period | None = None) -> bool:
        """Whether a period of the person's that began at `start` still runs."""
        end = self.deadline(start, least, by_profile)
        return end is None or self.on <= end


def not_retracted(facts: Iterable[Fact]) -> list[Fact]:
    """Those that no other one of them takes back."""
    known = list(facts)
    gone = {str(f.data["retracts"]) for f in known if f.kind == CaseKind.RETRACTION}
    return [fact for fact in known if str(fact.id) not in gone] if gone else known


def opened(facts: Iterable[Fact], document: UUID) -> bool:
    """Whether its addressee opened a document themself, in a session of their own."""
    return any(
        fact.kind == Kind.OPENED and "person" in fact.by and document_of(fact) == str(document)
        for fact in facts
    )


def document_of(fact: Fact) -> str:
    """The document that a fact of delivery is about: named in its data, else its summons."""
    return str(fact.data.get("document", fact.subject))


def human(fact: Fact) -> str | None:
    """The natural person on the staff who did it, never the account; None for the addressee."""
    return fact.by.get("human")


def newest(facts: Iterable[Fact]) -> Fact | None:
    """The one that was recorded last."""
    return max(facts, key=_order, default=None)


def _order(fact: Fact) -> tuple[datetime, UUID]:
    return fact.recorded_at, fact.id
