"""Answer a request: one named human, individual reasons, one decision."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.case.lift import lift_all
from vocatio.actions.law import local_date, version_of
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.register.deciding import lock
from vocatio.actions.register.defer import defer
from vocatio.actions.summons.append import AtHand
from vocatio.actions.summons.new_date import appoint, office_of
from vocatio.actions.summons.own import by_id
from vocatio.actions.words import keep_named
from vocatio.actions.work.items import reasons_before, settled
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.kinds import Cause
from vocatio.domain.errors import NotFound, Refusal
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact, parse
from vocatio.domain.law.counting import count
from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.reasons import require_due
from vocatio.domain.summons.asking import EXCUSES, MOVES, ground_of, refuse_involved
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.passages import Passage, chosen, composed, offered
from vocatio.domain.summons.states import Request
from vocatio.gateways import passages
from vocatio.records.callups.models import CallUpFact
from vocatio.records.documents.envelopes import confided
from vocatio.records.ledger import facts as ledger
from vocatio.records.summonses.models import SummonsFact


class AlreadyDecided(Refusal):
    """This request was answered already."""

    basis = "F7"


class NoPlace(Refusal):
    """No office has a free place that leaves the person 14 days: add slots first."""

    basis = "F4"


class Opened(NamedTuple):
    """A request that waits, with its fact and its summons."""

    hand: AtHand
    asked: Fact
    request: Request


def decide(
    request_id: UUID,
    outcome: Outcome,
    reasons: str,
    *,
    passage: str = "",
    by: Staff,
    at: datetime,
) -> None:
    """Grant or refuse; a granted new date is given at once, with 14 days' notice at least.

    Args:
        passage: code of the passage with which the reasons begin, or "".

    Raises:
        InvalidInput: the reasons are missing or too short, or the passage does not fit.
        Copied: of a refusal: they were given to somebody else before (F10).
        Involved: an account of non-receipt, and this human had a hand in the summons (F5).
        NotFound: no such request; a claim of conscience is the board's alone (F24).
        AlreadyDecided, NoPlace.
    """
    permissions.require("request.decide", by)
    with transaction.atomic():
        found = opened(request_id, by=by, at=at)
        if confided([request_id]):
            raise NotFound
        hand = found.hand
        before = (*hand.facts, *ledger.of(CallUpFact, hand.summons.callup_id))
        refuse_involved(found.request.kind, before, by)
        begin = _passage(found, passage, outcome, at) if passage else None
        answered(found, outcome, reasons, passage=begin, private=False, by=by, at=at)


def opened(request_id: UUID, *, by: Staff, at: datetime) -> Opened:
    """A request that waits for its answer, with its summons, whose row is locked.

    Raises:
        NotFound, AlreadyDecided, OwnFile, RelativesFile
    """
    fact = SummonsFact.objects.filter(id=request_id, kind=Kind.REQUEST).first()
    if fact is None or fact.person_id is None:
        raise NotFound
    # The person first, as whoever merges or corrects does: a deferral holds in the register.
    lock(fact.person_id)
    hand = AtHand.of(by_id(fact.subject_id, by=by), at)
    request = next(r for r in hand.status.requests if r.id == request_id)
    if request.outcome is not None:
        raise AlreadyDecided
    return Opened(hand, parse(bytes(fact.canonical)), request)


def answered(
    found: Opened,
    outcome: Outcome,
    reasons: str,
    *,
    passage: Passage | None = None,
    private: bool,
    by: Staff,
    at: datetime,
) -> None:
    """Answer it: the decision, its reasons, and what follows from it at once.

    Args:
        passage: with which the reasons begin.
        private: the reasons are for the person alone (F24).

    Raises:
        InvalidInput: the reasons are missing or too short.
        Copied, NoPlace
    """
    refused = outcome == Outcome.REFUSED
    require_due(reasons, against=refused and not private, earlier=reasons_before(by))
    hand, asked, request = found
    person_id = hand.summons.person_id
    data = {
        "request": str(request.id),
        "outcome": outcome.value,
        **keep_named("reasons", _whole(reasons.strip(), passage, hand), person_id, private=private),
        **(
            {"passage": passage.code, "passage_since": passage.since.isoformat()} if passage else {}
        ),
    }
    if outcome == Outcome.GRANTED and request.kind == RequestKind.DEFERRAL:
        data |= _until(hand, request.ground)
    stamp_soon(hand.append(Kind.DECISION, by=by, data=data))
    settled(request.id, by, at, against=str(data["reasons"]) if refused else "")
    if "until" in data:
        until = date.fromisoformat(str(data["until"]))
        defer(person_id, until, request.id, by=by, at=at)
    if outcome == Outcome.GRANTED:
        _granted(hand, asked, by)


# house: authorship because it tells nothing about anybody
def passages_for(rules: Profile, kind: str, at: datetime) -> tuple[Passage, ...]:
    """With which passages an answer to a request of a kind can begin today."""
    return offered(passages.load(rules.code), kind, local_date(rules, at))


def _passage(found: Opened, code: str, outcome: Outcome, at: datetime) -> Passage:
    return chosen(passages_for(found.hand.rules, found.request.kind, at), code, outcome)


def _whole(reasons: str, passage: Passage | None, hand: AtHand) -> str:
    """What the person reads, in the language of their summons as far as a passage says it."""
    if passage is None:
        return reasons
    return composed(passage, reasons, hand.summons.language, hand.rules.official_language)


def _granted(hand: AtHand, asked: Fact, by: Staff) -> None:
    """What follows at once, in favour of the person alone."""
    kind, summons, at = RequestKind(str(asked.data["kind"])), hand.summons, hand.at
    if kind in MOVES:
        _new_date(hand, asked, by)
    if kind == RequestKind.HINDERED:
        zone = ZoneInfo(version_of(summons.profile_version).zone)
        hand.append(Kind.OUTAGE, by=by, data=_hindrance(zone, asked))
    # What was taken because of an absence goes with it: with a certificate, not an edit (F5, F16).
    if kind in EXCUSES:
        lift_all(summons, Cause.EXEMPTION, by=by, at=at)
    if kind == RequestKind.NON_RECEIPT:
        lift_all(summons, Cause.ERROR, by=by, at=at)


def _until(hand: AtHand, ground: str) -> dict[str, str]:
    """How long a deferral lasts, its last day included, where the profile says so."""
    found = ground_of(hand.rules, ground)
    if found is None or not isinstance(found.lasts, Period):
        return {}
    today = local_date(hand.rules, hand.at)
    return {"until": count(today, found.lasts, hand.calendar)[0].isoformat()}


def _hindrance(zone: ZoneInfo, asked: Fact) -> dict[str, Json]:
    """From the first to the last day that the person named, whole days; open where none ended it.

    Without a first day it began when it was told: no period is taken back on a guess.
    """
    begins, ends = (_day_of(asked, key) for key in ("since", "until"))
    data: dict[str, Json] = {"request": str(asked.id)}
    if begins:
        data["begins"] = instant(datetime.combine(begins, time.min, zone))
    if ends:
        data["ends"] = instant(datetime.combine(ends + timedelta(days=1), time.min, zone))
    return data


def _day_of(asked: Fact, key: str) -> date | None:
    said = asked.data.get(key)
    return date.fromisoformat(str(said)) if said else None


def _new_date(hand: AtHand, asked: Fact, by: Staff) -> None:
    """The time or the office that was wished for, if it can be had; else the first free one."""
    office_id = UUID(str(asked.data.get("office", office_of(hand))))
    wish = UUID(str(asked.data["wish"])) if "wish" in asked.data else None
    if appoint(hand, office_id, wish=wish, by=by) is None:
        raise NoPlace
