"""A person lets somebody act for them, who accepts by a code that the person passes on (F23).

Nobody looks anybody up for it: whoever is appointed signs in as themself and types the code.
Either side ends it at any time, and it ends by itself. What is in force is asked of the facts each
time that somebody acts.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from vocatio.actions.inspect.person import theirs
from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.actions.register.deciding import decided, lock
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Addressee, Representative, Scope, Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import parse
from vocatio.domain.register import representation as domain
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.representation import OfferTaken, Representation
from vocatio.domain.summons.asking import Channel
from vocatio.gateways import identity
from vocatio.records.register.guardians import wards
from vocatio.records.register.models import PersonFact
from vocatio.records.register.models import Representation as Row
from vocatio.records.register.people import describe
from vocatio.records.register.standings import of_people


class Terms(NamedTuple):
    """What somebody may do for another (codes of `Scope`), and the last day."""

    scopes: Collection[str]
    until: date


class Appointed(NamedTuple):
    """An appointment, the code that lets somebody accept it, and the fact.

    The code is told once: only its hash is kept.
    """

    id: UUID
    code: str
    fact_id: UUID


@dataclass(frozen=True, slots=True)
class Line:
    """An appointment as either side sees it; `name` is that of the other side.

    Attributes:
        id: None for a guardian, whom the register names.
        until: the last day; None where the register says no end.
    """

    id: UUID | None
    person_id: UUID
    name: str
    scopes: tuple[Scope, ...]
    until: date | None
    accepted: bool
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts for somebody, and for whom they act."""

    for_me: tuple[Line, ...]
    by_me: tuple[Line, ...]


def appoint(terms: Terms, *, by: Addressee, at: datetime) -> Appointed:
    """Let whoever gets the code act for oneself, within these scopes, up to a day.

    Raises:
        InvalidInput: naming the field.
    """
    permissions.require("represent.appoint", by)
    return _appoint(by.person_id, terms, {}, by, at)


def appoint_for(
    person_id: UUID, terms: Terms, channel: Channel, *, by: Staff, at: datetime
) -> Appointed:
    """Write down that a person lets somebody act for them; the code goes to the person.

    Raises:
        InvalidInput: naming the field.
        NotFound: no such person, or not one of this office.
    """
    permissions.require("request.enter", by)
    theirs(person_id, by=by, at=at)
    return _appoint(person_id, terms, {"channel": channel.value}, by, at)


def _appoint(
    person_id: UUID, terms: Terms, how: dict[str, Json], by: Actor, at: datetime
) -> Appointed:
    wanted = domain.check_appointment(terms.scopes, terms.until, today(at))
    representation_id, code = identity.new_id(), identity.new_reference()
    data: dict[str, Json] = {
        "representation": str(representation_id),
        "scopes": [*sorted(wanted)],
        "until": terms.until.isoformat(),
        **how,
    }
    with transaction.atomic():
        lock(person_id)
        basis = decided(PersonKind.APPOINTED, person_id, data, by=by, at=at)
        Row.objects.create(id=representation_id, person_id=person_id, code_sha256=_hash(code))
    return Appointed(representation_id, code, basis.fact_id)


@transaction.atomic
def offered(code: str, *, by: Addressee, purpose: str, at: datetime) -> Line:
    """What a code offers: for whom, what, and until when.

    Raises:
        OfferTaken: there is no such code, or it was used, withdrawn, or has run out.
        OwnRepresentative: it is one's own.
    """
    permissions.require("represent.accept", by)
    found = _offer(code, by, at)
    read("representation", [found.person_id], by=by, purpose=purpose, at=at)
    (line,) = _lines([found], {found.person_id}, at)
    return line


def accept(code: str, *, by: Addressee, at: datetime) -> None:
    """Act for whoever passed this code on, from now on.

    Raises:
        OfferTaken, OwnRepresentative: as for `offered`.
    """
    permissions.require("represent.accept", by)
    with transaction.atomic():
        # The lock of the person orders two who type the same code.
        lock(_offer(code, by, at).person_id)
        found = _offer(code, by, at)
        data: dict[str, Json] = {"representation": str(found.id)}
        decided(PersonKind.ACCEPTED, found.person_id, data, by=by, at=at)
        Row.objects.filter(id=found.id, representative=None).update(representative=by.person_id)


def end(representation_id: UUID, *, by: Addressee, at: datetime) -> None:
    """End it, from either side; it holds at once. Ended before, nothing changes.

    Raises:
        NotFound: none that is theirs.
    """
    permissions.require("represent.end", by)
    with transaction.atomic():
        row = Row.objects.filter(id=representation_id).first()
        if row is None or by.person_id not in (row.person_id, row.representative_id):
            raise NotFound
        _end(row, {}, by, at)


def end_for(representation_id: UUID, channel: Channel, *, by: Staff, at: datetime) -> UUID | None:
    """Write down that a person ends it; return the fact, or None: it had ended before.

    Raises:
        NotFound: no such appointment, or not by a person of this office.
    """
    permissions.require("request.enter", by)
    with transaction.atomic():
        row = Row.objects.filter(id=representation_id).first()
        if row is None:
            raise NotFound
        theirs(row.person_id, by=by, at=at)
        return _end(row, {"channel": channel.value}, by, at)


def _end(row: Row, how: dict[str, Json], by: Actor, at: datetime) -> UUID | None:
    lock(row.person_id)
    if _one(row).ended_at is not None:
        return None
    data: dict[str, Json] = {"representation": str(row.id), **how}
    return decided(PersonKind.ENDED, row.person_id, data, by=by, at=at).fact_id


@transaction.atomic
def sides(*, by: Addressee, purpose: str, at: datetime) -> Sides:
    """Who acts for the person, and for whom they act: all that there ever was."""
    permissions.require("represent.end", by)
    rows = Row.objects.filter(representative=by.person_id).order_by("id")
    mine, others = _of(by.person_id), [_one(row) for row in rows]
    read("representation", [by.person_id], by=by, purpose=purpose, at=at)
    return Sides(
        for_me=_lines(mine, {one.representative_id for one in mine}, at),
        by_me=(
            *_lines(others, {one.person_id for one in others}, at),
            *_minors(by.person_id, at),
        ),
    )


@transaction.atomic
def representing(person_id: UUID, *, by: Staff, purpose: str, at: datetime) -> tuple[Line, ...]:
    """Who acts for a person, for whoever writes down that it ends.

    Raises:
        NotFound: no such person, or not one of this office.
    """
    permissions.require("request.enter", by)
    theirs(person_id, by=by, at=at)
    read("representation", [person_id], by=by, purpose=purpose, at=at)
    mine = [one for one in _of(person_id) if one.open(today(at))]
    return _lines(mine, {one.representative_id for one in mine}, at)


@transaction.atomic
def act_for(person_id: UUID, *, by: Addressee, at: datetime) -> tuple[Representative, str]:
    """Act for somebody, as far as their appointments of this moment reach; and their name.

    Raises:
        NotRepresented: nobody appointed them, or it has ended.
    """
    permissions.require("represent.act", by)
    on = today(at)
    rows = Row.objects.filter(person=person_id, representative=by.person_id)
    held = [found for found in map(_one, rows) if found.in_force(on)]
    both = of_people([person_id, by.person_id], on).values()
    scopes = domain.scopes_of(
        held,
        guardian=person_id in {ward for ward, _ in _in_care(by.person_id, on, at)},
        statuses=[standing.statuses for standing in both],
        on=on,
    )
    name = describe([person_id], on=on, known=at)[person_id].name
    representation = held[0].id if held else None
    return Representative(person_id, by.person_id, representation, scopes), name


def _offer(code: str, by: Addressee, at: datetime) -> Representation:
    row = Row.objects.filter(code_sha256=_hash(identity.spelled(code))).first()
    if row is None:
        raise OfferTaken
    found = _one(row)
    domain.refuse_acceptance(found, by.person_id, today(at))
    return found


def _of(person_id: UUID) -> tuple[Representation, ...]:
    kinds = (PersonKind.APPOINTED, PersonKind.ACCEPTED, PersonKind.ENDED)
    found = PersonFact.objects.filter(subject_id=person_id, kind__in=kinds).order_by("id")
    return domain.representations(
        [parse(bytes(content)) for content in found.values_list("canonical", flat=True)]
    )


def _one(row: Row) -> Representation:
    return next(one for one in _of(row.person_id) if one.id == row.id)


def _lines(
    found: Sequence[Representation], others: set[UUID | None], at: datetime
) -> tuple[Line, ...]:
    """As the side sees it for which `others` are the other side."""
    people = describe([other for other in others if other], on=today(at), known=at)
    return tuple(
        Line(
            id=one.id,
            person_id=one.person_id,
            name=next(
                (
                    people[who].name
                    for who in (one.representative_id, one.person_id)
                    if who in others and who in people
                ),
                "",
            ),
            scopes=tuple(sorted(one.scopes)),
            until=one.until,
            accepted=one.representative_id is not None,
            ended_at=one.ended_at,
        )
        for one in found
    )


def _in_care(guardian_id: UUID, on: date, at: datetime) -> list[tuple[UUID, str]]:
    """Minors of whom the register says that this person acts for them: id and name."""
    people = describe(wards(guardian_id, on), on=on, known=at)
    return [(id_, one.name) for id_, one in people.items() if domain.guardian_acts(one.birth, on)]


def _minors(guardian_id: UUID, at: datetime) -> tuple[Line, ...]:
    scopes = tuple(sorted(domain.EVERYTHING))
    care = _in_care(guardian_id, today(at), at)
    return tuple(
        Line(None, ward, name, scopes, None, accepted=True, ended_at=None) for ward, name in care
    )


def _hash(code: str) -> bytes:
    """Codes are random: whoever reads the hash learns nothing."""
    return hashlib.sha256(code.encode()).digest()
