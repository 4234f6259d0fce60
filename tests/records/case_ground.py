"""A case that is ready for its finding: summoned, read, stayed away, notified, 14 days over."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tests import database as testing
from tests.actions.court import seat, seat_court
from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.recording import record
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Actor, Addressee, Staff
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import identity
from vocatio.records.cases.models import (
    Case,
    CaseFact,
    Finding,
    Measure,
    Signature,
)
from vocatio.records.summonses.models import Summons, SummonsFact

DAY = timedelta(days=1)


@dataclass
class Ground:
    """A case that is ready for its finding, and the people around it."""

    summons: Summons
    case: Case
    person: Addressee
    officer: Staff
    planner: Staff
    judges: list[Staff]
    servant: Staff
    notice: UUID = field(default_factory=identity.new_id)

    def fact(self, kind: str, by: Actor, /, **data: Json) -> Fact:
        """A fact of the case, now."""
        person = self.person.person_id
        return record(CaseFact, kind, self.case.id, by=by, at=now(), person_id=person, data=data)

    def of_summons(self, kind: str, by: Actor, /, **data: Json) -> Fact:
        """A fact of the summons, now."""
        person = self.person.person_id
        found = self.summons.id
        return record(SummonsFact, kind, found, by=by, at=now(), person_id=person, data=data)

    def sign(self, fact: Fact, by: Staff) -> Signature:
        """A signature under one fact."""
        body = "unit" if by is self.servant else "court"
        return Signature.objects.create(
            id=identity.new_id(),
            body_id=body,
            realm=f"{body}.example",
            human_id=by.natural_person_id,
            fact_id=fact.id,
            signed_at=now(),
        )

    def find(self, by: Staff | None = None, **changes: Any) -> Finding:
        """The row and the fact of a finding."""
        by = by or self.judges[0]
        fact = self.fact(CaseKind.FINDING, by)
        given = {
            "fact_id": fact.id,
            "case_id": self.case.id,
            "notice": self.notice,
            "signature_id": self.sign(fact, by).id,
        }
        return Finding.objects.create(**(given | changes))

    def measure(self, finding: Finding, **changes: Any) -> Measure:
        """The row and the fact of a measure; changes go into both."""
        by = self.judges[0]
        starts = changes.pop("starts", now() + 20 * DAY)
        row = {
            "code": "fine",
            "kind": "fine_proposal",
            "scope": "a fine of so much",
            "document": identity.new_id(),
            "notice": self.notice,
            "finding_id": finding.fact_id,
            "starts": starts,
            "until": starts + 60 * DAY,
            "review_on": starts + 30 * DAY,
        } | changes
        said = {
            "measure": row["code"],
            "scope": row["scope"],
            "from": instant(row["starts"]),
            **{key: str(row[key]) for key in ("document", "notice")},
            "finding": str(row["finding_id"]),
            **{key: instant(row[key]) for key in ("until", "review_on")},
        }
        fact = self.fact(CaseKind.MEASURE, by, **said)
        row.setdefault("signature_id", self.sign(fact, by).id)
        return Measure.objects.create(fact_id=fact.id, case_id=self.case.id, **row)

    def notify(self) -> UUID:
        """Another notice, received, and its time over."""
        document = identity.new_id()
        data = {"document": str(document), "considers": ["fine"]}
        self.fact(CaseKind.NOTICE, self.officer, **data)
        self.fact(Kind.OPENED, self.person, document=str(document))
        advance_to(now() + 15 * DAY)
        return document


def ready(database: testing.Database) -> Ground:
    world = World()
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    world.on_the_day(summons)
    day = summons.slot.starts_at.date()
    close_day(world.office, day, by=world.officer, at=now())
    ground = Ground(
        summons,
        Case.objects.get(person_id=summons.person_id, duty=summons.category),
        addressee(summons),
        world.officer,
        world.planner,
        seat_court(database, 3),
        seat(database, "unit", "servant", independent=False),
    )
    with transaction.atomic():
        data = {"document": str(ground.notice), "considers": ["fine", "credit"]}
        ground.fact(CaseKind.NOTICE, world.officer, **data)
        ground.fact(Kind.OPENED, ground.person, document=str(ground.notice))
    advance_to(now() + 15 * DAY)
    return ground
