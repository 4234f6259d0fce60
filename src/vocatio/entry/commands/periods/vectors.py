"""Vectors: a CSV file of rules, starts and what is expected, and whether the engine agrees.

Columns: id, family, rule, jurisdiction, start, zone, expected, note. docs/reference/periods.md
says what each may hold.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.derivation import (
    Derivation,
    Known,
    Moment,
    Outcome,
    Setting,
    derive,
    whole_day,
)
from vocatio.domain.law.rules import (
    FACTS,
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
    UnlessProvenRule,
    facts_in,
)
from vocatio.entry.commands.periods.notation import BadNotation, read_rule

COLUMNS = ("id", "family", "rule", "jurisdiction", "start", "zone", "expected", "note")
#: Years before this one have no calendar that anyone should count on.
FIRST_YEAR = 1900

#: Country (a name, a code, or "none"), first and last year -> its days off.
DaysOff = Callable[[str, int, int], Calendar]

#: What the file may expect where there is no day: the outcome, in words.
WORDS = {
    Outcome.NEVER: ("not served", "never", "none"),
    Outcome.WAITS: ("waits", "unknown", "open"),
    Outcome.UNDECIDED: ("error", "undecided"),
}


class BadVectors(VocatioError):
    """The file of vectors cannot be read: the message gives line and column."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row: what was expected, what came out, and whether the two agree.

    Attributes:
        got: what came out; for a row that cannot be read, why, with line and column.
    """

    id: str
    expected: str
    got: str
    agrees: bool


def judge(file: Path, days_off: DaysOff) -> Iterator[Verdict]:
    """A verdict for each row.

    Raises:
        BadVectors: the file as a whole cannot be read; a bad row is a verdict.
    """
    for line, row in _rows(file):
        try:
            yield _judge(row, days_off)
        except BadVectors as error:
            problem = f"line {line}, column {error}"
            yield Verdict(row["id"], row["expected"], problem, agrees=False)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = _header(next(reader, []), file)
            for values in reader:
                if values:
                    yield reader.line_num, _row(header, values, file, reader.line_num)
    except UnicodeDecodeError as error:
        raise BadVectors(f"{file.name}: not UTF-8 (byte {error.start})") from error
    except csv.Error as error:
        raise BadVectors(f"{file.name}, line {reader.line_num}: {error}") from error


def _header(names: list[str], file: Path) -> list[str]:
    found = [name.strip() for name in names]
    for column in COLUMNS:
        if found.count(column) != 1:
            times = "missing" if column not in found else "there twice"
            raise BadVectors(f"{file.name}, line 1: the column “{column}” is {times}")
    return found


def _row(header: list[str], values: list[str], file: Path, line: int) -> dict[str, str]:
    if len(values) != len(header):
        message = f"expected {len(header)} values, found {len(values)}"
        raise BadVectors(f"{file.name}, line {line}: {message}; quote values that hold commas")
    return {name: value.strip() for name, value in zip(header, values, strict=True)}


def _judge(row: dict[str, str], days_off: DaysOff) -> Verdict:
    zone = _zone(row["zone"])
    try:
        rule = read_rule(row["rule"])
    except BadNotation as error:
        raise BadVectors(f"rule: {error}") from error
    known = _known(row["start"], rule, zone)
    calendar = _calendar(row["jurisdiction"], rule, known, days_off)
    found = derive(rule, known, Setting(calendar, zone))
    agrees = _agrees(row["expected"], found, zone)
    return Verdict(row["id"], row["expected"], _tell(found, zone), agrees)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadVectors(f"zone: “{name}” is not an IANA time zone") from error


def _known(text: str, rule: Rule, zone: ZoneInfo) -> Known:
    """One time for whatever the rule counts from, or fact=time pairs between semicolons."""
    if "=" not in text:
        return {fact: Moment(_moment(text, zone)) for fact in counted_from(rule)}
    pairs = [pair.partition("=") for pair in text.split(";")]
    facts = facts_in(rule)
    for word, _, _ in pairs:
        if FACTS.get(word.strip(), word.strip()) not in facts:
            raise BadVectors(f"start: the rule asks for no fact “{word.strip()}”")
    return {
        FACTS.get(word.strip(), word.strip()): Moment(_moment(value.strip(), zone))
        for word, _, value in pairs
    }


def counted_from(rule: Rule) -> frozenset[str]:
    """The facts that a lone start gives the time of: those of its periods, if it has any."""
    return frozenset(_of_periods(rule)) or frozenset(_bare(rule))


def _of_periods(rule: Rule) -> Iterator[str]:
    if isinstance(rule, AfterRule | BeforeRule):
        yield rule.fact
    for part in _parts(rule):
        yield from _of_periods(part)


def _bare(rule: Rule) -> Iterator[str]:
    if isinstance(rule, FactRule):
        yield rule.fact
    for part in _parts(rule):
        yield from _bare(part)


def _parts(rule: Rule) -> tuple[Rule, ...]:
    match rule:
        case EarliestRule(rules) | LatestRule(rules):
            return rules
        case UnlessProvenRule(presumed, _):
            return (presumed,)
        case NotServedThenRule(served, until, _):
            return (served, until)
        case _:
            return ()


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """Local time unless an offset is given; a day alone is its beginning.

    A local time that the clock repeats is its first turn; one that it skips is read by the
    offset before the change.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadVectors(f"start: “{text}” is neither a date nor a date and time") from error
    if read.year < FIRST_YEAR:
        raise BadVectors(f"start: {text} lies before {FIRST_YEAR}")
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def _calendar(country: str, rule: Rule, known: Known, days_off: DaysOff) -> Calendar:
    years = [moment.at.year for moment in known.values()] or [FIRST_YEAR]
    reach = max((_reach(part) for part in _periods(rule)), default=0) + 2
    try:
        return days_off(country or "none", min(years) - reach, max(years) + reach)
    except VocatioError as error:
        raise BadVectors(f"jurisdiction: {error}") from error


def _periods(rule: Rule) -> Iterator[AfterRule | BeforeRule]:
    if isinstance(rule, AfterRule | BeforeRule):
        yield rule
    for part in _parts(rule):
        yield from _periods(part)


def _reach(rule: AfterRule | BeforeRule) -> int:
    """In whole years and generously, how far the period can reach."""
    days = {"hour": 1, "day": 1, "working_day": 2, "week": 7, "month": 31, "year": 366}
    return rule.period.count * days[rule.period.unit] // 365


def _agrees(expected: str, found: Derivation, zone: ZoneInfo) -> bool:
    when = found.at or found.then_at
    word = expected.lower().replace("_", " ")
    if when is None or not word[:1].isdigit():
        return word in WORDS.get(found.outcome, ()) or (bool(word) and word == found.then)
    try:
        read = datetime.fromisoformat(expected)
        day = None if len(expected) > len("2026-01-01") else date.fromisoformat(expected)
    except ValueError as error:
        raise BadVectors(f"expected: “{expected}” is neither a day, a time nor a word") from error
    if day:
        return when.astimezone(zone).date() == day
    local = when.astimezone(zone if read.tzinfo is None else UTC)
    wanted = read if read.tzinfo is None else read.astimezone(UTC)
    return local.replace(second=0, microsecond=0, tzinfo=None, fold=0) == wanted.replace(
        second=0, microsecond=0, tzinfo=None
    )


def _tell(found: Derivation, zone: ZoneInfo) -> str:
    if found.then_at:
        return f"not served by {found.then_at.astimezone(zone).date()}, then {found.then}"
    if found.at is None:
        return f"{found.outcome} {found.problem or ', '.join(found.waits_for)}".strip()
    local = found.at.astimezone(zone)
    midnight = local.time().replace(microsecond=0).isoformat() == "00:00:00"
    if whole_day(found, zone) or midnight:
        return local.date().isoformat()
    return local.isoformat(timespec="minutes")
