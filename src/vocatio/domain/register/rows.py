"""One row of a register file: what it must look like, and what is wrong with one that does not."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

COLUMNS = (
    "record",
    "number",
    "given_name",
    "family_name",
    "birth_date",
    "sex",
    "language",
    "street",
    "postcode",
    "locality",
    "district",
    "country",
    "address_source",
    "sealed",
    "category",
    "guardian",
    "status",
)

SEXES = ("f", "m", "x", "")
STATUSES = ("dead", "detained", "hospitalised", "abroad", "exempt", "deferred", "protected")
REQUIRED = ("record", "family_name", "language", "country", "address_source")
LONGEST = 200
STATUS = re.compile(r"(?P<kind>[a-z]+)(?::(?P<until>\d{4}-\d{2}-\d{2}))?(?P<unknown>=unknown)?")


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status; `holds` is None when nobody knows, `lapses_on` the first day without it."""

    kind: str
    holds: bool | None
    lapses_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be applied. `digest` is SHA-256 over all its values."""

    record: str
    number: str
    given_name: str
    family_name: str
    birth_date: date | None
    sex: str
    language: str
    street: str
    postcode: str
    locality: str
    district: str
    country: str
    address_source: str
    sealed: bool
    category: str
    guardian: str
    statuses: tuple[StatusEntry, ...]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which column; never the value, since faults go to logs."""

    column: str
    kind: str


def parse(values: Mapping[str, str | None], *, today: date) -> Row | list[Fault]:
    """The row, or everything that is wrong with it.

    Args:
        values: column -> text; a value that is None means that the line was too short.
    """
    missing = [Fault(c, "missing_value") for c in COLUMNS if values.get(c) is None]
    if missing:
        return missing
    text = {column: (values[column] or "").strip() for column in COLUMNS}
    faults = _faults(text)
    birth_date = _date(text["birth_date"], "birth_date", faults)
    if birth_date and not date(1900, 1, 1) <= birth_date <= today:
        faults.append(Fault("birth_date", "implausible_date"))
    statuses = _statuses(text["status"], faults)
    if faults:
        return faults
    return Row(
        **{c: text[c] for c in COLUMNS if c not in ("birth_date", "sealed", "status")},
        birth_date=birth_date,
        sealed=text["sealed"] == "yes",
        statuses=tuple(statuses),
        digest=hashlib.sha256("\x1f".join(text[c] for c in COLUMNS).encode()).digest(),
    )


def _faults(text: Mapping[str, str]) -> list[Fault]:
    faults = [Fault(column, "required") for column in REQUIRED if not text[column]]
    faults += [Fault(c, "too_long") for c in COLUMNS if len(text[c]) > LONGEST]
    if text["sex"] not in SEXES:
        faults.append(Fault("sex", "unknown_code"))
    if text["sealed"] not in ("yes", "no"):
        faults.append(Fault("sealed", "unknown_code"))
    return faults


def _date(text: str, column: str, faults: list[Fault]) -> date | None:
    if not text:
        return None
    try:
        # Four digits of the year, always: two-digit years once drafted the dead.
        if len(text) != len("2026-01-31"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        faults.append(Fault(column, "not_a_date"))
        return None


def _statuses(text: str, faults: list[Fault]) -> list[StatusEntry]:
    found = []
    for part in filter(None, text.split(";")):
        match = STATUS.fullmatch(part)
        if match is None or match["kind"] not in STATUSES:
            faults.append(Fault("status", "unknown_code"))
            continue
        until = _date(match["until"] or "", "status", faults)
        found.append(StatusEntry(match["kind"], None if match["unknown"] else True, until))
    return found
