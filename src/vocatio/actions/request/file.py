"""The person asks for something: another date or place, help, to be let off, or to be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.request.dates import is_free
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.own import by_reference, own
from vocatio.actions.words import keep_file, keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import Party, Staff
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.summons.asking import Channel, grounds
from vocatio.domain.summons.conscience import waiting
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.domain.summons.states import SETTLED
from vocatio.records.documents.envelopes import confided
from vocatio.records.offices.models import Office
from vocatio.records.summonses.models import Summons

#: Files of one request, and characters of what somebody writes with it.
MOST_FILES = 5
LONGEST_DETAILS = 5_000


class AlreadyAsked(Refusal):
    """You asked for this already: it is answered before the same is asked again."""

    basis = "F7"


class Over(Refusal):
    """The appointment was kept: there is nothing left to ask for."""

    basis = "states"


@dataclass(frozen=True, slots=True)
class More:
    """What somebody may add to a request; nothing of it has to be there.

    Attributes:
        wish: a free time, for another date.
        office: for another place.
        details: in their own words; kept encrypted.
        papers: contents of PDF, JPEG or PNG files; kept encrypted.
        since, until: days on which something kept them from acting (F6).
    """

    wish: UUID | None = None
    office: UUID | None = None
    details: str = ""
    papers: Sequence[bytes] = ()
    since: date | None = None
    until: date | None = None


NOTHING_MORE = More()


def file(
    reference: str,
    kind: RequestKind,
    ground: str,
    more: More = NOTHING_MORE,
    *,
    by: Party,
    at: datetime,
) -> UUID:
    """File a request; it counts from this moment, and blocks any finding until it is answered.

    A window for requests that the profile has closed closes nothing here: a late request
    counts as well (F7), and whoever decides on it sees that it is late, and why (`late`).

    Args:
        ground: a code of the profile for such requests, or “other”; never free text in a fact.

    Raises:
        InvalidInput: naming the field: an unknown ground, a time that is not free, a file that
            cannot be taken, days that end before they begin.
        AlreadyAsked: one of this kind is open.
        Over: the person has appeared.
    """
    permissions.require("request.file", by)
    with transaction.atomic():
        return _file(own(reference, by=by, lock=True), _Asked(kind, ground, more), by, at)


def enter(
    reference: str,
    kind: RequestKind,
    ground: str,
    channel: Channel,
    more: More = NOTHING_MORE,
    *,
    by: Staff,
    at: datetime,
) -> UUID:
    """Write down what a person asked at the counter, by telephone or by letter; it counts the same.

    It is no opening of the summons, whatever was said (F7, evidenced receipt).

    Raises:
        InvalidInput, AlreadyAsked, Over: as for `file`.
        NotFound: there is no such summons.
    """
    permissions.require("request.enter", by)
    with transaction.atomic():
        asked = _Asked(kind, ground, more, {"channel": channel.value})
        return _file(by_reference(reference, by=by), asked, by, at)


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: RequestKind
    ground: str
    more: More
    how: Mapping[str, Json] = field(default_factory=dict)


def _file(summons: Summons, asked: _Asked, by: Party | Staff, at: datetime) -> UUID:
    kind, ground, more = asked.kind, asked.ground, asked.more
    hand = AtHand.of(summons, at)
    offered = grounds(hand.rules, kind)
    if ground not in offered:
        raise InvalidInput("ground", f"choose one of: {', '.join(offered)}")
    found = hand.status
    if kind in waiting(found.requests, confided(one.id for one in found.requests)):
        raise AlreadyAsked
    if found.state in SETTLED:
        raise Over
    data: dict[str, Json] = {"kind": kind.value, "ground": ground, **asked.how}
    data |= _wish(hand, kind, more) | _days(more) | _kept(summons, more)
    return hand.append(Kind.REQUEST, by=by, data=data).id


def _wish(hand: AtHand, kind: RequestKind, more: More) -> dict[str, Json]:
    if kind == RequestKind.RESCHEDULE and more.wish:
        if not is_free(hand, more.wish):
            raise InvalidInput("wish", "this time was taken meanwhile: choose another one")
        return {"wish": str(more.wish)}
    if kind == RequestKind.PLACE and more.office:
        if not Office.objects.filter(id=more.office).exists():
            raise InvalidInput("office", "there is no such office")
        return {"office": str(more.office)}
    return {}


def _days(more: More) -> dict[str, Json]:
    if more.since and more.until and more.until < more.since:
        raise InvalidInput("until", "the last day is before the first one")
    days = {"since": more.since, "until": more.until}
    return {key: day.isoformat() for key, day in days.items() if day}


def _kept(summons: Summons, more: More) -> dict[str, Json]:
    """What was written and sent lies encrypted: the fact names it with its hash."""
    data: dict[str, Json] = {}
    details = more.details.strip()
    if len(details) > LONGEST_DETAILS:
        raise InvalidInput("details", f"write at most {LONGEST_DETAILS:,} characters")
    if details:
        data |= keep_named("details", details, summons.person_id)
    if len(more.papers) > MOST_FILES:
        raise InvalidInput("papers", f"send at most {MOST_FILES} files")
    if more.papers:
        data["files"] = [keep_file(content, summons.person_id) for content in more.papers]
    return data
