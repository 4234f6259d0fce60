"""Let the simulated people act, day by day, by the demo's own clock."""

import random
from collections import Counter, defaultdict
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import click

from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.demo.rounds import have_round_made
from vocatio.actions.inspect.day import day, offices
from vocatio.actions.inspect.own import summons
from vocatio.actions.inspect.queue import Wanted, queue
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.domain.actors import Addressee
from vocatio.domain.law.reasons import Copied
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.domain.summons.states import OVER
from vocatio.domain.work import Kind
from vocatio.entry.commands.demo.build import LEAD, SPARE, WINDOW
from vocatio.entry.commands.demo.people import Character, character
from vocatio.entry.commands.demo.post import Post
from vocatio.entry.commands.demo.reasons import individual
from vocatio.entry.commands.demo.staff import Team

MORNING, EVENING = time(7, 0, tzinfo=UTC), time(16, 0, tzinfo=UTC)
PURPOSE_DAY, PURPOSE_QUEUE = "today's appointments", "decide requests"
PURPOSE_OWN = "see what can be asked for"

#: How likely the decider grants what is asked.
GRANTED = {
    RequestKind.RESCHEDULE: 0.9,
    RequestKind.DEFERRAL: 0.6,
    RequestKind.EXEMPTION: 0.4,
}

BELIEVED = "The ground you gave ({ground}) makes it unreasonable to insist on that day."


class Simulation:
    """The days from release until everybody who was expected has come or stayed away."""

    def __init__(self, callup_id: UUID, team: Team, seed: int, post: Post) -> None:
        self._team = team
        self._post = post
        self._chance = random.Random(seed)
        self._crowd: dict[str, Character] = {}
        self._openers: dict[int, list[tuple[str, UUID]]] = defaultdict(list)
        for reference, person_id, digital in summoned(callup_id):
            somebody = character(self._chance)
            self._crowd[reference] = somebody
            if digital and somebody.opens_on is not None:
                self._openers[somebody.opens_on].append((reference, person_id))

    def run(self) -> None:
        """Live through the days, telling of each week."""
        start = now().date()
        days = (LEAD + WINDOW + SPARE).days
        week: Counter[str] = Counter()
        for number in range(days + 1):
            week += self._day(start + timedelta(days=number), number)
            if week and (number % 7 == 6 or number == days):
                told = ", ".join(f"{count:,} {what}" for what, count in sorted(week.items()))
                click.echo(f"    until {start + timedelta(days=number)}: {told}")
                week.clear()

    def _day(self, today: date, number: int) -> Counter[str]:
        happened: Counter[str] = Counter()
        if number:
            advance_to(datetime.combine(today, MORNING))
        have_round_made()
        happened += self._post.morning(today)
        for reference, person_id in self._openers.pop(number, []):
            happened += self._read(reference, Addressee(person_id))
        happened += self._decide()
        if number >= LEAD.days:
            advance_to(datetime.combine(today, EVENING))
            happened += self._appear(today)
        return happened

    def _read(self, reference: str, person: Addressee) -> Counter[str]:
        """Open it, then reply, ask, or do neither; those who came unread do nothing more."""
        somebody = self._crowd[reference]
        open_summons(reference, by=person, at=now())
        happened = Counter(opened=1)
        if somebody.confirms:
            confirm(reference, by=person, at=now())
            happened["confirmed"] = 1
        elif somebody.asks:
            page = summons(reference, by=person, purpose=PURPOSE_OWN, at=now())
            offered = page.grounds[somebody.asks.value]
            ground = offered[int(somebody.ground * len(offered))]
            file(reference, somebody.asks, ground, by=person, at=now())
            happened["asked"] = 1
        return happened

    def _decide(self) -> Counter[str]:
        happened: Counter[str] = Counter()
        by = self._team.decider
        wanted = Wanted(kind=Kind.REQUEST)
        while waiting := queue(wanted, by=by, purpose=PURPOSE_QUEUE, at=now()).lines:
            for request in waiting:
                granted = self._chance.random() < GRANTED[RequestKind(request.what)]
                if granted:
                    reasons = BELIEVED.format(ground=request.ground)
                    decide(request.id, Outcome.GRANTED, reasons, by=by, at=now())
                else:
                    self._refuse(request.id)
                happened["granted" if granted else "refused"] += 1
        return happened

    def _refuse(self, request: UUID) -> None:
        """Each time with other words: those that were used before are returned (F10)."""
        decided = False
        while not decided:
            with suppress(Copied):
                reasons = individual(self._chance)
                decide(request, Outcome.REFUSED, reasons, by=self._team.decider, at=now())
                decided = True

    def _appear(self, today: date) -> Counter[str]:
        happened: Counter[str] = Counter()
        by = self._team.officer
        for office in offices(by=by, purpose=PURPOSE_DAY, at=now()):
            lines = day(office.id, today, by=by, purpose=PURPOSE_DAY, at=now()).lines
            for line in lines:
                waits = line.state not in OVER
                if waits and self._crowd[line.reference].comes:
                    record_appearance(line.summons_id, by=by, at=now())
                    happened["appeared"] += 1
            if lines:
                closed = close_day(office.id, today, by=by, at=now())
                happened["absent"] += closed.absent
        return happened
