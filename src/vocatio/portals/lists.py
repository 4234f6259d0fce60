"""What every list can do: search, filter, sort, page, and be taken away as CSV.

A list is asked for by its address, so that it works without JavaScript and can be kept as a
bookmark. Names of people never stand there: where people are listed, whoever is looked for is sent
in the body (`office/search.py`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from vocatio.portals.csv_files import csv_file

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

Line = TypeVar("Line")

#: Lines of one page of a list, unless it says otherwise.
PAGE = 50

#: Figures of the number of a page: no list has so many.
LONGEST_NUMBER = 7

#: The choice that narrows nothing down.
ALL = _("All")

#: What an address asks a list for, beside its filters.
TYPED, SORT, NUMBER, AFTER = "q", "sort", "page", "after"

#: How an address asks for the file instead of the page.
FORM, CSV = "as", "csv"


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """A column: what it sorts by and says in a file; one that does not sort is only shown."""

    key: str
    heading: "str | Words"
    value: Callable[[Line], object]
    sorts: bool = True
    number: bool = False


@dataclass(frozen=True, slots=True)
class Filter(Generic[Line]):
    """Something to narrow a list down by: each choice is a value and its words."""

    key: str
    label: "str | Words"
    choices: Sequence[tuple[str, object]]
    fits: Callable[[Line, str], bool] = lambda _line, _value: True
    blank: "str | Words" = ALL


@dataclass(frozen=True, slots=True)
class Listing(Generic[Line]):
    """A page of a list, and what it takes to ask for another one.

    Attributes:
        asked: what the address says: only what the list knows.
        total: how many lines fit; None where nobody counts them.
        page, pages: which page this is, of how many.
        after: where the next page begins, of a list that is read piece by piece.
        fitting: all lines that fit, for the file.
    """

    lines: Sequence[Line]
    columns: Sequence[Column[Line]]
    asked: Mapping[str, str]
    filters: Sequence[Filter[Line]] = ()
    total: int | None = None
    page: int = 1
    pages: int = 1
    after: str = ""
    fitting: Sequence[Line] = field(default=())
    searched: bool = False

    def address(self, **changes: object) -> str:
        """The same list, asked for otherwise; an empty value takes something away."""
        wanted = {**self.asked, **{key: str(value) for key, value in changes.items()}}
        return f"?{urlencode({key: value for key, value in wanted.items() if value})}"

    def by(self, column: Column[Line]) -> str:
        """The list by a column: the other way round where it is sorted by it already."""
        down = f"-{column.key}"
        way = down if self.asked.get(SORT) == column.key else column.key
        return self.address(**{SORT: way, NUMBER: "", AFTER: ""})

    def sorted(self, column: Column[Line]) -> str:
        """For `aria-sort`."""
        asked = self.asked.get(SORT, "")
        ways = {column.key: "ascending", f"-{column.key}": "descending"}
        return ways.get(asked, "none")

    def file(self) -> str:
        """The file of all lines that fit."""
        return self.address(**{FORM: CSV, NUMBER: "", AFTER: ""})

    def turned(self, page: int) -> str:
        """Another page of it."""
        return self.address(**{NUMBER: page if page > 1 else ""})

    def narrowed(self) -> bool:
        """Whether anything is asked for that leaves lines out."""
        return any(self.asked.get(key) for key in (TYPED, *(one.key for one in self.filters)))


def asked_of(
    address: Mapping[str, str],
    columns: Iterable[Column[Line]],
    filters: Iterable[Filter[Line]] = (),
) -> dict[str, str]:
    """What an address asks a list for; whatever the list does not know is left out."""
    sorts = {f"{sign}{one.key}" for one in columns if one.sorts for sign in ("", "-")}
    known = {one.key: {value for value, _ in one.choices} for one in filters} | {SORT: sorts}
    found = {key: address.get(key, "") for key in known}
    asked = {key: value for key, value in found.items() if value in known[key]}
    for key in (TYPED, NUMBER, AFTER):
        asked[key] = address.get(key, "").strip()[:200]
    return {key: value for key, value in asked.items() if value}


def listing(
    lines: Sequence[Line],
    columns: Sequence[Column[Line]],
    address: Mapping[str, str],
    *,
    filters: Sequence[Filter[Line]] = (),
    searched: bool = True,
    size: int = PAGE,
) -> Listing[Line]:
    """A page of a list that is read whole, as its address asks for it.

    Args:
        searched: what is typed is looked for in all columns.
    """
    asked = asked_of(address, columns, filters)
    fitting = [line for line in lines if _fits(line, columns, filters, asked)]
    fitting = _in_order(fitting, columns, asked.get(SORT, ""))
    pages = max(1, ceil(len(fitting) / size))
    page = min(_number(asked), pages)
    return Listing(
        lines=fitting[(page - 1) * size : page * size],
        columns=columns,
        asked=asked,
        filters=filters,
        total=len(fitting),
        page=page,
        pages=pages,
        fitting=fitting,
        searched=searched,
    )


def _number(asked: Mapping[str, str]) -> int:
    given = asked.get(NUMBER, "")
    return max(1, int(given)) if given.isdecimal() and len(given) < LONGEST_NUMBER else 1


def wants_file(address: Mapping[str, str]) -> bool:
    """Whether an address asks for the file."""
    return address.get(FORM) == CSV


def as_file(name: str, found: Listing[Line]) -> HttpResponse:
    """All lines that fit, on whichever page they stand."""
    rows = ([one.value(line) for one in found.columns] for line in found.fitting)
    return csv_file(name, [str(one.heading) for one in found.columns], rows)


def _fits(
    line: Line,
    columns: Iterable[Column[Line]],
    filters: Iterable[Filter[Line]],
    asked: Mapping[str, str],
) -> bool:
    words = asked.get(TYPED, "").casefold().split()
    said = " ".join(str(one.value(line)) for one in columns).casefold() if words else ""
    narrowed = all(one.fits(line, asked[one.key]) for one in filters if one.key in asked)
    return narrowed and all(word in said for word in words)


def _in_order(lines: list[Line], columns: Iterable[Column[Line]], wanted: str) -> list[Line]:
    """By one column, either way; what is not there comes last."""
    by = next((one for one in columns if one.key == wanted.removeprefix("-")), None)
    if by is None:
        return lines
    there = [line for line in lines if by.value(line) is not None]
    there.sort(key=lambda line: _sortable(by.value(line)), reverse=wanted.startswith("-"))
    return [*there, *(line for line in lines if by.value(line) is None)]


def _sortable(value: object) -> Any:
    return value.casefold() if isinstance(value, str) else value
