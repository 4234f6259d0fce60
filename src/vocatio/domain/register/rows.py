"""One row of a register file: what it must look like, and what is wrong with one that does not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vocatio.domain.register.partial_date import PartialDate

#: A file has all of these, in any order.
COLUMNS = (
    *("record", "number", "given_name", "family_name", "birth_date", "sex", "language"),
    *("street", "postcode", "locality", "district", "country", "address_source", "sealed"),
    *("category", "guardian", "status"),
)

#: A file may have these as well; about what it has no column for, it says nothing.
OPTIONAL = ("number_kind", "number_issuer", "birth_name", "moved_on", "email", "phone", "needs")

SEXES = ("f", "m", "x", "")
STATUSES = ("dead", "detained", "hospitalised", "abroad", "exempt", "deferred", "protected")
NUMBER_KINDS = ("regular", "provisional", "foreign")
#: Needs of correspondence, and nothing about why: the register is no health file.
NEEDS = (
    *("large_print", "braille", "audio", "easy_language", "sign_language", "interpreter"),
    *("spoken", "paper"),
)
REQUIRED = ("record", "family_name", "language", "country", "address_source")
LONGEST = 200
# NUL is no text for PostgreSQL; the others are what a broken export leaves behind.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
EARLIEST_BIRTH = date(1900, 1, 1)
#: Enough to find a slip of the pen; whether mail arrives there is for the alert to show.
EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
PHONE = re.compile(r"\+?[0-9 ()/.-]{5,30}")
STATUS = re.compile(r"(?P<kind>[a-z]+)(?::(?P<until>\d{4}-\d{2}-\d{2}))?(?P<unknown>=unknown)?")


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status; `holds` is None when nobody knows, `lapses_on` the first day without it."""

    kind: str
    holds: bool | None
    lapses_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be applied; None in an optional column means that the file has none.

    `content` is all its values as one text, to see whether the row changed.
    """

    record: str
    number: str
    given_name: str
    family_name: str
    birth: PartialDate | None
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
    content: str
    number_kind: str | None = None
    number_issuer: str | None = None
    birth_name: str | None = None
    moved_on: date | None = None
    email: str | None = None
    phone: str | None = None
    needs: tuple[str, ...] | None = None


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
    present = [*COLUMNS, *(c for c in OPTIONAL if values.get(c) is not None)]
    text = {column: (values[column] or "").strip() for column in present}
    faults = _faults(text)
    birth = _birth(text["birth_date"], today, faults)
    moved_on = _date(text.get("moved_on", ""), "moved_on", faults)
    statuses = _statuses(text["status"], faults)
    needs = _needs(text.get("needs"), faults)
    if faults:
        return faults
    plain = {c: text[c] for c in present if c not in SPECIAL}
    return Row(
        **plain,
        birth=birth,
        sealed=text["sealed"] == "yes",
        statuses=statuses,
        moved_on=moved_on,
        needs=needs,
        content="\x1f".join(f"{c}={text[c]}" for c in present),
    )


#: Columns that are more than text.
SPECIAL = frozenset({"birth_date", "sealed", "status", "moved_on", "needs"})


def _faults(text: Mapping[str, str]) -> list[Fault]:
    faults = [Fault(column, "required") for column in REQUIRED if not text[column]]
    for column, value in text.items():
        if len(value) > LONGEST:
            faults.append(Fault(column, "too_long"))
        if CONTROL.search(value):
            faults.append(Fault(column, "control_character"))
    if text["sex"] not in SEXES:
        faults.append(Fault("sex", "unknown_code"))
    if text["sealed"] not in ("yes", "no"):
        faults.append(Fault("sealed", "unknown_code"))
    if text.get("number_kind", "") not in ("", *NUMBER_KINDS):
        faults.append(Fault("number_kind", "unknown_code"))
    if text.get("email") and not EMAIL.fullmatch(text["email"]):
        faults.append(Fault("email", "not_an_address"))
    if text.get("phone") and not PHONE.fullmatch(text["phone"]):
        faults.append(Fault("phone", "not_a_number"))
    return faults


def _birth(text: str, today: date, faults: list[Fault]) -> PartialDate | None:
    if not text:
        return None
    try:
        birth = PartialDate.parse(text)
    except ValueError:
        faults.append(Fault("birth_date", "not_a_date"))
        return None
    if birth.earliest < EARLIEST_BIRTH or birth.earliest > today:
        faults.append(Fault("birth_date", "implausible_date"))
    return birth


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


def _statuses(text: str, faults: list[Fault]) -> tuple[StatusEntry, ...]:
    """Each entry once; one kind may come with several ends."""
    found: dict[StatusEntry, None] = {}
    for part in filter(None, text.split(";")):
        match = STATUS.fullmatch(part)
        if match is None or match["kind"] not in STATUSES:
            faults.append(Fault("status", "unknown_code"))
            continue
        until = _date(match["until"] or "", "status", faults)
        found[StatusEntry(match["kind"], None if match["unknown"] else True, until)] = None
    return tuple(found)


def _needs(text: str | None, faults: list[Fault]) -> tuple[str, ...] | None:
    if text is None:
        return None
    needs = tuple(dict.fromkeys(filter(None, text.split(";"))))
    if set(needs) - set(NEEDS):
        faults.append(Fault("needs", "unknown_code"))
    return needs
