"""Issue the summonses of a release, batch by batch, until every manifest entry is carried out.

Each batch is one transaction. Killed at any moment, a batch is there wholly or not at
all, and the next run takes up the entries that are left. Several workers may run: each
locks the entries that it takes and skips those of the others.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.callup.notice import Notices
from vocatio.actions.callup.step import Found, find, lock
from vocatio.actions.delivery.contacts import Reached, reached
from vocatio.actions.law import (
    calendar_of,
    keep_calendar,
    local_date,
    outages,
    today,
    version_of,
)
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.paper import Said, keep_sealed, template_of
from vocatio.actions.recording import record, record_many
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.callup.liability import Answer, decide
from vocatio.domain.callup.stages import Kind as CallUpKind
from vocatio.domain.callup.stages import Stage, stage
from vocatio.domain.evidence.canonical import Json, canonical, instant
from vocatio.domain.facts import Fact, happened
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.reach import reach, schedule
from vocatio.domain.summons.states import Status, status
from vocatio.domain.summons.template import Template
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact, ManifestEntry, Order
from vocatio.records.deliveries.models import Delivery, InboxItem
from vocatio.records.ledger.copying import write_rows
from vocatio.records.register import standings
from vocatio.records.register.asof import holds
from vocatio.records.summonses.models import Summons, SummonsFact

TAKE = f"""
SELECT e.id, e.summons_id, e.person_id, e.slot_id, s.starts_at, o.name, o.address, o.district,
       CASE WHEN coalesce(a.sealed, false) THEN '' ELSE coalesce(r.district, '') END,
       coalesce(n.given, ''), coalesce(n.family, ''), coalesce(l.tag, '')
FROM callups_manifestentry e
LEFT JOIN register_name n ON n.person_id = e.person_id AND n.kind = 'civil' AND {holds("n")}
LEFT JOIN register_language l ON l.person_id = e.person_id AND {holds("l")}
LEFT JOIN register_registration r ON r.person_id = e.person_id AND {holds("r")}
LEFT JOIN register_address a ON a.person_id = e.person_id AND {holds("a")}
JOIN offices_slot s ON s.id = e.slot_id
JOIN offices_office o ON o.id = s.office_id
WHERE e.manifest_id = %(manifest)s AND e.outcome = ''
ORDER BY e.position LIMIT %(size)s
FOR UPDATE OF e SKIP LOCKED
"""  # noqa: S608 because every part is a constant


class Entry(NamedTuple):
    """A manifest entry with what its summons says.

    `home` is the district of registration: empty where the address is sealed, since the region
    of a calendar is read by many (F23).
    """

    id: int
    summons_id: UUID
    person_id: UUID
    slot_id: UUID
    starts_at: datetime
    office: dict[str, str]
    address: str
    district: str
    home: str
    given_name: str
    family_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What governs every summons of one call-up.

    Attributes:
        liability: what is in force on the order's reference date: it says who may be called.
        profile: what is in force at issue, by the version that the release put in force: it
            says when a summons counts as served (F21).
        outages: of the whole system, as they are certified by then (F6).
    """

    callup_id: UUID
    order: Order
    liability: Profile
    profile: Profile
    outages: tuple[Outage, ...]
    today: date
    template: Template
    notices: Notices

    def calendar(self, entry: Entry) -> Calendar:
        """The days off where the profile says that they count."""
        return calendar_of(self.profile, self.today, office=entry.district, home=entry.home)


@dataclass(frozen=True, slots=True)
class Issued:
    """One summons with its facts, what follows from them at issue, and its content."""

    entry: Entry
    calendar: Calendar
    category: str
    reference: str
    content: bytes
    facts: tuple[Fact, ...]
    status: Status
    way: Reached


def _rules_of(found: Found, at: datetime) -> Rules:
    """The rules of a call-up, once for all its batches."""
    released = found.fact(CallUpKind.RELEASE).data
    version = version_of(str(released["profile"]))
    today = local_date(version, at)
    liability, profile = version.on(found.order.reference_date), version.on(today)
    template = template_of(str(released["template"]))
    return Rules(
        callup_id=found.callup.id,
        order=found.order,
        liability=liability,
        profile=profile,
        outages=outages(at),
        today=today,
        template=template,
        notices=Notices(liability, template, found.order),
    )


def issue_batch(callup_id: UUID, size: int, *, by: System, at: datetime) -> int:
    """Carry out up to `size` entries; return how many were taken, 0 when nothing is left to take.

    Nothing is taken either while the release is paused.

    F1 and F22 are checked again here, in the transaction that issues: whoever died, was
    detained or ceased to be liable since the draw is withheld, and the entry says why.
    """
    permissions.require("release.issue", by)
    with transaction.atomic():
        found = find(callup_id)
        if stage(fact.kind for fact in found.facts) != Stage.RELEASING:
            return 0
        entries = _take(callup_id, size, today(at))
        if entries:
            _carry_out(entries, _rules_of(found, at), by, at)
    return len(entries)


def finish_release(callup_id: UUID, *, by: System, at: datetime) -> bool:
    """Record that the release is complete, once; False while entries are left."""
    permissions.require("release.issue", by)
    with transaction.atomic():
        locked = lock(callup_id)
        entries = ManifestEntry.objects.filter(manifest_id=callup_id)
        if entries.filter(outcome="").exists():
            return False
        if stage(fact.kind for fact in locked.facts) == Stage.RELEASING:
            issued = entries.filter(outcome="issued").count()
            data = {"issued": issued, "withheld": entries.count() - issued}
            done = record(CallUpFact, CallUpKind.RELEASED, callup_id, by=by, at=at, data=data)
            stamp_soon(done)
    return True


def _take(callup_id: UUID, size: int, on: date) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"manifest": callup_id, "size": size, "on": on})
        return [_entry(row) for row in cursor.fetchall()]


def _entry(row: Sequence[Any]) -> Entry:
    """Django hands jsonb over as text."""
    entry = Entry(*row)
    return entry._replace(office=json.loads(row[5]))


def _carry_out(entries: Sequence[Entry], rules: Rules, by: System, at: datetime) -> None:
    people = [entry.person_id for entry in entries]
    standing_of = standings.of_people(people, rules.order.reference_date)
    ways = reached(people, at=at)
    wanted = frozenset(rules.order.categories)
    answers = {
        person: decide(standing, wanted, rules.liability, rules.order.reference_date)
        for person, standing in standing_of.items()
    }
    issued = [
        _issue(entry, answers[entry.person_id], ways[entry.person_id], rules, by=by, at=at)
        for entry in entries
        if answers[entry.person_id].callable
    ]
    _save(issued, rules, at)
    _plan_deliveries(issued, rules)
    _mark([(entry, answers[entry.person_id]) for entry in entries])


def _issue(
    entry: Entry, answer: Answer, way: Reached, rules: Rules, *, by: System, at: datetime
) -> Issued:
    reference = identity.new_reference()
    content = canonical(rules.notices.compose(entry, answer.code, reference, at=at))
    calendar = rules.calendar(entry)
    data: dict[str, Json] = {
        "callup": str(rules.callup_id),
        "order": rules.order.reference,
        "category": answer.code,
        "basis": answer.basis,
        "slot": str(entry.slot_id),
        "starts_at": instant(entry.starts_at),
        "content": hashlib.sha256(content).hexdigest(),
        "template": rules.template.version,
        "profile": rules.profile.version,
        "calendar": calendar.version,
    }
    kinds: list[tuple[Kind, dict[str, Json]]] = [(Kind.ISSUED, data)]
    if way.person.digital:
        # Delivered means visible: who has no access sees nothing, and gets a letter at once.
        kinds.append((Kind.AVAILABLE, {"channel": "inbox"}))
    facts = tuple(
        happened(
            kind,
            entry.summons_id,
            id=identity.new_id(),
            by=by,
            at=at,
            person_id=entry.person_id,
            data=more,
        )
        for kind, more in kinds
    )
    found = status(facts, rules.profile, calendar, on=at, outages=rules.outages)
    return Issued(entry, calendar, answer.code, reference, content, facts, found, way)


def _save(issued: Sequence[Issued], rules: Rules, at: datetime) -> None:
    for calendar in {one.calendar.version: one.calendar for one in issued}.values():
        keep_calendar(calendar)
    write_rows(
        Summons,
        (
            "id",
            "reference",
            "person_id",
            "callup_id",
            "category",
            "language",
            "profile_version",
            "calendar_version",
            "slot_id",
            "state",
            "next_due_at",
            "request_open",
        ),
        (_summons_row(one, rules) for one in issued),
    )
    record_many(SummonsFact, (fact for one in issued for fact in one.facts))
    keep_sealed([Said(one.reference, one.entry.summons_id, one.content) for one in issued])
    write_rows(
        InboxItem,
        ("summons_id", "person_id", "available_at"),
        (
            (one.entry.summons_id, one.entry.person_id, at)
            for one in issued
            if one.way.person.digital
        ),
    )


def _plan_deliveries(issued: Sequence[Issued], rules: Rules) -> None:
    """When each is first looked at for alerts and letters; a job goes round."""
    ways = reach(rules.profile)
    rows = []
    for one in issued:
        due = schedule(one.facts, one.status, ways, one.way.person)
        rows.append((one.entry.summons_id, due[0].at if due else None))
    write_rows(Delivery, ("summons_id", "due_at"), rows)


def _summons_row(one: Issued, rules: Rules) -> tuple[object, ...]:
    return (
        one.entry.summons_id,
        one.reference,
        one.entry.person_id,
        rules.callup_id,
        one.category,
        one.entry.language,
        rules.profile.version,
        one.calendar.version,
        one.entry.slot_id,
        one.status.state,
        one.status.next_due_at,
        False,
    )


def _mark(carried_out: Sequence[tuple[Entry, Answer]]) -> None:
    """Write outcomes back set-based; the database refuses to write one twice."""
    rows = [
        (entry.id, *(("issued", "", "") if a.callable else ("withheld", a.code, a.basis)))
        for entry, a in carried_out
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE callups_manifestentry e
               SET outcome = done.outcome, code = done.code, basis = done.basis
               FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
                    AS done (id, outcome, code, basis)
               WHERE e.id = done.id""",
            [list(column) for column in zip(*rows, strict=True)],
        )
