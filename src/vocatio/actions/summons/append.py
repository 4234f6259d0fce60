"""Append a fact to a summons whose row is locked, and refresh what is cached about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from vocatio.actions.law import (
    calendar_now,
    facts_of,
    local_date,
    outages,
    rules_of,
    status_of,
)
from vocatio.actions.recording import record
from vocatio.actions.work.items import keep_requests
from vocatio.domain.actors import Actor
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile
from vocatio.domain.summons.states import Status
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import Summons, SummonsFact


@dataclass
class AtHand:
    """A summons and its facts, read once by an act that locked its row.

    While the row is locked nobody else appends; what the act itself appends is known here.

    Attributes:
        at: the instant of the act.
        outages: of the whole system, as they were known then.
    """

    summons: Summons
    at: datetime
    facts: tuple[Fact, ...]
    outages: tuple[Outage, ...]

    @classmethod
    def of(cls, summons: Summons, at: datetime) -> Self:
        """Read what there is."""
        return cls(summons, at, facts_of(summons.id), outages(at))

    @classmethod
    def of_many(cls, summonses: Iterable[Summons], at: datetime) -> list[Self]:
        """The same for many, in as many statements."""
        rows, down = list(summonses), outages(at)
        facts = ledger.of_many(SummonsFact, [row.id for row in rows])
        return [cls(row, at, tuple(facts[row.id]), down) for row in rows]

    @property
    def status(self) -> Status:
        """The status now, derived from the facts."""
        return status_of(self.summons, self.facts, outages=self.outages, on=self.at)

    @cached_property
    def rules(self) -> Profile:
        """The rules that govern (F21)."""
        return rules_of(self.summons, at=self.at, issued=self.facts[0])

    @property
    def calendar(self) -> Calendar:
        """The days off around now, by those rules."""
        return calendar_now(self.summons, self.rules, local_date(self.rules, self.at))

    def append(
        self,
        kind: str,
        *,
        by: Actor,
        data: Mapping[str, Json] | None = None,
        id: UUID | None = None,
    ) -> Fact:
        """Append the fact that this happened now; `id` as for `record`."""
        about, person = self.summons.id, self.summons.person_id
        fact = record(
            SummonsFact, kind, about, by=by, at=self.at, person_id=person, data=data, id=id
        )
        self.facts = (*self.facts, fact)
        self.refresh()
        return fact

    def refresh(self) -> None:
        """Write the cached columns anew from the derivation."""
        found, summons = self.status, self.summons
        summons.state = found.state
        summons.next_due_at = found.next_due_at
        summons.request_open = found.open_request is not None
        summons.slot_id = found.slot_id
        summons.save(update_fields=["state", "next_due_at", "request_open", "slot_id"])
        keep_requests(summons, found, self.at)


def append(
    summons: Summons,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    data: Mapping[str, Json] | None = None,
) -> Fact:
    """Append the fact that this happened now."""
    return AtHand.of(summons, at).append(kind, by=by, data=data)


def status_at(summons: Summons, at: datetime) -> Status:
    """The status now, derived from the facts."""
    return AtHand.of(summons, at).status


def refresh_many(summonses: Iterable[UUID], at: datetime) -> None:
    """The same for many, whose rows are locked here in one order."""
    rows = Summons.objects.select_for_update().filter(id__in=list(summonses)).order_by("id")
    for hand in AtHand.of_many(rows, at):
        hand.refresh()


def refresh(summons: Summons, at: datetime) -> None:
    """Write the cached columns anew from the derivation."""
    AtHand.of(summons, at).refresh()
