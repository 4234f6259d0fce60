"""Summonses whose row is locked, with what is known about each: shared by the acts of delivery."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from vocatio.actions.delivery.contacts import Reached, reached
from vocatio.actions.law import local_date, outages, status_of, version_of
from vocatio.domain.actors import System
from vocatio.domain.callup.stages import Kind as Step
from vocatio.domain.facts import Fact, parse
from vocatio.domain.summons.reach import Due, Reach, due_by, next_after, reach, schedule
from vocatio.domain.summons.states import Status
from vocatio.records.callups.models import CallUpFact
from vocatio.records.deliveries.models import Delivery
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact

#: Death can be undone, and people leave hospital: how soon it is asked again whether they did.
ASK_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """One summons and everything that its delivery depends on, at one moment."""

    summons: Summons
    facts: list[Fact]
    status: Status
    ways: Reach
    reached: Reached

    def schedule(self) -> tuple[Due, ...]:
        """What is to be done; nothing while a status stops it: death, detention, hospital (F22)."""
        return () if self.reached.stopped else self._planned()

    def held(self, at: datetime) -> bool:
        """Whether something is planned that a status stops, and that can still go on after it."""
        return self.reached.stopped and at < self.status.appointment and bool(self._planned())

    def _planned(self) -> tuple[Due, ...]:
        return schedule(self.facts, self.status, self.ways, self.reached.person)


def find_locked(ids: Sequence[UUID], *, at: datetime) -> dict[UUID, Found]:
    """These summonses, their rows locked in one order: whoever opens one waits for us."""
    rows = list(Summons.objects.select_for_update().filter(id__in=ids).order_by("id"))
    facts = ledger.of_many(SummonsFact, [row.id for row in rows])
    people = reached([row.person_id for row in rows], at=at)
    down = outages(at)
    return {
        row.id: Found(
            summons=row,
            facts=facts[row.id],
            status=status_of(row, facts[row.id], outages=down, on=at),
            ways=ways_of(row, facts[row.id][0]),
            reached=people[row.person_id],
        )
        for row in rows
    }


def ways_of(summons: Summons, issued: Fact) -> Reach:
    """How its person is reached, by the rules in force at issue (F21)."""
    version = version_of(summons.profile_version)
    return reach(version.on(local_date(version, issued.occurred_at)))


def due_now(found: Found, done_until: datetime | None, at: datetime) -> tuple[Due, ...]:
    """What is to be done now, after what was done."""
    return due_by(found.schedule(), done_until, at)


def look_again(ids: Iterable[UUID], *, at: datetime) -> None:
    """Write anew when each schedule is to be looked at: facts have come that bear on it."""
    found = find_locked(list(ids), at=at)
    done = dict(Delivery.objects.filter(summons_id__in=found).values_list("pk", "done_until"))
    for summons_id, one in found.items():
        after = done.get(summons_id)
        due = [d.at for d in one.schedule() if after is None or d.at > after]
        if one.held(at):
            due = [at + ASK_AGAIN]
        Delivery.objects.filter(pk=summons_id).update(due_at=min(due, default=None))


def next_look(found: Found, at: datetime) -> datetime | None:
    """When something falls due after `at`, or when to ask again whether it may."""
    return at + ASK_AGAIN if found.held(at) else next_after(found.schedule(), at)


def released_by(callups: Iterable[UUID], job: str) -> dict[UUID, System]:
    """Call-up -> the job, on behalf of the human who released it."""
    wanted = set(callups)
    stored = CallUpFact.objects.filter(subject_id__in=wanted, kind=Step.RELEASE)
    facts = [parse(bytes(content)) for content in stored.values_list("canonical", flat=True)]
    return {fact.subject: System(job, UUID(fact.by["account"])) for fact in facts}
