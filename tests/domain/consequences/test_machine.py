"""A random walk over persons, officers, courts, clocks, outages, duplicates, retractions, malice.

After each step the floor is asked of the facts by SQL that calls no decider (`queries`). Acts
go through the deciders; malice appends facts past them, as somebody with SQL would.
"""

import secrets
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.domain.consequences.queries import Facts
from tests.domain.consequences.world import (
    APPEAL_JUDGE,
    HELPER,
    JUDGE,
    OFFICER,
    OVERSEER,
    PLANNER,
    SECOND_JUDGE,
    SUMMONS,
    World,
)
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import CaseKind, Review, Verdict
from vocatio.domain.consequences.obstacles import NotAllowed
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage
from vocatio.domain.summons.kinds import Kind, Outcome

HUMANS = st.sampled_from((PLANNER, OFFICER, HELPER, JUDGE, SECOND_JUDGE, APPEAL_JUDGE, OVERSEER))
JUDGES = st.sampled_from((JUDGE, SECOND_JUDGE, APPEAL_JUDGE))
CODES = st.sampled_from(("fine", "licence", "exit", "credit"))
DAYS = st.sampled_from((0.01, 1, 3, 7, 13.99, 14, 15, 16, 30))
Posted = tuple[str, str, dict[str, str]]
#: Kind, source, and what is said: some of it shows receipt, most of it does not.
POSTED: st.SearchStrategy[Posted] = st.sampled_from(
    [
        (Kind.RECEIVED, "carrier:post", {"event": "delivered_to_person", "evidence": "signature"}),
        (Kind.RECEIVED, "carrier:post", {"event": "delivered_to_person", "evidence": "witness"}),
        (Kind.RECEIVED, "carrier:post", {"event": "delivered_otherwise", "evidence": "signature"}),
        (Kind.RECEIVED, "officer", {"event": "delivered_to_person", "evidence": "signature"}),
        (Kind.RETURNED, "carrier:post", {"reason": "refused", "evidence": "witness"}),
        (Kind.RETURNED, "carrier:post", {"reason": "unknown"}),
        (Kind.DEPOSITED, "carrier:post", {"event": "deposited", "evidence": "signature"}),
    ]
)
#: Steps of a walk, and walks between which Hypothesis starts afresh.
STEPS, BATCH = 100, 100


class Floor(RuleBasedStateMachine):
    """Everybody does anything at any time. `asked`: steps after which the floor was asked."""

    asked: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.facts = Facts()
        self.malice: set[UUID] = set()

    @initialize(start=st.sampled_from(("summons", "case", "heard", "measure")))
    def begin(self, start: str) -> None:
        """Somewhere along the way, so that the far end is reached as often as the near one."""
        if start == "summons":
            self.world.issue()
            self.world.arrive()
        elif start == "case":
            self.world.until_case()
        elif start == "heard":
            self.world.until_heard("fine", "licence", "exit")
        else:
            self.world.until_in_force()

    def pick(self, data: st.DataObject, *kinds: str) -> Fact | None:
        """Some fact of these kinds, if there is any."""
        found = [f for f in self.world.facts if f.kind in kinds]
        return data.draw(st.sampled_from(found)) if found else None

    # --- time and the world ---------------------------------------------------------------

    @rule(days=DAYS)
    def wait(self, days: float) -> None:
        self.world.wait(days)

    @rule(first=st.integers(-3, 20), length=st.integers(0, 3))
    def outage(self, first: int, length: int) -> None:
        begins = self.world.now + timedelta(days=first)
        self.world.outages.append(Outage(begins, begins + timedelta(days=length)))

    @rule(data=st.data())
    def stamp(self, data: st.DataObject) -> None:
        if fact := self.pick(data, CaseKind.FINDING, CaseKind.MEASURE):
            self.world.stamp(fact)

    # --- the person ------------------------------------------------------------------------

    @rule(data=st.data(), by=st.none() | st.just(HELPER))
    def open(self, data: st.DataObject, by: UUID | None) -> None:
        documents = [
            SUMMONS,
            *(f.data["document"] for f in self.world.facts if "document" in f.data),
        ]
        self.world.open(data.draw(st.sampled_from(documents)), by=by)

    @rule(data=st.data(), said=POSTED, piece=st.sampled_from(("P1", "P2")), backed=st.booleans())
    def post(self, data: st.DataObject, said: Posted, piece: str, *, backed: bool) -> None:
        """What the post says of a letter, or what somebody puts into its mouth."""
        documents = [
            SUMMONS,
            *(f.data["document"] for f in self.world.facts if "document" in f.data),
        ]
        kind, source, words = said
        more = {"place": "1010", "evidence_reference": "S-1"} if backed else {}
        document = data.draw(st.sampled_from(documents))
        self.world.post(kind, document, source, piece=piece, **words, **more)

    @rule(
        kind=st.sampled_from(("reschedule", "deferral", "exemption")), grounds=st.sampled_from("ab")
    )
    def ask(self, kind: str, grounds: str) -> None:
        self.world.ask(kind, grounds)

    @rule(data=st.data(), outcome=st.sampled_from((*Outcome, Outcome.REFUSED, Outcome.REFUSED)))
    def answer_request(self, data: st.DataObject, outcome: Outcome) -> None:
        if request := self.pick(data, Kind.REQUEST):
            self.world.answer_request(request, outcome)

    @rule(data=st.data(), by=st.none() | st.just(HELPER))
    def appeal(self, data: st.DataObject, by: UUID | None) -> None:
        if target := self.pick(data, CaseKind.MEASURE, CaseKind.FINDING):
            self.world.appeal(target, by=by)

    @rule(data=st.data())
    def claim_non_receipt(self, data: st.DataObject) -> None:
        documents = [
            SUMMONS,
            *(f.data["document"] for f in self.world.facts if "document" in f.data),
        ]
        document = data.draw(st.sampled_from(documents))
        self.world.claim_non_receipt(document)

    @rule(what=st.sampled_from(("not me", "dispute", "appear", "recall", "detained", "unknown")))
    def end_it(self, what: str) -> None:
        """One rule for all that ends or freezes a case, lest few walks get anywhere."""
        match what:
            case "not me":
                self.world.force_in(CaseKind.NOT_ME)
            case "dispute":
                self.world.force_in(CaseKind.DISPUTE)
            case "appear":
                self.world.appear()
            case "recall":
                self.world.force_in(CaseKind.RECALL, human=OFFICER, subject=SUMMONS)
            case _:
                self.world.gate["detained"] = None if what == "unknown" else True

    @rule()
    def let_go(self) -> None:
        """The status gate opens again."""
        self.world.gate["detained"] = False

    @rule()
    def answer(self) -> None:
        self.world.force_in(CaseKind.ANSWER, {"form": "written", "empty": True})

    # --- the office ------------------------------------------------------------------------

    @rule(days=st.sampled_from((5, 20, 28)))
    def new_date(self, days: float) -> None:
        self.world.new_date(days)

    @rule()
    def absent(self) -> None:
        self.world.absent()

    @rule()
    def remind(self) -> None:
        self.world.remind()

    @rule(outcome=st.sampled_from((*Review, Review.INTEND, Review.INTEND)))
    def review(self, outcome: Review) -> None:
        self.world.review(outcome)

    @rule(codes=st.lists(CODES, min_size=1, max_size=3))
    def notify(self, codes: list[str]) -> None:
        with suppress(NotAllowed):
            self.world.notify(*codes)

    @rule(codes=st.lists(CODES, min_size=1, max_size=3))
    def hear(self, codes: list[str]) -> None:
        """A whole hearing at once, so that walks get further."""
        with suppress(NotAllowed):
            self.world.intend(*codes)

    @rule(data=st.data(), by=HUMANS, outcome=st.sampled_from(Verdict))
    def decide_claim(self, data: st.DataObject, by: UUID, outcome: Verdict) -> None:
        claim = self.pick(data, CaseKind.NOT_ME, CaseKind.DISPUTE)
        if claim is None:
            return
        key = "dispute" if claim.kind == CaseKind.DISPUTE else "claim"
        kinds = {
            CaseKind.NOT_ME: CaseKind.NOT_ME_DECISION,
            CaseKind.DISPUTE: CaseKind.DISPUTE_DECISION,
        }
        data_of = {key: str(claim.id), "outcome": outcome.value}
        self.world.force_in(kinds[CaseKind(claim.kind)], data_of, human=by)

    # --- the court -------------------------------------------------------------------------

    @rule(human=HUMANS)
    def find(self, human: UUID) -> None:
        with suppress(NotAllowed):
            self.world.find(self.world.official(human))

    @rule(
        human=JUDGES,
        code=CODES,
        starts=st.sampled_from((10, 15, 20)),
        days=st.sampled_from((30, 90, 181, 200)),
    )
    def measure(self, human: UUID, code: str, starts: float, days: float) -> None:
        with suppress(NotAllowed):
            proposal = self.world.proposal(code, starts=starts, days=days)
            measure = self.world.measure(proposal, self.world.official(human))
            self.world.open(measure.data["document"])

    @rule(data=st.data(), human=HUMANS, outcome=st.sampled_from(Verdict), opened=st.booleans())
    def decide_appeal(
        self, data: st.DataObject, human: UUID, outcome: Verdict, opened: bool
    ) -> None:
        if appeal := self.pick(data, CaseKind.APPEAL):
            with suppress(NotAllowed):
                by = self.world.official(human)
                decision = self.world.decide_appeal(appeal, outcome, by)
                if opened:
                    self.world.open(decision.data["document"])

    @rule(data=st.data(), human=HUMANS)
    def order_enforcement(self, data: st.DataObject, human: UUID) -> None:
        if appeal := self.pick(data, CaseKind.APPEAL):
            of = {"appeal": str(appeal.id), "document": str(self.world.id())}
            order = self.world.sign(CaseKind.ENFORCEMENT, of, human=human)
            self.world.open(order.data["document"])

    @rule(data=st.data())
    def review_measure(self, data: st.DataObject) -> None:
        if measure := self.pick(data, CaseKind.MEASURE):
            self.world.force_in(CaseKind.MEASURE_REVIEW, {"measure": str(measure.id)}, human=JUDGE)

    @rule(data=st.data())
    def lift(self, data: st.DataObject) -> None:
        if measure := self.pick(data, CaseKind.MEASURE):
            self.world.force_in(CaseKind.LIFT, {"measure": str(measure.id)}, human=JUDGE)

    @rule(days=st.sampled_from((1, 29, 90)))
    def stay(self, days: int) -> None:
        until = instant(self.world.now + timedelta(days=days))
        self.world.force_in(CaseKind.STAY, {"until": until}, human=OVERSEER)

    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        if fact := self.pick(data, *Kind, *CaseKind):
            self.world.force_in(CaseKind.RETRACTION, {"retracts": str(fact.id)}, human=OFFICER)

    # --- malice ----------------------------------------------------------------------------

    @rule(data=st.data())
    def duplicate(self, data: st.DataObject) -> None:
        """The same fact once more, under another id."""
        if fact := self.pick(data, *Kind, *CaseKind):
            human = fact.by.get("human")
            copy = self.world.force_in(
                fact.kind, fact.data, human=UUID(human) if human else None, subject=fact.subject
            )
            self.malice.add(copy.id)

    @rule(human=HUMANS, code=CODES, days=st.sampled_from((60, 400)))
    def measure_past_the_deciders(self, human: UUID, code: str, days: float) -> None:
        proposal = self.world.proposal(code, days=days)
        data = self.world.measure_data(proposal)
        fact = self.world.sign(CaseKind.MEASURE, data, human=human)
        self.world.stamp(fact)
        self.world.open(fact.data["document"])
        self.malice.add(fact.id)

    @rule(human=HUMANS)
    def find_past_the_deciders(self, human: UUID) -> None:
        fact = self.world.sign(CaseKind.FINDING, {"document": str(self.world.id())}, human=human)
        self.world.stamp(fact)
        self.malice.add(fact.id)

    @rule(data=st.data())
    def sign_once_more(self, data: st.DataObject) -> None:
        """Another decision under a signature that carries one already."""
        if fact := self.pick(data, CaseKind.MEASURE, CaseKind.FINDING):
            self.world.signatures[str(fact.data["signature"])] += 1

    @invariant()
    def the_floor_holds(self) -> None:
        Floor.asked += 1
        assert self.facts.offenders(self.world, self.malice) == {}


def walk(steps: int, start: int | None = None) -> int:
    """Walk until the floor was asked after so many steps; return after how many it was.

    Hypothesis ends some walks early, so that steps are counted where they are asked about.

    Args:
        start: of the seeds of its batches, to walk the same ways again.
    """
    seeds = count(secrets.randbits(32) if start is None else start)
    Floor.asked = 0
    while Floor.asked < steps:
        walks = min(BATCH, -(-(steps - Floor.asked) // STEPS))
        run_state_machine_as_test(
            seed(next(seeds))(Floor),
            settings=settings(
                max_examples=walks,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    return Floor.asked


def test_the_floor_holds_on_a_random_walk_of_20_000_steps() -> None:
    assert walk(20_000) >= 20_000


@pytest.mark.long
def test_the_floor_holds_on_a_random_walk_of_1_000_000_steps() -> None:
    assert walk(1_000_000) >= 1_000_000


def test_walks_reach_measures_in_force() -> None:
    """A walk that never gets there would prove nothing."""
    world = World()
    measure = world.until_in_force()
    assert world.force(measure).answer == Answer.IN_FORCE
    assert Facts().offenders(world, set()) == {}
