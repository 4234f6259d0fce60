"""Staff leave their own file, and that of a relative, to colleagues, under any account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.actions.test_requests import REASONS
from tests.actions.world import World, addressee, row
from vocatio.actions.access import ties
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect import corrections, day, export, person, requests, service
from vocatio.actions.inspect.bundle import bundle_of
from vocatio.actions.law import facts_of, today
from vocatio.actions.register import correct, life, merging
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import enter, file
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.actions.summons.note_call import note_call
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Role
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons import asking
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.ties import Closeness, OwnFile, RelativesFile
from vocatio.records.access.models import Tie
from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons

WHY = "to test it"


def _summoned(world: World) -> Summons:
    """Somebody whose number in the register is known here."""
    world.people(row("tied"))
    return Summons.objects.get(callup_id=world.released(1))


def _tied(world: World, kind: Closeness) -> None:
    """The officer, hired first, to the person of that number."""
    assert world.officer.roles
    ties.declare("officer", kind, "Ntied", at=now())


def test_whatever_staff_do_about_one_person_is_refused(world: World) -> None:
    summons, at = _summoned(world), now()
    asked = file(summons.reference, RequestKind.DEFERRAL, "other", by=addressee(summons), at=at)
    correction = correct.ask("language", {"tag": "fr"}, by=addressee(summons), at=at)
    for name in ("officer", "decider", "overseer"):
        assert getattr(world, name)
        ties.declare(name, Closeness.SELF, "Ntied", at=at)
    officer, decider, overseer = world.officer, world.decider, world.overseer
    who, ref, day_ = summons.person_id, summons.reference, today(at)
    acts: list[Callable[[], object]] = [
        lambda: decide(asked, Outcome.GRANTED, REASONS, by=decider, at=at),
        lambda: requests.request(asked, by=decider, purpose=WHY, at=at),
        lambda: requests.askable(ref, by=officer, purpose=WHY, at=at),
        lambda: enter(ref, RequestKind.HELP, "other", Channel.COUNTER, by=officer, at=at),
        lambda: note_call(ref, "She called.", by=officer, at=at),
        lambda: record_appearance(summons.id, by=officer, at=at),
        lambda: person.person(who, by=officer, purpose=WHY, at=at),
        lambda: person.person(who, by=overseer, purpose=WHY, at=at),
        lambda: service.explain(ref, day_, by=officer, purpose=WHY, at=at),
        lambda: bundle_of(ref, by=overseer, purpose=WHY, at=at),
        lambda: export.person_record(who, by=officer, purpose=WHY, at=at),
        lambda: corrections.claims(who, by=decider, purpose=WHY, at=at),
        lambda: correct.decide(correction, granted=True, reasons=REASONS, by=decider, at=at),
        lambda: correct.ask_for(
            *(who, "name", {"given": "A", "family": "B"}, asking.Channel.COUNTER),
            by=officer,
            at=at,
        ),
        lambda: life.record_death(who, None, by=officer, at=at),
        lambda: day.visitor(
            summons.id, summons.slot.office_id, day_, by=officer, purpose=WHY, at=at
        ),
    ]
    for act in acts:
        with pytest.raises(OwnFile):
            act()
    colleague = world.hire("colleague", Role.DECIDER, Role.OFFICER)
    assert requests.request(asked, by=colleague, purpose=WHY, at=at).line.id == asked
    decide(asked, Outcome.GRANTED, REASONS, by=colleague, at=at)


def test_closing_a_day_leaves_a_relatives_absence_to_a_colleague(world: World) -> None:
    summons = _summoned(world)
    open_summons(summons.reference, by=addressee(summons), at=now())
    _tied(world, Closeness.RELATIVE)
    on, office = summons.slot.starts_at.date(), summons.slot.office_id
    advance_to(summons.slot.starts_at + timedelta(hours=12))
    (line,) = day.closing(office, on, by=world.officer, purpose=WHY, at=now()).lines
    assert line.follows == "colleague"
    assert close_day(office, on, by=world.officer, at=now()).held_back == 1
    assert Kind.ABSENCE not in {fact.kind for fact in facts_of(summons.id)}
    colleague = world.hire("colleague", Role.OFFICER)
    (line,) = day.closing(office, on, by=colleague, purpose=WHY, at=now()).lines
    assert line.follows != "colleague"


def test_another_account_of_the_same_human_and_another_record_of_the_same_person(
    world: World,
) -> None:
    world.people(row("tied"), row("twin"))
    _tied(world, Closeness.RELATIVE)
    again = world.hire("again", Role.OFFICER, human=world.officer.natural_person_id)
    tied = Tie.objects.get().person_id
    twin = Person.objects.exclude(id=tied).get().id
    assert person.person(twin, by=again, purpose=WHY, at=now()).id == twin
    merging.merge(twin, tied, REASONS, by=world.decider, at=now())
    with pytest.raises(RelativesFile):
        person.person(twin, by=again, purpose=WHY, at=now())
    ties.end("again", "Ntied", at=now())
    assert person.person(twin, by=again, purpose=WHY, at=now()).id == twin


@pytest.mark.parametrize(
    ("username", "number", "wrong"),
    [("nobody", "Ntied", "username"), ("officer", "N?", "number"), ("officer", "Ntied", "before")],
)
def test_what_cannot_be_declared_says_why(
    world: World, username: str, number: str, wrong: str
) -> None:
    world.people(row("tied"))
    _tied(world, Closeness.SELF)
    with pytest.raises(InvalidInput, match=wrong):
        ties.declare(username, Closeness.RELATIVE, number, at=now())


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM access_tie",
        "TRUNCATE access_tie",
        "UPDATE access_tie SET kind = 'relative'",
        "UPDATE access_tie SET ended_at = NULL",
        """INSERT INTO access_tie SELECT gen_random_uuid(), 'friend', declared_at, ended_at,
           human_id, person_id FROM access_tie""",
    ],
)
def test_raw_sql_unsays_no_declaration(world: World, attack: str) -> None:
    world.people(row("tied"))
    _tied(world, Closeness.SELF)
    ties.end("officer", "Ntied", at=now())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
