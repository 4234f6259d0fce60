"""What a value of a profile can be: how it is read, and how the reference describes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vocatio.domain.law.periods import Period, Unit
from vocatio.domain.law.profile.reader import NEVER, Reader
from vocatio.domain.law.rules import AfterRule, BeforeRule, Rule, parse_rule, rule_table
from vocatio.domain.law.tables import LONGEST, BadRule

#: A window runs from something, or back from something: one node of the language of rules.
Window = AfterRule | BeforeRule

#: Days that a unit has at least, for comparing lengths; a deadline is computed by the calendar.
DAYS = {
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WORKING_DAY: 1,
    Unit.WEEK: 7,
    Unit.MONTH: 28,
    Unit.YEAR: 365,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    Attributes:
        form: in words, for the reference.
        read: how to read it from a table, by its key.
        write: how to write it in its one canonical way, where files may write it in several.
    """

    form: str
    read: Callable[[Reader, str], Any]
    write: Callable[[Any], Any] | None = None


def days(period: Period) -> float:
    """The days that the period lasts at least, for comparisons alone."""
    return period.count * DAYS[period.unit]


def choice(*options: str) -> Kind:
    """One of several words."""
    form = " | ".join(f"`{option}`" for option in options)
    return Kind(form, lambda reader, key: reader.choice(key, options))


def choices(*options: str) -> Kind:
    """Some of several words."""
    form = "list of " + ", ".join(f"`{option}`" for option in options)
    return Kind(form, lambda reader, key: reader.choices(key, options))


def whole(least: int, most: int) -> Kind:
    """A whole number."""
    return Kind(f"{least} to {most}", lambda reader, key: reader.whole(key, least, most))


def table(form: str, read: Callable[[Reader], Any]) -> Kind:
    """A table that `read` reads; keys that it leaves are refused."""

    def read_table(reader: Reader, key: str) -> Any:
        inner = reader.table(key)
        found = read(inner)
        inner.finish()
        return found

    return Kind(form, read_table)


def tables(form: str, read: Callable[[Reader], Any]) -> Kind:
    """A list of tables."""

    def read_tables(reader: Reader, key: str) -> tuple[Any, ...]:
        found = []
        for inner in reader.tables(key):
            found.append(read(inner))
            inner.finish()
        return tuple(found)

    return Kind(form, read_tables)


FLAG = Kind("`true` or `false`", lambda reader, key: reader.flag(key))
TEXT = Kind("text", lambda reader, key: reader.text(key))
TEXTS = Kind("list of texts", lambda reader, key: reader.texts(key))
WEEKDAYS = Kind("list of 0 (Monday) to 6", lambda reader, key: reader.wholes(key, 0, 6))


def read_rule(reader: Reader, key: str) -> Rule | None:
    """A rule; the grammar of rules has a reader of its own, which stops at its first problem."""
    value = reader.raw(key)
    if value is NEVER:
        return None
    if not isinstance(value, Mapping):
        reader.refuse(key, f"expected a rule in a table, found {value!r}")
        return None
    try:
        return parse_rule(value, key)
    except BadRule as error:
        reader.refuse(error.where, error.says)
        return None


def _read_window(reader: Reader, key: str) -> Window | None:
    rule = read_rule(reader, key)
    if rule is None or isinstance(rule, Window):
        return rule
    reader.refuse(key, "a window is a period `after` or `before` one fact, not a combination")
    return None


def _length(reader: Reader) -> Period:
    return Period(reader.whole("count", 0, LONGEST), Unit(reader.choice("unit", [*Unit])))


RULE = Kind("a rule", read_rule, rule_table)
WINDOW = Kind("`{ after = … }` or `{ before = … }`, a rule", _read_window, rule_table)
LENGTH = table("`{ count, unit }`", _length)
#: A measure, or the review of one, may be asked for without end: the floor ends it (F15).
LENGTH_OR_NONE = Kind(
    '`{ count, unit }` or `"none"`',
    lambda reader, key: (
        reader.choice(key, ("none",))
        if isinstance(reader.raw(key), str)
        else LENGTH.read(reader, key)
    ),
)
