"""The states of a summons, as a table. Nobody sets a state: it is derived from facts and time.

docs/states.md is generated from `TRANSITIONS`; the build fails when it is stale.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.notice import enough_notice
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.service import Served, Service, decide
from vocatio.domain.law.undoing import undoings
from vocatio.domain.summons.asking import EXCUSES
from vocatio.domain.summons.corrections import dated, of_latest_notice, replaces
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.domain.summons.receipt import Proof, Receipt, evidenced_receipt, shows


class State(StrEnum):
    """Where a summons stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    AVAILABLE = "available"
    SERVED = "served"
    OPENED = "opened"
    CONFIRMED = "confirmed"
    EXCUSED = "excused"
    APPEARED = "appeared"
    ABSENT = "absent"
    RECALLED = "recalled"


class Event(StrEnum):
    """What moves a summons: a fact, a fact with its outcome, or the passing of time."""

    ISSUED = "issued"
    AVAILABLE = "available"
    TIME_SERVES = "time serves"
    OPENED = "opened"
    CONFIRMED = "confirmed"
    NEW_DATE = "new date"
    EXCUSED = "excused"
    APPEARED = "appeared"
    STAYED_AWAY = "stayed away"
    UNDONE = "service undone"
    REPLACED = "replaced"
    RECALLED = "recalled"


#: Nobody who stands so is in any list that leaves here as a file, be it of one office alone (F19).
NEVER_LISTED = frozenset({State.ABSENT})

S, E = State, Event

#: (from, event, to). What is not listed cannot happen: an action refuses it.
TRANSITIONS: tuple[tuple[State, Event, State], ...] = (
    (S.DRAFT, E.ISSUED, S.ISSUED),
    (S.ISSUED, E.AVAILABLE, S.AVAILABLE),
    (S.ISSUED, E.TIME_SERVES, S.SERVED),
    (S.ISSUED, E.NEW_DATE, S.ISSUED),
    (S.ISSUED, E.EXCUSED, S.EXCUSED),
    (S.ISSUED, E.APPEARED, S.APPEARED),
    (S.ISSUED, E.STAYED_AWAY, S.ABSENT),
    (S.AVAILABLE, E.TIME_SERVES, S.SERVED),
    (S.AVAILABLE, E.OPENED, S.OPENED),
    (S.SERVED, E.OPENED, S.OPENED),
    (S.OPENED, E.OPENED, S.OPENED),
    (S.CONFIRMED, E.OPENED, S.CONFIRMED),
    (S.EXCUSED, E.OPENED, S.EXCUSED),
    (S.APPEARED, E.OPENED, S.APPEARED),
    (S.ABSENT, E.OPENED, S.ABSENT),
    (S.OPENED, E.CONFIRMED, S.CONFIRMED),
    (S.CONFIRMED, E.CONFIRMED, S.CONFIRMED),
    (S.AVAILABLE, E.NEW_DATE, S.AVAILABLE),
    (S.SERVED, E.NEW_DATE, S.SERVED),
    (S.OPENED, E.NEW_DATE, S.OPENED),
    (S.CONFIRMED, E.NEW_DATE, S.OPENED),
    (S.ABSENT, E.NEW_DATE, S.OPENED),
    (S.AVAILABLE, E.EXCUSED, S.EXCUSED),
    (S.SERVED, E.EXCUSED, S.EXCUSED),
    (S.OPENED, E.EXCUSED, S.EXCUSED),
    (S.CONFIRMED, E.EXCUSED, S.EXCUSED),
    (S.ABSENT, E.EXCUSED, S.EXCUSED),
    (S.AVAILABLE, E.APPEARED, S.APPEARED),
    (S.SERVED, E.APPEARED, S.APPEARED),
    (S.OPENED, E.APPEARED, S.APPEARED),
    (S.CONFIRMED, E.APPEARED, S.APPEARED),
    (S.ABSENT, E.APPEARED, S.APPEARED),
    (S.EXCUSED, E.APPEARED, S.APPEARED),
    (S.AVAILABLE, E.STAYED_AWAY, S.ABSENT),
    (S.SERVED, E.STAYED_AWAY, S.ABSENT),
    (S.OPENED, E.STAYED_AWAY, S.ABSENT),
    (S.CONFIRMED, E.STAYED_AWAY, S.ABSENT),
    (S.SERVED, E.UNDONE, S.AVAILABLE),
    (S.OPENED, E.UNDONE, S.AVAILABLE),
    (S.CONFIRMED, E.UNDONE, S.AVAILABLE),
    (S.ABSENT, E.UNDONE, S.AVAILABLE),
    (S.ISSUED, E.REPLACED, S.ISSUED),
    (S.AVAILABLE, E.REPLACED, S.AVAILABLE),
    (S.SERVED, E.REPLACED, S.AVAILABLE),
    (S.OPENED, E.REPLACED, S.AVAILABLE),
    (S.CONFIRMED, E.REPLACED, S.AVAILABLE),
    (S.ABSENT, E.REPLACED, S.AVAILABLE),
    (S.ISSUED, E.RECALLED, S.RECALLED),
    (S.AVAILABLE, E.RECALLED, S.RECALLED),
    (S.SERVED, E.RECALLED, S.RECALLED),
    (S.OPENED, E.RECALLED, S.RECALLED),
    (S.CONFIRMED, E.RECALLED, S.RECALLED),
    (S.EXCUSED, E.RECALLED, S.RECALLED),
    (S.ABSENT, E.RECALLED, S.RECALLED),
    (S.RECALLED, E.OPENED, S.RECALLED),
)

TABLE: dict[tuple[State, Event], State] = {(start, event): to for start, event, to in TRANSITIONS}

_EVENTS: dict[str, Event] = {
    Kind.ISSUED: E.ISSUED,
    Kind.AVAILABLE: E.AVAILABLE,
    Kind.OPENED: E.OPENED,
    Kind.REPLY: E.CONFIRMED,
    Kind.APPOINTMENT: E.NEW_DATE,
    Kind.APPEARANCE: E.APPEARED,
    Kind.ABSENCE: E.STAYED_AWAY,
    Kind.RECALLED: E.RECALLED,
}

#: Kinds of facts that move a summons by themselves.
MOVES = frozenset(_EVENTS)


#: States in which nothing is due any more but the undoing of service.
OVER = frozenset({S.APPEARED, S.ABSENT, S.EXCUSED, S.RECALLED})

#: States in which no duty to come is left, so that there is nothing to ask for (F7).
SETTLED = OVER - {S.ABSENT}


class OutOfTurn(Refusal):
    """This cannot happen in the state that the summons is in."""

    basis = "states"


class NotOpen(Refusal):
    """The office had closed that time: nobody stayed away from it."""

    basis = "attendance"


class RequestOpen(Refusal):
    """A request is open: nothing is found against the person until it is answered."""

    basis = "F7"


@dataclass(frozen=True, slots=True)
class Request:
    """One request and what became of it; `outcome` is None while it is open."""

    id: UUID
    kind: str
    ground: str
    at: datetime
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that follows from the facts at one instant.

    Attributes:
        slot_id: the slot to appear in, after any new date.
        receipt: what shows that the person had it, or None; kept apart from service.
        noticed_at: from when they had notice of this appointment: receipt, or the new date if
            that came later; None without receipt.
        opened: the person opened it in their own session; a letter may have come before.
            Like the receipt it is of the notice that holds: a correction has its own.
        notice_kept: receipt left the least notice before the appointment, so that absence
            may have consequences at all (F4). A new date is a new notice: it counts from
            whichever came later, receipt or new date.
        undoings: when accounts of non-receipt that still wait would undo service (F5).
    """

    state: State
    service: Service
    slot_id: UUID
    appointment: datetime
    receipt: Receipt | None
    noticed_at: datetime | None
    opened: bool
    requests: tuple[Request, ...]
    notice_kept: bool
    undoings: tuple[datetime, ...] = ()

    @property
    def receipt_at(self) -> datetime | None:
        """When receipt was recorded, which is what periods against the person count from (F2)."""
        return self.receipt.at if self.receipt else None

    @property
    def disputed(self) -> bool:
        """Somebody says that this is not them, and nobody has decided it (F1)."""
        return any(r.kind == RequestKind.NOT_ME and r.outcome is None for r in self.requests)

    @property
    def open_request(self) -> Request | None:
        """The request that waits for an answer, if any; a withdrawal leaves nothing to answer."""
        if self.state == State.RECALLED:
            return None
        return next((request for request in self.requests if request.outcome is None), None)

    @property
    def next_due_at(self) -> datetime | None:
        """When time alone will next change something: service, its undoing, the appointment.

        None: only a fact can. It is always later than the instant that was asked about, so that
        a summons that was seen to is not due again at once.
        """
        if self.state in OVER:
            return min(self.undoings, default=None)
        turns = (*self._service_turns(), *self.undoings, self.appointment)
        return min((at for at in turns if at > self.service.because.on), default=None)

    def _service_turns(self) -> list[datetime]:
        if isinstance(self.service, Served):
            return []
        due = [self.service.due_at] if self.service.due_at else []
        return due + [at for at, _ in self.service.then]


def status(
    facts: Sequence[Fact],
    profile: Profile,
    calendar: Calendar,
    *,
    on: datetime,
    outages: Sequence[Outage] = (),
) -> Status:
    """Derive the status at the instant `on` from the facts that had occurred by then.

    Args:
        facts: all facts of one summons, in any order; the first is its issue.
        outages: of the whole system.
    """
    known = sorted((f for f in facts if f.occurred_at <= on), key=lambda f: (f.occurred_at, f.id))
    zone = ZoneInfo(profile.zone)
    service = decide(known, profile, calendar, on=on, outages=outages)
    undone = undoings(known, zone)
    past = {claim: at for claim, at in undone.items() if at <= on}
    named = dated(known)
    latest = of_latest_notice(known)
    standing = [f for f in latest if not past or f.occurred_at > max(past.values())]
    receipt = evidenced_receipt(standing)
    appointment = datetime.fromisoformat(str(named[-1].data["starts_at"]))
    noticed_at = max(receipt.at, named[-1].recorded_at) if receipt else None
    return Status(
        state=_walk(known, service, past.values()),
        service=service,
        slot_id=UUID(str(named[-1].data["slot"])),
        appointment=appointment,
        receipt=receipt,
        noticed_at=noticed_at,
        opened=any(shows(f) == Proof.OPENED for f in standing),
        requests=tuple(_requests(known, past)),
        notice_kept=noticed_at is not None and enough_notice(noticed_at, appointment),
        undoings=tuple(at for at in undone.values() if at > on),
    )


def after(state: State, event: Event) -> State:
    """The state that follows.

    Raises:
        OutOfTurn: the table has no such step.
    """
    try:
        return TABLE[state, event]
    except KeyError:
        raise OutOfTurn(f"“{event}” cannot follow the state “{state}”") from None


def may_note_reply(found: Status) -> bool:
    """Whether an officer can write down that somebody will come: while somebody has to.

    They may have read the notice on paper, or be told it now: that it was opened is no condition,
    and their reply shows no receipt. The state is that of an opened summons only if it was.
    """
    return found.state not in OVER


def has_replied(facts: Sequence[Fact], found: Status) -> bool:
    """Whether they said that they will come on the date that holds now, by whichever way."""
    when = instant(found.appointment)
    replies = [fact for fact in of_latest_notice(facts) if fact.kind == Kind.REPLY]
    return any(fact.data.get("starts_at") == when for fact in replies)


def refuse_absence(found: Status, closed: Collection[UUID] = ()) -> None:
    """Refuse to record an absence that the rules do not allow.

    Args:
        closed: slots that the office itself closed: nobody could have appeared there.

    Raises:
        NotOpen: the office had closed that time.
        RequestOpen: a request waits for its answer (F7).
        OutOfTurn: the state does not allow it.
    """
    if found.slot_id in closed:
        raise NotOpen
    if found.open_request:
        raise RequestOpen
    after(found.state, E.STAYED_AWAY)


def _walk(facts: Sequence[Fact], service: Service, undone: Iterable[datetime]) -> State:
    """Steps that the table lacks leave the state alone: facts are history, not commands.

    At one instant facts come before what time makes of them.
    """
    state = S.DRAFT
    events = [*_dated_events(facts), *((at, E.UNDONE) for at in undone), *_time_serves(service)]
    for _, event in sorted(events, key=lambda pair: pair[0]):
        state = TABLE.get((state, event), state)
    return state


def _dated_events(facts: Sequence[Fact]) -> Iterator[tuple[datetime, Event]]:
    """What facts bring about."""
    asked = {str(f.id): str(f.data["kind"]) for f in facts if f.kind == Kind.REQUEST}
    for fact in facts:
        event = E.REPLACED if replaces(fact) else _EVENTS.get(fact.kind) or _decided(fact, asked)
        if event:
            yield fact.occurred_at, event


def _time_serves(service: Service) -> Iterator[tuple[datetime, Event]]:
    if isinstance(service, Served):
        yield service.at, E.TIME_SERVES


def _decided(fact: Fact, asked: dict[str, str]) -> Event | None:
    granted = fact.kind == Kind.DECISION and fact.data["outcome"] == Outcome.GRANTED
    kind = asked.get(str(fact.data.get("request"))) if granted else None
    return E.EXCUSED if kind in EXCUSES else None


def _requests(facts: Sequence[Fact], undone: Mapping[UUID, datetime]) -> Iterator[Request]:
    """An account of non-receipt that undid service is granted, if only by silence (F5)."""
    outcomes = {
        str(f.data["request"]): str(f.data["outcome"]) for f in facts if f.kind == Kind.DECISION
    }
    for fact in facts:
        if fact.kind == Kind.REQUEST:
            kind, ground = str(fact.data["kind"]), str(fact.data["ground"])
            outcome = Outcome.GRANTED if fact.id in undone else outcomes.get(str(fact.id))
            yield Request(fact.id, kind, ground, fact.occurred_at, outcome)
