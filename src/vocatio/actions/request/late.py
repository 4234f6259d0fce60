"""What came after its window had closed: marked, with why, for the person and who decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.law import kept_calendar
from vocatio.domain.facts import Fact
from vocatio.domain.law.periods import Outage
from vocatio.domain.law.profile import Profile
from vocatio.domain.law.telling import Line, tell_deadline
from vocatio.domain.summons import windows
from vocatio.domain.summons.states import Status
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class Late:
    """When its window had closed, and how that was counted, told in a language."""

    closed_at: datetime
    language: str
    because: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class InTime:
    """What the windows of one summons say.

    Attributes:
        late: fact of a reply or a request -> when its window had closed.
        reply_by: when the time to reply ends, or None while nothing says so.
    """

    late: Mapping[UUID, Late]
    reply_by: datetime | None


# house: authorship because whoever calls it leaves the reading
def in_time(
    summons: Summons,
    facts: Sequence[Fact],
    found: Status,
    outages: Sequence[Outage],
    *,
    rules: Profile,
    language: str,
) -> InTime:
    """Which acts of the person came late, told in a language; late is a mark, never a refusal.

    Args:
        rules: for this summons, now (F21).
    """
    calendar = kept_calendar(summons.calendar_version)
    closings = windows.late(facts, found, rules, calendar, outages)
    reply = windows.reply_closes(facts, found, rules, calendar, outages)
    return InTime(
        late={
            fact: Late(closing.at, language, tell_deadline(closing.because, rules.zone, language))
            for fact, closing in closings.items()
        },
        reply_by=reply.at if reply else None,
    )
