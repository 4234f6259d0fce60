"""Two profiles, or two versions of one: what differs, and whether that favours the person.

F21: the version in force at issue governs; a later one only where it favours the person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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


def governing(issue: DatedProfile, later: DatedProfile, *, issued: date, today: date) -> Profile:
    """The rules for a summons: those at its issue, and of a later version what favours the person.

    Args:
        issue: the version that was in force when the summons was issued, on the day `issued`.
        later: a version that came into force since.

    A key of which nobody can say whom it favours stays as it was at issue; so do the rules of
    service, of which only a given summons shows which serves later.
    """
    at_issue, now = _in_force(issue.values, issued), _in_force(later.values, today)
    chosen: dict[str, tuple[Dated, ...]] = {}
    for path in sorted({*at_issue, *now}):
        taken = _kinder(path, at_issue, now)
        if taken is not None:
            chosen[path] = (_always(taken),)
    titles = {**later.titles, **issue.titles}
    return build(issue.head, InForce(chosen, titles, issued), issue.version, issued)


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
