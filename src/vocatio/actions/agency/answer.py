"""Answer verified questions, many at once: one look, and one statement that keeps all of it.

Whatever goes wrong with one question makes it “unknown”, which is no basis to stop anyone (F18);
it never becomes an error of the others. Whether somebody is known makes no difference to what
is done: the same statements run, the same rows are written (F19).
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.agency.measures import measures
from vocatio.actions.law import today
from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.agency.answer import NOTHING, UNKNOWN, Told, found
from vocatio.domain.agency.kinds import AgencyKind
from vocatio.domain.agency.problems import BudgetExhausted, Problem, Replayed
from vocatio.domain.agency.question import Question
from vocatio.domain.evidence.canonical import instant
from vocatio.gateways import identity, keys
from vocatio.records.agencies import asking
from vocatio.records.agencies.asking import Kept, Row, Seen, Sought
from vocatio.records.agencies.models import AgencyFact
from vocatio.records.register.merges import everybody

logger = logging.getLogger(__name__)


class OtherAgencies(Exception):
    """Facts of agencies came after the questions were verified."""


# house: authorship because each question carries its own author
def answer(questions: Sequence[Question], *, state: str, at: datetime) -> list[Told | Problem]:
    """What is told to each, in their order, once all of it is written down.

    Args:
        state: of the facts of agencies by which the questions were verified.

    Raises:
        OtherAgencies: it is another one by now; nothing was written.
    """
    for asked in questions:
        permissions.require("agency.ask", asked.by)
    ring = keys.ring()
    now, seen = _seen(questions, ring)
    if now != state:
        raise OtherAgencies
    for asked, some in zip(questions, seen, strict=True):
        _look_for_canaries(asked, some, at)
    told = [_told(asked, some, at) for asked, some in zip(questions, seen, strict=True)]
    day = today(at)
    rows = [
        _row(asked, _person(some), each, _who(asked, ring, day))
        for asked, some, each in zip(questions, seen, told, strict=True)
    ]
    kept = asking.record(identity.new_id(), at, day, identity.new_salt(), rows)
    return [_unless_refused(n, each, kept) for n, each in enumerate(told)]


def _unless_refused(number: int, told: Told, kept: Kept) -> Told | Problem:
    if number in kept.left_over:
        return BudgetExhausted()
    return Replayed() if number in kept.repeated else told


def _seen(questions: Sequence[Question], ring: keys.Ring) -> tuple[str, list[list[Seen]]]:
    """The state of the facts of agencies, and for each question who is known by its document."""
    sought = [
        Sought(n, asked.document.scheme, hashed)
        for n, asked in enumerate(questions)
        for hashed in ring.lookups(
            f"{asked.document.scheme}\0{asked.document.issuer}", asked.document.number
        )
    ]
    state, rows = asking.look_up(sought)
    seen: list[list[Seen]] = [[] for _ in questions]
    for row in rows:
        seen[row.number].append(row)
    return state, seen


def _people(some: Iterable[Seen]) -> frozenset[UUID]:
    """Whoever has the number now; else whoever had it."""
    held = {one.person_id: one.held for one in some if one.person_id}
    return frozenset(who for who, holds in held.items() if holds) or frozenset(held)


def _person(some: Iterable[Seen]) -> UUID | None:
    """In whose record the question is; in nobody's when a number that ended had several."""
    people = _people(some)
    return next(iter(people)) if len(people) == 1 else None


def _told(asked: Question, some: Sequence[Seen], at: datetime) -> Told:
    people = _people(some)
    if len(people) > 1:
        return UNKNOWN
    if not any(one.measured or one.merged for one in some):
        return NOTHING
    try:
        with transaction.atomic():
            same = everybody(people)
            return found(measures(same, asked.kind, at=at))
    except Exception:
        # Whatever it is: a doubt is answered “unknown”, and is no error of the others (F18).
        logger.exception("a question could not be decided, and is answered “unknown”")
        return UNKNOWN


def _who(asked: Question, ring: keys.Ring, day: date) -> bytes:
    """By what a person takes a place today: it says nothing on another day, or to others (F19)."""
    document = asked.document
    value = f"{document.scheme}\0{document.issuer}\0{document.number}"
    return ring.lookup(f"agency\0{asked.terms.id}\0{day}", value)


def _row(asked: Question, person: UUID | None, told: Told, who: bytes) -> Row:
    return Row(
        id=identity.new_id(),
        agency_id=asked.terms.id,
        jti=asked.jti,
        kind=asked.kind,
        purpose=asked.purpose,
        person_id=person,
        answer=told.answer.value,
        until=instant(told.until) if told.until else None,
        budget=asked.terms.budget,
        salt=identity.new_salt(),
        who=who,
    )


def _look_for_canaries(asked: Question, some: Sequence[Seen], at: datetime) -> None:
    """Whoever asked about a document that is nobody's is told nothing of it; the overseer is."""
    for canary in {one.canary for one in some if one.canary}:
        data = {"canary": str(canary), "jti": asked.jti, "purpose": asked.purpose}
        with transaction.atomic():
            record(
                AgencyFact, AgencyKind.CANARY_ASKED, asked.terms.id, by=asked.by, at=at, data=data
            )
