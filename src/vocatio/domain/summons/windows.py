"""Until when somebody is to reply or to ask, by the profile. What comes later is late, not lost.

Nothing is refused because a window closed: silence has no consequence before the appearance
(F4), a request blocks any finding whenever it comes (F7), and a human decides on it. Lateness is
derived each time it is asked for: an outage that is certified afterwards (F6) or service that is
undone (F5) takes it away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.deadlines import OutageGoesOn, end_of_day, put_off
from vocatio.domain.law.derivation import Derivation, Known, Moment, Setting, derive
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile, Window
from vocatio.domain.law.rules import FACTS, BeforeRule
from vocatio.domain.law.service import Served, appointment, counts_from, moments_of, setting_of
from vocatio.domain.summons.kinds import Kind, RequestKind
from vocatio.domain.summons.states import Status

REPLY, REQUEST, RESTITUTION = "windows.reply", "windows.request", "restitution.window"

#: Path of the window in which something is asked for. What is not listed can never be late: that
#: nothing was received (F5), that it is somebody else (F1), help, or to be let off.
ASKED_IN = {
    RequestKind.RESCHEDULE: REQUEST,
    RequestKind.PLACE: REQUEST,
    RequestKind.DEFERRAL: REQUEST,
    RequestKind.HINDERED: RESTITUTION,
}


@dataclass(frozen=True, slots=True)
class Closing:
    """When a window of the person's closes, and how that was counted."""

    window: str
    at: datetime
    because: Derivation


def reply_closes(
    facts: Sequence[Fact],
    found: Status,
    rules: Profile,
    calendar: Calendar,
    outages: Sequence[Outage],
) -> Closing | None:
    """When the time to reply ends; None while nothing says so."""
    return _Windows(facts, found, rules, calendar, outages).closes(REPLY, {})


def late(
    facts: Sequence[Fact],
    found: Status,
    rules: Profile,
    calendar: Calendar,
    outages: Sequence[Outage],
) -> Mapping[UUID, Closing]:
    """The replies and requests that came after their window had closed: fact -> that window.

    Args:
        facts: of the summons; the first is its issue.
        found: its status at the instant that is asked about.
        rules: those that govern it (F21).
        outages: of the whole system.
    """
    return dict(_Windows(facts, found, rules, calendar, outages).late())


class _Windows:
    """The windows of one summons at one instant."""

    def __init__(
        self,
        facts: Sequence[Fact],
        found: Status,
        rules: Profile,
        calendar: Calendar,
        outages: Sequence[Outage],
    ) -> None:
        because = found.service.because
        self._known = [fact for fact in facts if counts_from(fact) <= because.on]
        self._issued = facts[0]
        self._zone = ZoneInfo(rules.zone)
        self._setting = setting_of(self._known, self._zone, calendar, outages)
        self._moments = {**moments_of(self._known, because.undone_at), **_derived(found)}
        self._windows: Mapping[str, Window | None] = {
            REPLY: rules.windows.reply,
            REQUEST: rules.windows.request,
            RESTITUTION: rules.restitution.window,
        }

    def closes(self, path: str, moments: Known) -> Closing | None:
        """When a window closes; None while nothing says so.

        Args:
            moments: what is known beside the facts, or in their stead.
        """
        window = self._windows[path]
        if window is None:
            return None
        known = {**self._moments, **moments}
        found = _counted(window, known, self._setting, counts_from(self._issued))
        return Closing(path, found.at, found) if found and found.at else None

    def late(self) -> Iterator[tuple[UUID, Closing]]:
        """Each fact that came too late, with its window."""
        for fact in self._known:
            path = _window_of(fact)
            closing = self.closes(path, self._then(fact)) if path else None
            if closing and closing.at < fact.occurred_at:
                yield fact.id, closing

    def _then(self, fact: Fact) -> Known:
        """The date as it was when they acted, and when what had kept them from it was over."""
        before = [one for one in self._known if one.occurred_at <= fact.occurred_at]
        until = fact.data.get("until")
        if not until:
            return appointment(before)
        over = Moment(end_of_day(date.fromisoformat(str(until)), self._zone), fact.id)
        return {**appointment(before), FACTS["event"]: over}


def _window_of(fact: Fact) -> str | None:
    if fact.kind == Kind.REPLY:
        return REPLY
    return ASKED_IN.get(RequestKind(str(fact.data["kind"]))) if fact.kind == Kind.REQUEST else None


def _derived(found: Status) -> Known:
    """Service and evidenced receipt are no facts of their own, yet windows run from them."""
    moments: dict[str, Moment] = {}
    if isinstance(found.service, Served):
        moments[FACTS["served"]] = Moment(found.service.at, found.service.fact_id)
    if found.receipt:
        moments[FACTS["receipt"]] = Moment(found.receipt.at)
    return moments


def _counted(window: Window, known: Known, setting: Setting, since: datetime) -> Derivation | None:
    """Counted back, it is the person's time all the same: outages since the issue put it off."""
    found = derive(window, known, setting)
    if not (isinstance(window, BeforeRule) and found.ran):
        return found
    try:
        ran = put_off(since, found.ran, setting.zone, setting.outages)
    except OutageGoesOn:
        return None
    return replace(found, at=ran.at, ran=ran)
