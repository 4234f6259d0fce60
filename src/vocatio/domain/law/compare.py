"""Two profiles, or two versions of one: what differs, and whether that favours the person.

F21: the version in force at issue governs; a later one only where it favours the person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from vocatio.domain.evidence.canonical import Json
from vocatio.domain.law.favour import favours
from vocatio.domain.law.profile import DatedProfile, Profile
from vocatio.domain.law.profile.dated import Dated, in_force
from vocatio.domain.law.profile.schema import InForce
from vocatio.domain.law.profile.whole import build


@dataclass(frozen=True, slots=True)
class Change:
    """One key that differs.

    Attributes:
        path: section, code and key.
        old, new: its values in the order of their dates; empty where it is unsaid.
    """

    path: str
    old: tuple[Dated, ...]
    new: tuple[Dated, ...]


def changes(old: DatedProfile, new: DatedProfile) -> tuple[Change, ...]:
    """Every key whose values differ in amount, dates or source, in the order of paths."""
    paths = sorted({*old.values, *new.values})
    found = (Change(path, old.values.get(path, ()), new.values.get(path, ())) for path in paths)
    return tuple(change for change in found if change.old != change.new)


def head_changes(old: DatedProfile, new: DatedProfile) -> Iterator[tuple[str, Json, Json]]:
    """Keys of the head that differ, with both amounts in canonical form."""
    one, other = _head(old), _head(new)
    for key in sorted({*one, *other}):
        if one.get(key) != other.get(key):
            yield key, one.get(key), other.get(key)


@dataclass(frozen=True, slots=True)
class Since:
    """A version, and the first day on which it was in force."""

    day: date
    version: DatedProfile


def governing(issue: DatedProfile, later: Sequence[Since], *, issued: date, today: date) -> Profile:
    """The rules for a summons: those at its issue, and of later ones what favours the person.

    Whatever was kinder on any day since the issue stays, even where it was taken back: people
    act upon the law that they find.

    Args:
        issue: the version that was in force when the summons was issued, on the day `issued`.
        later: versions that came into force since, in the order in which they did; the same one
            may come twice.

    A key of which nobody can say whom it favours stays as it was at issue; so do the rules of
    service, of which only a given summons shows which serves later.
    """
    chosen = _in_force(issue.values, issued)
    titles = dict(issue.titles)
    turns = [Since(issued, issue), *later]
    for turn, following in zip_longest(turns, later):
        titles = {**turn.version.titles, **titles}
        for day in _turns(turn, min(following.day, today) if following else today):
            chosen = _kindest(chosen, _in_force(turn.version.values, day))
    values = {path: (_always(value),) for path, value in chosen.items()}
    return build(issue.head, InForce(values, titles, issued), issue.version, issued)


def _turns(turn: Since, last: date) -> list[date]:
    """The days up to `last` on which a value of the version begins to hold, or no longer does."""
    several = [value for values in turn.version.values.values() for value in values]
    begin = {value.since for value in several}
    end = {
        value.until + timedelta(days=1) for value in several if value.until and value.until < last
    }
    return sorted(day for day in {turn.day} | begin | end if turn.day <= day <= last)


def _kindest(chosen: Mapping[str, Dated], now: Mapping[str, Dated]) -> dict[str, Dated]:
    found = {path: _kinder(path, chosen, now) for path in sorted({*chosen, *now})}
    return {path: value for path, value in found.items() if value is not None}


def _kinder(path: str, issue: Mapping[str, Dated], now: Mapping[str, Dated]) -> Dated | None:
    """The value at issue, unless the one of now is kinder; a whole table may come or go."""
    old, new = issue.get(path), now.get(path)
    appeared = old is None or new is None
    if appeared and _table(path) in _tables(issue) & _tables(now):
        return old
    kinder = favours(path, old.value if old else None, new.value if new else None)
    return new if kinder else old


def _table(path: str) -> str:
    return path.rpartition(".")[0]


def _tables(values: Mapping[str, Dated]) -> set[str]:
    return {_table(path) for path in values}


def _always(value: Dated) -> Dated:
    return Dated(date.min, None, value.value, value.raw, value.citation)


def _in_force(values: Mapping[str, Sequence[Dated]], on: date) -> dict[str, Dated]:
    found = {path: in_force(several, on) for path, several in values.items()}
    return {path: value for path, value in found.items() if value is not None}


def _head(dated: DatedProfile) -> Mapping[str, Json]:
    head = dated.content["profile"]
    return head if isinstance(head, Mapping) else {}
