"""A refuser with a measure in force is recalled, and summoned again by another order (F17)."""

import time
from datetime import date, timedelta

import click

from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.approve import approve, submit
from vocatio.actions.callup.correct import approve_correction, correct_summons
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.order import OrderDraft, decide_order
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.demo.malice import open_case, pool_of_one
from vocatio.actions.demo.people import behind
from vocatio.actions.inspect.day import offices
from vocatio.actions.offices.manage import Hours, open_slots
from vocatio.actions.register.prefer import languages
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.entry.commands.demo.build import FIRST, LAST, LEAD, MINUTES, release_callup
from vocatio.entry.commands.demo.plan import Account
from vocatio.entry.commands.demo.refuser import PATIENCE, WHY, Refuser, say
from vocatio.entry.commands.demo.staff import Team

#: Days on which they can be seen.
WINDOW = timedelta(days=30)


def tell_again(one: Refuser, team: Team) -> None:
    """Recall, summon again, stay away again: no second episode, and not by raw SQL either."""
    _recall(one, team)
    opened = _openings(one)
    again = _summon_again(one, team)
    open_summons(again.summons, by=again.person, at=now())
    on = again.appointment.date()
    advance_to(again.appointment + timedelta(hours=8))
    for office in offices(by=team.officer, purpose=WHY, at=now()):
        close_day(office.id, on, by=team.officer, at=now())
    refused = open_case(one.case, by=team.officer, at=now())
    if again.case != one.case or _openings(again) != opened or not refused:
        raise click.ClickException("one refusal of one duty is one episode (F17)")
    state = "over" if again.own.state == CaseState.OVER else again.own.state
    say("one is recalled, summoned again, and stays away again", f"no second episode, {state}")
    say("somebody opens one with raw SQL", f"refused: {refused}")


def _recall(one: Refuser, team: Team) -> None:
    """What was taken goes with the summons; a worker carries it out (F16)."""
    wanted, kind = Wanted(Way.RECALL, Reason.NOT_LIABLE), one.own.measures[-1].kind
    correction = correct_summons(one.summons, wanted, by=team.planner, at=now())
    approve_correction(correction, by=team.approver, at=now())
    for _ in range(PATIENCE * 2):
        if one.asked(kind, team.officer) != Answer.IN_FORCE:
            say("one with a measure in force is recalled", f"{one.asked(kind, team.officer)}")
            return
        time.sleep(0.5)
    raise click.ClickException("whoever is recalled is free (F16)")


def _openings(one: Refuser) -> int:
    return [line.kind for line in one.own.course].count(CaseKind.OPENED)


def _summon_again(one: Refuser, team: Team) -> Refuser:
    """By an order of its own, whose pool holds them alone: a draw meets nobody by design."""
    first = now().date() + LEAD
    for office in offices(by=team.officer, purpose=WHY, at=now()):
        hours = Hours(FIRST, LAST, MINUTES, 1)
        open_slots(office.id, first, first + WINDOW, hours, by=team.planner, at=now())
    callup = decide_order(_order(one, first), by=team.planner, at=now())
    pool_of_one(callup, one.person.person_id, by=team.planner, at=now())
    draw_people(callup, by=team.planner, at=now())
    allocate_places(callup, by=team.planner, at=now())
    submit(callup, by=team.planner, at=now())
    approve(callup, by=team.approver, at=now())
    release_callup(callup, team, Account())
    _, summons, summons_id = behind(one.case)
    return Refuser(one.case, one.office, one.person, summons, summons_id)


def _order(one: Refuser, first: date) -> OrderDraft:
    return OrderDraft(
        reference=f"A-{one.own.reference}",
        title="Again",
        titles=dict.fromkeys(languages()[1:], "Again"),
        legal_basis="as before",
        reason="To show that it is no second episode.",
        categories=frozenset({one.own.duty}),
        people=1,
        reference_date=first,
        first_day=first,
        last_day=first + WINDOW,
    )
