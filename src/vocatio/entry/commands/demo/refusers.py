"""Some who stayed away, told one by one: what follows for them, and what does not.

They are taken from those for whom the closing of a day opened a case. Everybody acts through
the doors that they would use: the officer, the court, and they themselves.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.case.answer import answer
from vocatio.actions.case.appeal import appeal, decide_appeal
from vocatio.actions.case.decide import decide_measure, find
from vocatio.actions.case.propose import propose
from vocatio.actions.case.review import excuse, give_notice, new_date
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.demo.malice import sign_together
from vocatio.actions.demo.people import behind
from vocatio.actions.inspect.case_page import case_file, own_cases
from vocatio.actions.inspect.cases import cases
from vocatio.actions.inspect.day import offices
from vocatio.actions.offices.manage import Hours, open_slots
from vocatio.actions.request.file import More, enter
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import Verdict
from vocatio.domain.consequences.measures import Proposal
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.consequences.telling import LANGUAGES
from vocatio.domain.summons.asking import OTHER, Channel
from vocatio.domain.summons.kinds import RequestKind
from vocatio.entry.commands.demo.again import tell_again
from vocatio.entry.commands.demo.build import FIRST, LAST, MINUTES
from vocatio.entry.commands.demo.plan import COURT_REALM, JUDGES, PASSWORD
from vocatio.entry.commands.demo.refuser import PATIENCE, WHY, Refuser, reasons, say
from vocatio.entry.commands.demo.staff import Team

#: So many decisions are put under one signature.
MANY = 500


def tell_refusers(callup_id: UUID, team: Team) -> None:
    """Tell the stories, as far as the rules of this jurisdiction know any measure."""
    people = _find(team)
    if len(people) < 4 or not _ladder(people[0], team):
        click.echo("    no stories of refusers: the rules know no measure, or too few stayed away")
        return
    judges = [sign_in(name, PASSWORD, COURT_REALM, at=now()) for name in JUDGES]
    answers, appeals, late, child, *more = people[:5]
    sanctioned = [appeals, late, *more]
    _second_chance(people[:5], team, child)
    say("a child was ill, reported by telephone", child.own.state)
    _notify([answers, *sanctioned], team)
    answer(answers.own.reference, "I was in hospital; here is why.", by=answers.person, at=now())
    excuse(answers.case, reasons(), by=team.officer, at=now())
    say("one answered, and is excused", answers.own.state)
    advance_to(max(_hearing_ends(one, team) for one in sanctioned) + timedelta(hours=1))
    for one in sanctioned:
        code = _ladder(one, team)[0]
        propose(one.case, code, "as the law has it", reasons(), by=team.officer, at=now())
    _under_one_signature(sanctioned, team, judges[0])
    measures = {one.case: _decide(one, team, judges[0]) for one in sanctioned}
    advance_to(now() + timedelta(days=22))
    for one in sanctioned:
        _await_force(one, team)
    _appeal(appeals, measures[appeals.case], team, judges[2])
    _appear(late, team)
    _unread(callup_id)
    for one in more:
        tell_again(one, team)
    if not more:
        say("nobody is left who could be summoned again", "too few stayed away")


def _find(team: Team) -> list[Refuser]:
    """Those with a case at the office that has most of them."""
    by, found = team.officer, list[Refuser]()
    for office in offices(by=by, purpose=WHY, at=now()):
        here = []
        for line in cases(office.id, by=by, purpose=WHY, at=now()):
            person, reference, summons_id = behind(line.id)
            if line.state == CaseState.OPENED:
                here.append(Refuser(line.id, office.id, Addressee(person), reference, summons_id))
        found = max(found, here, key=len)
    return found


def _ladder(one: Refuser, team: Team) -> list[str]:
    page = case_file(one.case, by=team.officer, purpose=WHY, at=now())
    return list(page.ladder) if page.official in LANGUAGES else []


def _second_chance(people: list[Refuser], team: Team, child: Refuser) -> None:
    """A reminder and a new date first; one says by telephone that a child is ill."""
    first = now().date() + timedelta(days=15)
    hours = Hours(FIRST, LAST, MINUTES, 2)
    last = first + timedelta(days=60)
    open_slots(people[0].office, first, last, hours, by=team.planner, at=now())
    for one in people:
        new_date(one.case, reasons(), by=team.officer, at=now())
        one.read("reminder")
    details = More(details="My child is ill.")
    by, kind = team.officer, RequestKind.DEFERRAL
    enter(child.summons, kind, OTHER, Channel.TELEPHONE, details, by=by, at=now())
    for day in sorted({one.appointment.date() for one in people}):
        evening = max(one.appointment for one in people if one.appointment.date() == day)
        advance_to(evening + timedelta(hours=6))
        close_day(people[0].office, day, by=team.officer, at=now())


def _notify(people: list[Refuser], team: Team) -> None:
    for one in people:
        lightest = _ladder(one, team)[0]
        give_notice(one.case, [lightest], reasons(), by=team.officer, at=now())
        one.read("notice")


def _hearing_ends(one: Refuser, team: Team) -> datetime:
    """The profile may give more time than the floor."""
    page = case_file(one.case, by=team.officer, purpose=WHY, at=now())
    if page.hearing_ends is None:
        raise click.ClickException("a hearing that was opened has no end")
    return page.hearing_ends


def _under_one_signature(proposed: list[Refuser], team: Team, judge: Staff) -> None:
    """Everybody who could be decided about, and all who wait, in one stroke."""
    ready = [one.case for one in proposed]
    waiting = (case for case in _open(team) if case not in ready)
    all_of_them = [*ready, *islice(waiting, MANY - len(ready))]
    refused = sign_together(all_of_them, by=judge, at=now())
    if not refused or any(one.own.finding for one in proposed):
        raise click.ClickException("one signature carries one decision (F10)")
    say(f"{len(all_of_them)} decisions under one signature", f"none takes effect: {refused}")


def _open(team: Team) -> Iterator[UUID]:
    """The open cases of all offices, one office after the other as an officer sees them."""
    by = team.officer
    for office in offices(by=by, purpose=WHY, at=now()):
        after = None
        while page := cases(office.id, by=by, purpose=WHY, at=now(), after=after):
            yield from (line.id for line in page)
            after = page[-1].id


def _decide(one: Refuser, team: Team, judge: Staff) -> UUID:
    code = _ladder(one, team)[0]
    case_file(one.case, by=judge, purpose=WHY, at=now())
    find(one.case, reasons(), by=judge, at=now())
    case_file(one.case, by=judge, purpose=WHY, at=now())
    starts = now() + timedelta(days=20)
    proposal = Proposal(
        code, starts, starts + timedelta(days=60), starts + timedelta(days=30), "as proposed"
    )
    measure = decide_measure(one.case, proposal, reasons(), by=judge, at=now())
    one.read("measure")
    return measure


def _await_force(one: Refuser, team: Team) -> None:
    """Nothing has effect before the log and an authority outside have seen it (F2)."""
    for _ in range(PATIENCE * 2):
        if one.answer(team.officer) == Answer.IN_FORCE:
            return
        time.sleep(0.5)
    because = "; ".join(one.own.measures[0].because)
    raise click.ClickException(f"a measure that should be in force is not: {because}")


def _appeal(one: Refuser, measure: UUID, team: Team, judge: Staff) -> None:
    filed = appeal(one.own.reference, measure, "It hits my work.", by=one.person, at=now())
    suspended = one.answer(team.officer)
    case_file(one.case, by=judge, purpose=WHY, at=now())
    decide_appeal(one.case, filed, Verdict.UPHELD, reasons(), by=judge, at=now())
    say("one appeals: suspended at once, then won", f"{suspended}; {one.own.state}")


def _appear(one: Refuser, team: Team) -> None:
    kind, begin = one.own.measures[0].kind, time.perf_counter()
    record_appearance(one.summons_id, by=team.officer, at=now())
    found, took = one.asked(kind, team.officer), time.perf_counter() - begin
    say("one appears late: lifted, and the query says so", f"{found}, after {took:.2f} s")
    if found == Answer.IN_FORCE:
        raise click.ClickException("whoever appears is free at once (F16)")


def _unread(callup_id: UUID) -> None:
    """Served by arrival alone: a reminder, and nothing more."""
    for _, person, _ in summoned(callup_id):
        found = own_cases(by=Addressee(person), purpose=WHY, at=now())
        reminded = [c for c in found if [d.kind for d in c.documents] == ["reminder"]]
        if reminded and reminded[0].state == CaseState.NONE:
            say("one never opened it: a reminder, and no case", reminded[0].state)
            return
    say("one never opened it", "nobody of that kind this time")
