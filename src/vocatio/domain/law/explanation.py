"""The derivation of an answer about service, as data: for the portals, a bundle, a replay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.derivation import Derivation
from vocatio.domain.law.rules import rule_table


@dataclass(frozen=True, slots=True)
class ChannelDerivation:
    """What the rule of one channel comes to, and the article it rests on."""

    channel: str
    article: str
    derivation: Derivation


def first_to_serve(
    channels: Sequence[ChannelDerivation],
) -> tuple[datetime, ChannelDerivation] | None:
    """Whichever channel serves first, with when; equal force: it counts, once."""
    held = [(one.derivation.at, one) for one in channels if one.derivation.at]
    return min(held, key=itemgetter(0), default=None)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something counts as served, or does not, at an instant.

    Attributes:
        profile, calendar: versions, so that the same answer can be derived years later.
        served_by: the channel that served, or "".
        undone_at: since when earlier service no longer counts (F5).
    """

    on: datetime
    zone: str
    profile: str
    calendar: str
    served_by: str
    undone_at: datetime | None
    channels: tuple[ChannelDerivation, ...]

    def table(self) -> dict[str, Json]:
        """Strings, lists and tables alone: it has a canonical form."""
        return {
            "on": instant(self.on),
            "zone": self.zone,
            "profile": self.profile,
            "calendar": self.calendar,
            "served_by": self.served_by,
            "undone_at": _instant(self.undone_at),
            "channels": [
                {
                    "channel": one.channel,
                    "article": one.article,
                    "rule": rule_table(one.derivation.rule),
                    "because": _derivation(one.derivation),
                }
                for one in self.channels
            ],
        }


def _derivation(found: Derivation) -> dict[str, Json]:
    """Only what there is to say; the node is named by the rule that stands beside it."""
    said: dict[str, Json] = {
        "node": next(iter(rule_table(found.rule))),
        "outcome": found.outcome.value,
        "at": _instant(found.at),
        "waits_for": list(found.waits_for),
        "problem": found.problem.value if found.problem else "",
        "then": found.then,
        "then_at": _instant(found.then_at),
        "parts": [_derivation(part) for part in found.parts],
    }
    if found.moment:
        said["fact"] = str(found.moment.fact_id or "")
        said["fact_at"] = instant(found.moment.at)
    if found.ran:
        said["counted_from"] = found.ran.start.isoformat()
        said["day"] = found.ran.day.isoformat()
        said["steps"] = [
            {"reason": step.reason.value, "day": step.day.isoformat(), "why": step.why}
            for step in found.ran.steps
        ]
    return {key: value for key, value in said.items() if value not in ("", [], None)}


def _instant(moment: datetime | None) -> str:
    return instant(moment) if moment else ""
