"""At the door: who is meant, early and late, what they need, the receipt, and what closing does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import database as testing
from tests.actions.world import World, addressee, row
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import day, own
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import enter, file
from vocatio.actions.summons.attendance import close_day, record_appearance, record_result
from vocatio.actions.summons.door_receipt import OnPaper, at_the_door, own_receipt
from vocatio.actions.summons.open import open_summons
from vocatio.actions.verify.document import check_code
from vocatio.domain.actors import Visitor as Anybody
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.door import Result, minutes_late, scanned
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.domain.summons.states import OutOfTurn
from vocatio.records.access.models import Reading
from vocatio.records.documents.models import Content
from vocatio.records.offices.models import Office
from vocatio.records.summonses.models import Summons

REASONS = "We have one in the house on that day, and it is ready for you."


@pytest.fixture
def world(db: testing.Database) -> World:
    """Three people who are expected on the first day, at different times or not."""
    made = World()
    made.people(
        row("a", given_name="Ana", family_name="Müller", language="de", needs="interpreter"),
        row("b", given_name="Bo", family_name="Alhassan"),
        row("c", given_name="Cy", family_name="Möller"),
    )
    made.released(3)
    return made


def _of(family: str) -> Summons:
    found = Summons.objects.select_related("slot").order_by("id")
    return next(s for s in found if _name(s).endswith(family))


def _name(summons: Summons) -> str:
    return own.record(by=addressee(summons), purpose="test", at=now()).name


def _who(world: World, typed: str, summons: Summons) -> list[str]:
    return [line.name for line in _on(world, typed, summons.slot.starts_at.date())]


def _on(world: World, typed: str, on: date) -> tuple[day.DayLine, ...]:
    return day.who(typed, world.office, on, by=world.officer, purpose="test", at=now())


def _visitor(world: World, summons: Summons, on: date | None = None) -> day.Visitor:
    on = on or summons.slot.starts_at.date()
    return day.visitor(summons.id, world.office, on, by=world.officer, purpose="test", at=now())


def _receipt(world: World, summons: Summons) -> OnPaper:
    return at_the_door(summons.id, by=world.officer, purpose="test", at=now())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("https://x.example/check/?code=7KQ4-0ZFT-91PM-HX3C", "7KQ4-0ZFT-91PM-HX3C"),
        (" 7kq4 ", "7kq4"),
        ("https://x.example/check/", "https://x.example/check/"),
    ],
)
def test_a_scanner_reads_an_address(typed: str, code: str) -> None:
    assert scanned(typed) == code


def test_whole_minutes_early_and_late() -> None:
    at = datetime(2027, 1, 1, 9, tzinfo=UTC)
    assert minutes_late(at + timedelta(seconds=119), at) == 1
    assert minutes_late(at - timedelta(seconds=119), at) == -1


def test_found_by_square_code_typed_code_reference_and_name(world: World) -> None:
    summons = _of("Müller")
    code = Content.objects.get(summons=summons).code
    for typed in (
        f"https://invented.example/check/?code={code}",
        code.lower().replace("-", ""),
        summons.reference,
        "mueller ana",
        "MÜL",
    ):
        assert _who(world, typed, summons) == ["Ana Müller"], typed
    assert _who(world, "al hassan", summons) == []
    assert _who(world, "alhas", summons) == ["Bo Alhassan"]
    with pytest.raises(InvalidInput):
        _who(world, "!?", summons)


def test_by_name_nobody_of_another_day_by_code_anybody(world: World) -> None:
    summons = _of("Müller")
    other = summons.slot.starts_at.date() + timedelta(days=1)
    assert not _on(world, "Müller", other)
    (line,) = _on(world, summons.reference, other)
    assert line.name == "Ana Müller"
    assert not _visitor(world, summons, other).here
    assert _visitor(world, summons).here


def test_only_whoever_is_shown_was_read(world: World) -> None:
    summons, at = _of("Müller"), now()
    before = Reading.objects.filter(reader_id=world.officer.account_id, at__gte=at).count()
    _who(world, "müller", summons)
    shown = Reading.objects.filter(reader_id=world.officer.account_id, what="day list")
    assert set(shown.values_list("person_id", flat=True)) == {summons.person_id}
    assert before == 0


def test_needs_and_what_was_asked_for_are_shown_until_refused(world: World) -> None:
    summons = _of("Müller")
    line = _visitor(world, summons).line
    assert (line.needs, line.language, line.help) == (("interpreter",), "de", ())
    by = addressee(summons)
    open_summons(summons.reference, by=by, at=now())
    asked = file(summons.reference, RequestKind.HELP, "step_free", by=by, at=now())
    waits = _visitor(world, summons).line
    assert (waits.help, waits.asks) == ((("step_free", None),), ("help",))
    decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
    granted = _visitor(world, summons).line
    assert (granted.help, granted.asks) == ((("step_free", True),), ())


def test_early_late_and_overdue(world: World) -> None:
    early, late = _of("Müller"), _of("Alhassan")
    early_at, late_at = early.slot.starts_at, late.slot.starts_at
    assert _visitor(world, late).line.late is None
    advance_to(early_at - timedelta(minutes=10))
    assert record_appearance(early.id, by=world.officer, at=now())
    assert _visitor(world, early).line.late in (-10, -9)
    advance_to(late_at + timedelta(minutes=25))
    overdue = _visitor(world, late).line
    assert overdue.late
    assert overdue.late >= 25
    assert overdue.came_at is None
    record_appearance(late.id, by=world.officer, at=now())
    assert _visitor(world, late).line.late == overdue.late


def test_a_second_officer_changes_nothing_and_is_told_who_was_first(world: World) -> None:
    summons = _of("Müller")
    assert record_appearance(summons.id, by=world.officer, at=now())
    code = _receipt(world, summons).code
    second = world.hire("second", *world.officer.roles)
    assert not record_appearance(summons.id, by=second, at=now())
    assert _visitor(world, summons).recorded_by == "Officer"
    assert _receipt(world, summons).code == code


def test_the_result_is_kept_apart_and_never_undoes_the_appearance(world: World) -> None:
    summons = _of("Müller")
    with pytest.raises(OutOfTurn):
        record_result(summons.id, Result.DONE, by=world.officer, at=now())
    record_appearance(summons.id, by=world.officer, at=now())
    for became in (Result.LEFT, Result.LEFT, Result.DONE):
        record_result(summons.id, became, by=world.officer, at=now())
    line = _visitor(world, summons).line
    assert (line.state, line.result) == ("appeared", "done")
    kinds = [
        one.kind
        for one in own.summons(
            summons.reference, by=addressee(summons), purpose="test", at=now()
        ).history
    ]
    assert kinds.count("AppearanceResult") == 2


def test_the_receipt_is_checked_by_anybody_and_is_the_persons_too(world: World) -> None:
    summons = _of("Müller")
    with pytest.raises(NotFound):
        _receipt(world, summons)
    record_appearance(summons.id, by=world.officer, at=now())
    found = _receipt(world, summons)
    assert found.name == "Ana Müller"
    assert found.check.endswith("/check")
    assert "viewBox" in found.square
    anybody = Anybody("203.0.113.9")
    assert check_code(found.code.lower(), by=anybody, at=now()) == Standing.GENUINE
    mine = own_receipt(summons.reference, by=addressee(summons), purpose="test", at=now())
    assert mine == found
    other = _of("Alhassan")
    with pytest.raises(NotFound):
        own_receipt(summons.reference, by=addressee(other), purpose="test", at=now())


def test_closing_does_what_was_said_before(world: World) -> None:
    notified, unread, asks = (_of(name) for name in ("Müller", "Alhassan", "Möller"))
    open_summons(notified.reference, by=addressee(notified), at=now())
    enter(
        *(asks.reference, RequestKind.RESCHEDULE, "work", Channel.TELEPHONE),
        by=world.officer,
        at=now(),
    )
    last = max(s.slot.starts_at for s in (notified, unread, asks))
    advance_to(last + timedelta(hours=9))
    on = notified.slot.starts_at.date()
    assert {s.slot.starts_at.date() for s in (notified, unread, asks)} == {on}
    said = day.closing(world.office, on, by=world.officer, purpose="test", at=now())
    before = Summons.objects.filter(state="absent").count()
    assert before == 0
    assert {line.name: line.follows for line in said.lines} == {
        "Ana Müller": "case",
        "Bo Alhassan": "reminder",
        "Cy Möller": "request",
    }
    closed = close_day(world.office, on, by=world.officer, at=now())
    assert (closed.absent, closed.held_back) == (2, 1)
    after = day.closing(world.office, on, by=world.officer, purpose="test", at=now())
    assert [line.name for line in after.lines] == ["Cy Möller"]


def test_offices_are_called_as_the_officer_reads(world: World) -> None:
    Office.objects.filter(id=world.office).update(name={"en": "Office", "de": "Amt"})
    for language, name in (("de", "Amt"), ("ar", "Office"), ("", "Office")):
        (found,) = day.offices(by=world.officer, purpose="test", at=now(), language=language)
        assert found.name == name


def test_a_longer_list_takes_no_more_queries(world: World) -> None:
    on = _of("Müller").slot.starts_at.date()
    few, short = _queries(world, on)
    world.crowd(40)
    world.released(40)
    many, long = _queries(world, on)
    assert long >= 10 * short
    # What reads many writes its readings through a staging table, which takes some more.
    assert many <= few + 9


def _queries(world: World, on: date) -> tuple[int, int]:
    """How many queries a list takes, with whatever is cached, and how long it is."""
    length = _listed(world, on)
    with CaptureQueriesContext(connection) as seen:
        _listed(world, on)
    return len(seen), length


def _listed(world: World, on: date) -> int:
    found = day.day(world.office, on, by=world.officer, purpose="test", at=now())
    return len(found.lines)
