"""One person, one summons, an office, a court: acts through the deciders, on a clock of its own.

`act` asks the decider and appends the fact only if nothing stands against it: what an action
does. `force_in` appends without asking: what a mistake, or somebody with SQL, would do.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from vocatio.domain.consequences.appeals import refuse_appeal_decision
from vocatio.domain.consequences.file import Body, CaseFile, Rung, Signed, Terms
from vocatio.domain.consequences.finding import refuse_finding
from vocatio.domain.consequences.force import Force, force
from vocatio.domain.consequences.hearing import notice, refuse_notice
from vocatio.domain.consequences.kinds import CaseKind, Review, Verdict
from vocatio.domain.consequences.measures import Proposal, refuse_measure
from vocatio.domain.consequences.obstacles import NotAllowed, refuse
from vocatio.domain.consequences.officials import Official
from vocatio.domain.consequences.opening import Follow, follows
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind

ZONE = ZoneInfo("Europe/Vienna")
PERSON, SUMMONS, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
PLANNER, OFFICER, HELPER = UUID(int=11), UUID(int=12), UUID(int=13)
JUDGE, SECOND_JUDGE, APPEAL_JUDGE, OVERSEER = (UUID(int=n) for n in (21, 22, 23, 24))
COURT = Body("court", independent=True, realm="court.example")
OFFICE_REALM = "office.example"
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)

LADDER = (
    Rung("fine", "fine_proposal", 1, "court", 90 * DAY),
    Rung("licence", "licence", 4, "court", 120 * DAY),
    Rung("exit", "exit", 5, "court", 400 * DAY),
)

TERMS = Terms(ZONE, LADDER, OFFICE_REALM)
MEMBERS = frozenset({JUDGE, SECOND_JUDGE, APPEAL_JUDGE})


@dataclass
class World:
    """Everything that happened to one person."""

    now: datetime = START
    facts: list[Fact] = field(default_factory=list)
    stamped: dict[UUID, datetime] = field(default_factory=dict)
    outages: list[Outage] = field(default_factory=list)
    gate: dict[str, bool | None] = field(default_factory=dict)
    signatures: Counter[str] = field(default_factory=Counter)
    signed_before: Counter[tuple[UUID, date]] = field(default_factory=Counter)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1000))

    def id(self) -> UUID:
        """A new one."""
        return UUID(int=next(self._numbers))

    def wait(self, days: float) -> None:
        """Let time pass."""
        self.now += timedelta(days=days)

    def force_in(
        self,
        kind: str,
        data: Mapping[str, Json] | None = None,
        *,
        human: UUID | None = None,
        subject: UUID = CASE,
        occurred: datetime | None = None,
        source: str = "test",
    ) -> Fact:
        """Append a fact and ask nobody; without a human it is the addressee's own act."""
        by = {"account": str(human), "human": str(human)} if human else {"person": str(PERSON)}
        fact = Fact(
            id=self.id(),
            kind=kind,
            subject=subject,
            person_id=PERSON,
            occurred_at=occurred or self.now,
            recorded_at=self.now,
            source=source,
            by=by,
            data=dict(data or {}),
        )
        self.facts.append(fact)
        # No two facts are recorded at the same instant: the order of acts is never in doubt.
        self.now += timedelta(milliseconds=1)
        return fact

    def file(self, at: datetime | None = None) -> CaseFile:
        """The file as it is now, or was."""
        return CaseFile(
            facts=tuple(self.facts),
            on=at or self.now,
            terms=TERMS,
            stamped=self.stamped,
            outages=tuple(self.outages),
            signed={f.id: self._signed(f) for f in self.facts if "signature" in f.data},
            gate=self.gate,
        )

    def _signed(self, fact: Fact) -> Signed:
        mine = [
            f
            for f in self.facts
            if "signature" in f.data
            and f.by.get("human") == fact.by.get("human")
            and f.recorded_at.date() == fact.recorded_at.date()
        ]
        human = UUID(fact.by["human"]) if "human" in fact.by else PERSON
        earlier = self.signed_before[human, fact.recorded_at.date()]
        member = human in MEMBERS
        return Signed(
            self.signatures[str(fact.data["signature"])],
            len(mine) + earlier,
            COURT if member else None,
            COURT.realm if member else OFFICE_REALM,
        )

    # --- the summons -----------------------------------------------------------------------

    def issue(self, days: float = 28) -> Fact:
        """A summons to appear in so many days."""
        data = {"slot": str(self.id()), "starts_at": instant(self.now + timedelta(days=days))}
        return self.force_in(Kind.ISSUED, data, human=PLANNER, subject=SUMMONS)

    def arrive(self) -> Fact:
        """Arrival in the inbox."""
        return self.force_in(Kind.AVAILABLE, human=PLANNER, subject=SUMMONS)

    def open(self, document: object = SUMMONS, *, by: UUID | None = None) -> Fact:
        """The addressee opens a document, or an officer does while helping."""
        subject = SUMMONS if document == SUMMONS else CASE
        return self.force_in(Kind.OPENED, {"document": str(document)}, human=by, subject=subject)

    def post(self, kind: str, document: object, source: str, **said: Json) -> Fact:
        """The post, or somebody in its name, says something of a letter about a document."""
        subject = SUMMONS if document == SUMMONS else CASE
        data: dict[str, Json] = {"document": str(document), "channel": "paper", **said}
        return self.force_in(kind, data, human=OFFICER, subject=subject, source=source)

    def new_date(self, days: float = 28) -> Fact:
        """Another date for the same summons."""
        data = {"slot": str(self.id()), "starts_at": instant(self.now + timedelta(days=days))}
        return self.force_in(Kind.APPOINTMENT, data, human=OFFICER, subject=SUMMONS)

    def appointment(self) -> datetime:
        """The newest."""
        dated = [f for f in self.facts if f.kind in (Kind.ISSUED, Kind.APPOINTMENT)]
        return datetime.fromisoformat(str(dated[-1].data["starts_at"]))

    def absent(self) -> tuple[Fact, Follow]:
        """The appointment passes, the day is closed; what follows is what the decider says."""
        self.now = max(self.now, self.appointment() + timedelta(hours=6))
        data = {"slot": str(self.id()), "starts_at": instant(self.appointment())}
        fact = self.force_in(Kind.ABSENCE, data, human=OFFICER, subject=SUMMONS)
        follow = follows(self.file(), fact)
        if follow == Follow.CASE:
            self.force_in(CaseKind.OPENED, {"absence": str(fact.id)}, human=OFFICER)
        return fact, follow

    def appear(self) -> Fact:
        """At the door."""
        return self.force_in(Kind.APPEARANCE, human=OFFICER, subject=SUMMONS)

    def ask(self, kind: str = "reschedule", grounds: str = "a", *, by: UUID | None = None) -> Fact:
        """Ask for something; an officer may write down what was said on the telephone."""
        data = {"kind": kind, "ground": grounds}
        return self.force_in(Kind.REQUEST, data, human=by, subject=SUMMONS)

    def answer_request(self, request: Fact, outcome: Outcome) -> Fact:
        """Decide about it, with a document of its own."""
        data = {"request": str(request.id), "outcome": outcome, "document": str(self.id())}
        return self.force_in(Kind.DECISION, data, human=HELPER, subject=SUMMONS)

    def claim_non_receipt(self, document: object = SUMMONS) -> Fact:
        """An account of not having received a document."""
        subject = SUMMONS if document == SUMMONS else CASE
        data = {"kind": RequestKind.NON_RECEIPT, "ground": "", "document": str(document)}
        return self.force_in(Kind.REQUEST, data, subject=subject)

    def answer_claim(self, claim: Fact, outcome: Outcome, *, human: UUID = OVERSEER) -> Fact:
        """The answer to it."""
        data = {"request": str(claim.id), "outcome": outcome, "document": str(self.id())}
        return self.force_in(Kind.DECISION, data, human=human)

    # --- the case ---------------------------------------------------------------------------

    def remind(self) -> Fact:
        """A reminder, opened."""
        fact = self.force_in(CaseKind.REMINDER, {"document": str(self.id())}, human=OFFICER)
        self.open(fact.data["document"])
        return fact

    def review(self, outcome: Review) -> Fact:
        """An officer looks at the case."""
        return self.force_in(CaseKind.REVIEW, {"outcome": outcome}, human=OFFICER)

    def notify(self, *codes: str) -> Fact:
        """Notice of intent, if nothing stands against it."""
        refuse(refuse_notice(self.file()))
        data = {"document": str(self.id()), "considers": list(codes or ("fine",))}
        return self.force_in(CaseKind.NOTICE, data, human=OFFICER)

    def official(
        self, human: UUID = JUDGE, body: Body | None = COURT, **changes: object
    ) -> Official:
        """Somebody who has just opened the file."""
        given: dict[str, object] = {
            "human": human,
            "body": body,
            "realm": body.realm if body else OFFICE_REALM,
            "opened_at": self.now,
            "decided_today": self.signed_before[human, self.now.date()],
        }
        return Official(**(given | changes))  # type: ignore[arg-type]  # because tests vary each

    def reasons(self) -> str:
        """Of one's own, different each time."""
        word = f"w{next(self._numbers)}"
        return " ".join(f"{word}{n}" for n in range(16))

    def sign(self, kind: str, data: Mapping[str, Json], *, human: UUID) -> Fact:
        """Append a decision under a signature of its own."""
        signature = str(self.id())
        self.signatures[signature] += 1
        return self.force_in(kind, {**data, "signature": signature}, human=human)

    def stamp(self, *facts: Fact) -> None:
        """An outside authority stamps a checkpoint that covers them."""
        self.stamped.update({fact.id: self.now for fact in facts})

    def find(self, by: Official | None = None, reasons: str | None = None) -> Fact:
        """The finding."""
        by = by or self.official()
        refuse(refuse_finding(self.file(), by, reasons or self.reasons()))
        fact = self.sign(CaseKind.FINDING, {"document": str(self.id())}, human=by.human)
        self.stamp(fact)
        return fact

    def proposal(self, code: str = "fine", *, starts: float = 20, days: float = 60) -> Proposal:
        """An ordinary one."""
        first = self.now + timedelta(days=starts)
        return Proposal(code, first, first + timedelta(days=days), first + DAY * days / 2, "scope")

    def measure(
        self, proposal: Proposal | None = None, by: Official | None = None, reasons: str = ""
    ) -> Fact:
        """The measure, if nothing stands against it."""
        proposal, by = proposal or self.proposal(), by or self.official()
        refuse(
            refuse_measure(
                self.file(),
                by,
                reasons or self.reasons(),
                proposal,
            )
        )
        fact = self.sign(CaseKind.MEASURE, self.measure_data(proposal), human=by.human)
        self.stamp(fact)
        return fact

    def measure_data(self, proposal: Proposal) -> dict[str, Json]:
        """What the fact of a measure says."""
        found, findings = notice(self.file()), self.file().of(CaseKind.FINDING)
        return {
            "measure": proposal.code,
            "document": str(self.id()),
            "notice": str(found.data["document"]) if found else "",
            "finding": str(findings[-1].id) if findings else "",
            "from": instant(proposal.starts),
            "until": instant(proposal.until),
            "review_on": instant(proposal.review_on),
            "scope": proposal.scope,
            "skips": {step: str(fact) for step, fact in proposal.skips.items()},
        }

    def appeal(self, against: Fact, *, by: UUID | None = None) -> Fact:
        """Filed in the portal, or at any counter."""
        return self.force_in(CaseKind.APPEAL, {"against": str(against.id)}, human=by)

    def decide_appeal(self, appeal: Fact, outcome: Verdict, by: Official | None = None) -> Fact:
        """By somebody fresh."""
        by = by or self.official(APPEAL_JUDGE)
        refuse(refuse_appeal_decision(self.file(), by, self.reasons()))
        data = {"appeal": str(appeal.id), "outcome": outcome, "document": str(self.id())}
        return self.sign(CaseKind.APPEAL_DECISION, data, human=by.human)

    def force(self, measure: Fact) -> Force:
        """Is it in force now?"""
        return force(self.file(), measure)

    # --- shortcuts ----------------------------------------------------------------------------

    def until_case(self) -> None:
        """Summoned, opened, stayed away; reminded, given a new date, stayed away again."""
        self.issue()
        self.arrive()
        self.open()
        self.remind()
        self.new_date()
        _, follow = self.absent()
        assert follow == Follow.CASE

    def until_heard(self, *codes: str) -> None:
        """Reviewed, notified, received, and the time to answer is over."""
        self.until_case()
        self.intend(*codes)

    def intend(self, *codes: str) -> None:
        """A notice and its hearing."""
        self.review(Review.INTEND)
        found = self.notify(*codes)
        self.open(found.data["document"])
        self.wait(16)

    def until_in_force(self) -> Fact:
        """The whole way, by the rules."""
        self.until_heard()
        self.find()
        measure = self.measure()
        self.open(measure.data["document"])
        self.wait(21)
        return measure


def names(refusal: NotAllowed | Force) -> set[str]:
    """The names of the obstacles."""
    return {obstacle.name for obstacle in refusal.obstacles}


def refused(act: Callable[[], object]) -> set[str]:
    """The names of what stood against it."""
    with pytest.raises(NotAllowed) as raised:
        act()
    return names(raised.value)
