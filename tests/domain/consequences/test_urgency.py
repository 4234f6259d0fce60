"""Until when the office should take the next step in a case, and why then."""

from datetime import timedelta

from tests.domain.consequences.world import World
from vocatio.domain.consequences.hearing import hearing_ends
from vocatio.domain.consequences.kinds import CaseKind, Review
from vocatio.domain.consequences.states import CaseState, case_state
from vocatio.domain.consequences.urgency import claims_due, due
from vocatio.domain.law.floor import NON_RECEIPT_DECIDED
from vocatio.domain.summons.urgency import WAITS, Why


def test_a_case_is_looked_at_then_brought_to_the_person_then_weighed() -> None:
    world = World()
    assert due(world.file()) is None, "there is no case"
    world.until_case()
    opened = world.facts[-1].recorded_at
    assert due(world.file()) == (opened, opened + WAITS, Why.LOOK)
    world.review(Review.INTEND)
    given = world.notify("fine")
    assert due(world.file()) == (given.recorded_at, given.recorded_at + WAITS, Why.REACH)
    world.open(given.data["document"])
    ends = hearing_ends(world.file())
    assert ends
    heard = (ends, ends + WAITS, Why.WEIGH)
    assert due(world.file()) == heard
    world.now = ends + timedelta(days=1)
    assert case_state(world.file()) == CaseState.HEARD
    assert due(world.file()) == heard, "the passing of time alone moves nothing"


def test_what_waits_for_the_court_or_is_over_waits_for_no_officer() -> None:
    world = World()
    world.until_heard("fine")
    world.force_in(CaseKind.PROPOSAL, {"measure": "fine"})
    assert case_state(world.file()) == CaseState.PROPOSED
    assert due(world.file()) is None


def test_claims_of_the_person_wait_for_somebody_uninvolved() -> None:
    world = World()
    world.until_case()
    world.review(Review.INTEND)
    given = world.notify("fine")
    claim = world.claim_non_receipt(given.data["document"])
    dispute = world.force_in(CaseKind.DISPUTE, {})
    found = {id: (since, until, why) for id, since, until, why in claims_due(world.file())}
    assert set(found) == {claim.id, dispute.id}
    since, until, why = found[claim.id]
    assert (since, why) == (claim.recorded_at, Why.SILENCE)
    assert until >= since + NON_RECEIPT_DECIDED
    assert found[dispute.id] == (dispute.recorded_at, dispute.recorded_at + WAITS, Why.WAITS)
