"""Does a change of one value favour the person? For each key the direction in which it does.

Yes, no, or (None) nobody can say from the value alone. A table that appears or goes is judged
by its section: one more ground favours, one more measure does not.
"""

from collections.abc import Callable
from typing import Any

from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile.kinds import days
from vocatio.domain.law.profile.liability import AgeBand
from vocatio.domain.law.profile.measures import UPON
from vocatio.domain.law.profile.remedies import SUSPENSIVE
from vocatio.domain.law.rules import BeforeRule

Judge = Callable[[Any, Any], bool | None]

#: Sections whose values, where there were none, only ever help.
HELPS = ("grounds", "remedies", "outage", "restitution")
#: Sections whose values, once gone, only ever help.
BURDENS = ("measures", "liability")


def favours(path: str, old: Any, new: Any) -> bool | None:
    """Whether the new value of a key is kinder to the person than the old one."""
    section, key = path.split(".", maxsplit=1)[0], path.rsplit(".", maxsplit=1)[-1]
    if old is None or new is None:
        return _appeared(section, old, new)
    judge = JUDGES.get((section, key))
    return judge(old, new) if judge and old != new else None


def _appeared(section: str, old: Any, new: Any) -> bool | None:
    if old is None and new is not None:
        return True if section in HELPS else False if section in BURDENS else None
    if new is None and old is not None:
        return True if section in BURDENS else False if section in HELPS else None
    return None


def _longer(old: Any, new: Any) -> bool | None:
    """Windows that run forward, and the minimum notice; another direction cannot be compared."""
    if type(old) is not type(new):
        return None
    return days(new.period) > days(old.period)


def _closes_later(old: Any, new: Any) -> bool | None:
    if isinstance(old, BeforeRule) and isinstance(new, BeforeRule):
        return days(new.period) < days(old.period)
    return _longer(old, new)


def _length(value: Period | str) -> float:
    return days(value) if isinstance(value, Period) else float("inf")


def _lasts_less(old: Any, new: Any) -> bool:
    return _length(new) < _length(old)


def _lasts_more(old: Any, new: Any) -> bool:
    return _length(new) > _length(old)


def _more(old: Any, new: Any) -> bool:
    return set(old) < set(new)


def _fewer(old: Any, new: Any) -> bool:
    return set(new) < set(old)


def _less(old: Any, new: Any) -> bool:
    return bool(new < old)


def _greater(old: Any, new: Any) -> bool:
    return bool(new > old)


def _holds(old: Any, new: Any) -> bool:
    return new is True and old is not True


def _narrower(old: AgeBand, new: AgeBand) -> bool | None:
    if old.counted != new.counted:
        return None
    return old.first <= new.first and new.last <= old.last


def _towards(*order: str) -> Judge:
    """From the harshest word to the kindest."""
    return lambda old, new: order.index(new) > order.index(old)


JUDGES: dict[tuple[str, str], Judge] = {
    **{("windows", key): _longer for key in ("reply", "minimum_notice", "hearing", "remedy")},
    ("windows", "request"): _closes_later,
    ("liability", "age"): _narrower,
    ("liability", "sexes"): _fewer,
    ("liability", "residence"): _towards("anywhere", "resident"),
    ("liability", "registration"): _towards("not_required", "required"),
    ("grounds", "kinds"): _more,
    ("grounds", "evidence"): _fewer,
    ("grounds", "lasts"): _lasts_more,
    ("grounds", "renewals"): _greater,
    ("grounds", "blocks"): _holds,
    ("grounds", "independent"): _holds,
    ("measures", "severity"): _less,
    ("measures", "upon"): _towards(*UPON),
    ("measures", "prerequisites"): _more,
    ("measures", "independent"): _holds,
    ("measures", "longest"): _lasts_less,
    ("measures", "review"): _lasts_less,
    ("remedies", "window"): _longer,
    ("remedies", "independent"): _holds,
    ("remedies", "suspensive"): _towards(*reversed(SUSPENSIVE)),
    ("outage", "adds"): _towards("nothing", "days_touched"),
    ("outage", "chains"): _holds,
    ("restitution", "window"): _longer,
}
