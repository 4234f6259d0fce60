"""One row of a register file: what it must look like, and what is wrong with one that does not."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, compress
from operator import itemgetter
from typing import NamedTuple

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
#: What is no text: NUL, which PostgreSQL refuses; controls and U+FFFD, which a broken export
#: leaves behind; marks that turn the direction of writing, by which two names look like one.
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]"
)
#: Births and moves before this are a wrong century.
EARLIEST = date(1900, 1, 1)
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


class Row(NamedTuple):
    """A row that can be applied; None in an optional column means that the file has none.

    `content` is its columns and all its values as one text, to see whether the row changed.
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
    columns = tuple(c for c in (*COLUMNS, *OPTIONAL) if values.get(c) is not None)
    (found,) = Parser(columns, today).parse([[values[c] or "" for c in columns]])
    return found


class Parser:
    """Reads rows of a file, many at once: looks at all of them first, and at cells where it must.

    What many rows say, such as a date, is judged once for all of them.
    """

    def __init__(self, columns: Sequence[str], today: date) -> None:
        self._width, self._columns, self._today = len(columns), tuple(columns), today
        self._present = [c for c in (*COLUMNS, *OPTIONAL) if c in columns]
        self._pick = itemgetter(*(columns.index(c) for c in self._present))
        self._about = "\x1f".join((*self._present, ""))
        # A row is made of its values, with the content and a None for columns that are not there.
        places = {c: place for place, c in enumerate((*self._present, "content"))}
        self._arrange = itemgetter(*(places.get(c, -1) for c in (*COLUMNS, "content", *OPTIONAL)))

    def parse(self, lines: Sequence[Sequence[str]]) -> list[Row | list[Fault]]:
        """For each line the row, or everything that is wrong with it.

        Args:
            lines: values in the order of the columns; one that is empty, too short or too long
                has a fault.
        """
        fits = [len(line) == self._width and any(line) for line in lines]
        rows = self._rows(list(compress(lines, fits)))
        return [
            next(rows) if fit else self._misfit(line) for line, fit in zip(lines, fits, strict=True)
        ]

    def _misfit(self, line: Sequence[str]) -> list[Fault]:
        if len(line) > self._width:
            return [Fault("line", "too_many_values")]
        if not any(line):
            return [Fault("line", "empty")]
        return [Fault(c, "missing_value") for c in self._columns[len(line) :]]

    def _rows(self, lines: Sequence[Sequence[str]]) -> Iterator[Row | list[Fault]]:
        if not lines:
            return
        cells = self._pick(list(zip(*lines, strict=True)))
        columns = [list(map(str.strip, column)) for column in cells]
        whole = "".join(chain.from_iterable(columns))
        if not (whole.isascii() or unicodedata.is_normalized("NFC", whole)):
            # The same name can be written with a letter and a mark, or with both in one (UAX #15).
            columns = [[unicodedata.normalize("NFC", t).strip() for t in c] for c in columns]
        texts = list(zip(*columns, strict=True))
        contents = [self._about + content for content in map("\x1f".join, texts)]
        values, doubtful = self._judged(columns)
        longest = len(self._about) + LONGEST
        doubtful.update(n for n, content in enumerate(contents) if len(content) > longest)
        # No control is printable, but U+FFFD is.
        if not whole.isprintable() or "\ufffd" in whole:
            doubtful.update(range(len(lines)))
        nothing = [None] * len(lines)
        cells = self._arrange((*values, contents, nothing))
        for n, row in enumerate(map(Row._make, zip(*cells, strict=True))):
            yield (n in doubtful and self._faults(texts[n])) or row

    def _judged(self, columns: Sequence[Sequence[str]]) -> tuple[list[Sequence[object]], set[int]]:
        """What the columns stand for, and places of rows that may be at fault by what they say."""
        values: list[Sequence[object]] = []
        doubtful: set[int] = set()
        for name, texts in zip(self._present, columns, strict=True):
            if name in MEANING:
                meanings = {text: MEANING[name](text, self._today) for text in set(texts)}
                wrong = {text for text, (_, kinds) in meanings.items() if kinds}
                values.append([meanings[text][0] for text in texts])
            else:
                wrong = {""} if name in REQUIRED and "" in texts else set()
                values.append(texts)
            if wrong:
                doubtful.update(n for n, text in enumerate(texts) if text in wrong)
        return values, doubtful

    def _faults(self, texts: Sequence[str]) -> list[Fault]:
        faults = []
        for column, text in zip(self._present, texts, strict=True):
            kinds = ["required"] if not text and column in REQUIRED else []
            if len(text) > LONGEST:
                kinds.append("too_long")
            if CONTROL.search(text):
                kinds.append("control_character")
            if column in MEANING:
                kinds += MEANING[column](text, self._today)[1]
            faults += [Fault(column, kind) for kind in kinds]
        return faults


#: More than a century has days.
_partial_date = lru_cache(1 << 16)(PartialDate.parse)


#: What a text stands for, and kinds of faults.
Meaning = tuple[object, Sequence[str]]


def _sex(text: str, _: date) -> Meaning:
    return text, () if text in SEXES else ("unknown_code",)


def _sealed(text: str, _: date) -> Meaning:
    return text == "yes", () if text in ("yes", "no") else ("unknown_code",)


def _number_kind(text: str, _: date) -> Meaning:
    return text, () if text in ("", *NUMBER_KINDS) else ("unknown_code",)


def _email(text: str, _: date) -> Meaning:
    return text, () if not text or EMAIL.fullmatch(text) else ("not_an_address",)


def _phone(text: str, _: date) -> Meaning:
    return text, () if not text or PHONE.fullmatch(text) else ("not_a_number",)


def _birth(text: str, today: date) -> Meaning:
    if not text:
        return None, ()
    try:
        birth = _partial_date(text)
    except ValueError:
        return None, ("not_a_date",)
    sound = EARLIEST <= birth.earliest <= today
    return birth, () if sound else ("implausible_date",)


def _moved_on(text: str, today: date) -> Meaning:
    try:
        day = _date(text)
    except ValueError:
        return None, ("not_a_date",)
    sound = day is None or EARLIEST <= day <= today
    return day, () if sound else ("implausible_date",)


def _date(text: str) -> date | None:
    if not text:
        return None
    day = _partial_date(text)
    if not day.exact:
        raise ValueError("the day is missing")
    return day.earliest


def _statuses(text: str, _: date) -> Meaning:
    """Each entry once; one kind may come with several ends."""
    found: dict[StatusEntry, None] = {}
    faults: list[str] = []
    for part in filter(None, text.split(";")):
        match = STATUS.fullmatch(part)
        if match is None or match["kind"] not in STATUSES:
            faults.append("unknown_code")
            continue
        try:
            until = _date(match["until"] or "")
        except ValueError:
            faults.append("not_a_date")
            continue
        found[StatusEntry(match["kind"], None if match["unknown"] else True, until)] = None
    return tuple(found), faults


def _needs(text: str, _: date) -> Meaning:
    needs = tuple(dict.fromkeys(filter(None, text.split(";"))))
    return needs, ("unknown_code",) if set(needs) - set(NEEDS) else ()


#: Columns that are more than any text.
MEANING: Mapping[str, Callable[[str, date], Meaning]] = {
    "birth_date": _birth,
    "sex": _sex,
    "sealed": _sealed,
    "status": _statuses,
    "number_kind": _number_kind,
    "moved_on": _moved_on,
    "email": _email,
    "phone": _phone,
    "needs": _needs,
}
