"""The floor, as far as it is built: each test fails when its check is taken away."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, transaction

from tests.actions.world import World, addressee, row
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.inspect.callups import callup
from vocatio.actions.law import calendar_of, facts_of, local_date, put_in_force, rules_of, status_of
from vocatio.actions.recording import record
from vocatio.actions.request.decide import AlreadyDecided, decide
from vocatio.actions.request.file import AlreadyAsked, Over, file
from vocatio.actions.summons.attendance import TooEarly, close_day, record_appearance
from vocatio.actions.summons.by_hand import Result, Visit, record_visit
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Role
from vocatio.domain.callup.allocation import NoOtherOffice
from vocatio.domain.callup.draw import PoolTooSmall
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.floor import MINIMUM_NOTICE, STATUS_GATE
from vocatio.domain.law.notice import earliest_day
from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.rules import BeforeRule
from vocatio.domain.summons.asking import Involved
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.states import State
from vocatio.gateways import profiles
from vocatio.records.callups.models import Allocation, Approval, ManifestEntry, PoolMember, SetAside
from vocatio.records.documents.models import Content, FreeText
from vocatio.records.offices.models import Slot
from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons, SummonsFact

REASONS = (
    "You showed us that you have an exam on that day."
    " Nothing else in your file says that you could not come on another day."
)


def pooled(world: World) -> tuple[int, dict[str, int]]:
    """Fill the pool of a new order; how many are in it, and why others are set aside."""
    callup_id = world.order(1)
    fill_pool(callup_id, by=world.planner, at=now())
    aside = SetAside.objects.filter(callup_id=callup_id).values_list("code", flat=True)
    codes = list(aside)
    members = PoolMember.objects.filter(callup_id=callup_id).count()
    return members, {code: codes.count(code) for code in set(codes)}


def test_f1_without_a_number_a_human_must_look(world: World) -> None:
    world.people(row("a", number=""))
    assert pooled(world) == (0, {"no_number": 1})


def test_f1_an_address_derived_from_the_number_is_no_second_source(world: World) -> None:
    world.people(row("a", address_source="number"))
    assert pooled(world) == (0, {"one_source": 1})


def test_f22_minors_are_not_called(world: World) -> None:
    eve = world.first_day.replace(year=world.first_day.year - 18) + timedelta(days=1)
    world.people(row("a", birth_date=eve.isoformat()))
    assert pooled(world) == (0, {})


@pytest.mark.parametrize("status", STATUS_GATE)
def test_f22_the_gate_is_shut_for(world: World, status: str) -> None:
    world.people(row("a", status=status), row("b", status=f"{status}=unknown"))
    assert pooled(world) == (0, {status: 1})


@pytest.mark.parametrize("status", STATUS_GATE)
def test_f22_is_asked_again_when_it_is_issued(world: World, status: str) -> None:
    world.crowd(2)
    callup_id = world.approved(2)
    world.people(row("c0", status=status))
    release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    found = callup(callup_id, by=world.overseer, purpose="test", at=now())
    assert (found.issued, found.withheld) == (1, 1)
    (withheld,) = ManifestEntry.objects.filter(manifest_id=callup_id, outcome="withheld")
    assert (withheld.code, withheld.basis) == (status, "F22")


def test_f1_is_asked_again_when_it_is_issued(world: World) -> None:
    world.crowd(1)
    callup_id = world.approved(1)
    world.people(row("c0", address_source="number"))
    release(callup_id, by=world.approver, at=now())
    carry_out(callup_id)
    (withheld,) = ManifestEntry.objects.filter(manifest_id=callup_id)
    assert (withheld.outcome, withheld.code, withheld.basis) == ("withheld", "one_source", "F1")


def test_f2_no_fact_is_recorded_in_the_past_or_in_the_future(world: World) -> None:
    summons = world.summoned()
    for shift in (timedelta(hours=-1), timedelta(hours=1)):
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            record(SummonsFact, "Opened", summons.id, by=addressee(summons), at=now() + shift)
        assert isinstance(refused.value.__cause__, psycopg.errors.CheckViolation)


def test_f3_the_notice_is_there_in_the_official_and_the_chosen_language(world: World) -> None:
    world.people(row("a", language="ar"))
    summons = Summons.objects.get(callup_id=world.released(1))
    open_summons(summons.reference, by=addressee(summons), at=now())
    page = own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())
    assert list(page.text) == ["ar", "en"]
    assert all(all(text.values()) for text in page.text.values())
    assert Content.objects.get(summons=summons).canonical


def test_f4_an_order_leaves_fourteen_days(world: World) -> None:
    world.first_day = now().date() + MINIMUM_NOTICE - timedelta(days=1)
    with pytest.raises(InvalidInput, match="F4"):
        world.order(1)


def test_f4_late_receipt_leaves_no_notice_that_could_have_consequences(world: World) -> None:
    summons = world.summoned()
    world.on_the_day(summons)
    open_summons(summons.reference, by=addressee(summons), at=now())
    assert not status_of(summons, facts_of(summons.id), outages=(), on=now()).notice_kept


def test_f4_receipt_in_time_keeps_the_notice(world: World) -> None:
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    assert status_of(summons, facts_of(summons.id), outages=(), on=now()).notice_kept


def test_f4_a_new_date_leaves_fourteen_days_and_voids_the_old_one(world: World) -> None:
    summons = world.summoned()
    before = summons.slot.starts_at
    request = file(
        summons.reference, RequestKind.RESCHEDULE, "study", by=addressee(summons), at=now()
    )
    decide(request, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    summons.refresh_from_db()
    after = Slot.objects.get(id=summons.slot_id).starts_at
    assert after > before
    assert after - now() >= MINIMUM_NOTICE
    page = own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())
    assert page.starts_at == after


def test_f7_no_absence_while_a_request_is_open(world: World) -> None:
    summons = world.summoned()
    request = file(
        summons.reference, RequestKind.EXEMPTION, "other", by=addressee(summons), at=now()
    )
    world.on_the_day(summons)
    on = summons.slot.starts_at.date()
    closed = close_day(world.office, on, by=world.officer, at=now())
    assert (closed.absent, closed.held_back) == (0, 1)
    decide(request, Outcome.REFUSED, REASONS, by=world.decider, at=now())
    assert close_day(world.office, on, by=world.officer, at=now()).absent == 1


def test_f7_a_request_counts_though_the_summons_was_never_opened(world: World) -> None:
    summons = world.summoned()
    file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())
    assert status_of(summons, facts_of(summons.id), outages=(), on=now()).open_request


def test_f7_one_request_at_a_time(world: World) -> None:
    summons = world.summoned()
    file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())
    with pytest.raises(AlreadyAsked):
        file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())


def test_a_ground_is_a_code_never_free_text(world: World) -> None:
    summons = world.summoned()
    with pytest.raises(InvalidInput, match="ground"):
        file(summons.reference, RequestKind.DEFERRAL, "my back", by=addressee(summons), at=now())


def test_whoever_has_appeared_asks_for_nothing(world: World) -> None:
    summons = world.summoned()
    world.on_the_day(summons)
    record_appearance(summons.id, by=world.officer, at=now())
    with pytest.raises(Over):
        file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())


@pytest.mark.parametrize("kind", [RequestKind.DEFERRAL, RequestKind.EXEMPTION])
def test_a_granted_request_excuses(world: World, kind: RequestKind) -> None:
    summons = world.summoned()
    request = file(summons.reference, kind, "childcare", by=addressee(summons), at=now())
    decide(request, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    world.on_the_day(summons)
    on = summons.slot.starts_at.date()
    assert close_day(world.office, on, by=world.officer, at=now()).absent == 0
    summons.refresh_from_db()
    assert summons.state == State.EXCUSED


def test_f10_a_decision_needs_reasons_and_is_one_persons(world: World) -> None:
    summons = world.summoned()
    request = file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())
    with pytest.raises(InvalidInput, match="reasons"):
        decide(request, Outcome.REFUSED, " no ", by=world.decider, at=now())
    decide(request, Outcome.REFUSED, REASONS, by=world.decider, at=now())
    with pytest.raises(AlreadyDecided):
        decide(request, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    page = own.summons(summons.reference, by=addressee(summons), purpose="test", at=now())
    (answer,) = page.requests
    assert (answer.outcome, answer.reasons, answer.decided_by) == ("refused", REASONS, "Decider")


def test_reasons_lie_encrypted_and_can_be_erased(world: World) -> None:
    summons = world.summoned()
    request = file(summons.reference, RequestKind.DEFERRAL, "work", by=addressee(summons), at=now())
    decide(request, Outcome.REFUSED, REASONS, by=world.decider, at=now())
    text = FreeText.objects.get(person_id=summons.person_id)
    assert REASONS.encode() not in bytes(text.encrypted)
    (decision,) = (fact for fact in facts_of(summons.id) if fact.kind == Kind.DECISION)
    assert REASONS not in str(decision.data)


def test_nobody_is_absent_before_the_day_is_over(world: World) -> None:
    summons = world.summoned()
    with pytest.raises(TooEarly):
        close_day(world.office, summons.slot.starts_at.date(), by=world.officer, at=now())


def test_four_eyes_hold_in_the_database_too(world: World) -> None:
    world.crowd(1)
    callup_id = world.allocated(1)
    planner = world.planner
    two_accounts = world.hire("two", *planner.roles, human=planner.natural_person_id)
    for human in (planner.natural_person_id, world.approver.natural_person_id):
        # The same human twice, then an account with the human of somebody else.
        with pytest.raises(DatabaseError), transaction.atomic():
            Approval.objects.create(
                callup_id=callup_id,
                submitted_by_id=planner.account_id,
                submitted_by_human_id=planner.natural_person_id,
                approved_by_id=two_accounts.account_id,
                approved_by_human_id=human,
            )


def test_f25_no_summons_beside_the_draw(world: World) -> None:
    summons = world.summoned()
    world.people(row("beside"))
    somebody = Person.objects.exclude(id=summons.person_id).get()
    summons.pk, summons.reference, summons.person = world.planner.account_id, "X", somebody
    with pytest.raises(DatabaseError, match="no summons beside an approved manifest"):
        summons.save(force_insert=True)


def test_f23_whoever_has_a_sealed_address_is_not_seen_at_the_office_of_home(world: World) -> None:
    world.people(row("a", sealed="yes"))
    callup_id = world.order(1)
    fill_pool(callup_id, by=world.planner, at=now())
    draw_people(callup_id, by=world.planner, at=now())
    with pytest.raises(NoOtherOffice):
        allocate_places(callup_id, by=world.planner, at=now())
    other = world.open("N", "3")
    allocate_places(callup_id, by=world.planner, at=now())
    assert Allocation.objects.get(callup_id=callup_id).slot.office_id == other


def test_a_pool_too_small_says_how_small(world: World) -> None:
    world.crowd(2)
    callup_id = world.order(3)
    fill_pool(callup_id, by=world.planner, at=now())
    with pytest.raises(PoolTooSmall, match="2"):
        draw_people(callup_id, by=world.planner, at=now())


def test_the_notice_of_the_profile_holds_where_it_is_longer_than_the_floor(world: World) -> None:
    profile = put_in_force(profiles.default()).on(now().date())
    notice = replace(
        profile.windows, minimum_notice=BeforeRule("Appointment", Period(40, Unit.DAY))
    )
    strict = replace(profile, windows=notice)
    calendar = calendar_of(profile, now().date())
    today = now().date()
    assert earliest_day(today, profile, calendar) == today + MINIMUM_NOTICE
    assert earliest_day(today, strict, calendar) == today + timedelta(days=40)


def test_a_granted_deferral_says_until_when(world: World) -> None:
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    request = file(
        summons.reference, RequestKind.DEFERRAL, "study", by=addressee(summons), at=now()
    )
    decide(request, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    (decision,) = (fact for fact in facts_of(summons.id) if fact.kind == Kind.DECISION)
    today = local_date(rules_of(summons, at=now()), now())
    year = today.year + 1
    assert decision.data["until"] == today.replace(year=year).isoformat()


def test_f5_whoever_had_a_hand_in_it_does_not_decide_on_non_receipt(world: World) -> None:
    summons = world.summoned()
    asked = file(
        summons.reference, RequestKind.NON_RECEIPT, "other", by=addressee(summons), at=now()
    )
    visitor = world.hire("visitor", Role.OFFICER)
    visit = Visit(Result.NOT_MET, now() - timedelta(hours=1), "Main square 2, at the door")
    record_visit(summons.reference, visit, by=visitor, at=now())
    for hand in (visitor, world.approver, world.planner):
        human = hand.natural_person_id
        same = world.hire(f"{hand.name}-again", Role.DECIDER, human=human)
        with pytest.raises(Involved):
            decide(asked, Outcome.REFUSED, REASONS, by=same, at=now())
    decide(asked, Outcome.REFUSED, REASONS, by=world.decider, at=now())


def test_other_requests_may_be_decided_by_whoever_released(world: World) -> None:
    summons = world.summoned()
    asked = file(summons.reference, RequestKind.EXEMPTION, "other", by=addressee(summons), at=now())
    same = world.hire("again", Role.DECIDER, human=world.approver.natural_person_id)
    decide(asked, Outcome.REFUSED, REASONS, by=same, at=now())
