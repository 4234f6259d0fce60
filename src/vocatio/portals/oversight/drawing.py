"""Figures as cells of a table and as bars of a chart, in the language of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language_info, gettext

from vocatio.domain.oversight.indicators import Column, Row, Table
from vocatio.domain.oversight.small import Share
from vocatio.portals import charts
from vocatio.portals.charts import WITHHELD, Chart, number
from vocatio.portals.words import in_words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and what it was counted from."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: the name of its group, and its cells."""

    name: str
    cells: tuple[Cell, ...]


def lines(rows: Sequence[Row], columns: Sequence[Column], way: str) -> Iterator[Line]:
    """The rows of a table."""
    for row in rows:
        yield Line(name_of(row.group, way), tuple(cell(row, column) for column in columns))


def name_of(group: str, way: str) -> str:
    """A group in words; a district, and an age, stand for themselves."""
    if not way:
        return gettext("All")
    if way == "language":
        try:
            return str(get_language_info(group)["name_translated"])
        except KeyError:
            return group
    if way == "age" and group[0].isdigit():
        return _age(group)
    return in_words(group, "group")


def _age(group: str) -> str:
    """Figures of several parts, kept apart from what runs from the right around them."""
    if group.endswith("+"):
        return gettext("%(age)s and older") % {"age": group[:-1]}
    return f"\u2066{group}\u2069"


def cell(row: Row, column: Column) -> Cell:
    """A figure, written."""
    figure = row.figures[column]
    if column in row.withheld:
        return Cell(WITHHELD)
    if figure is None or (isinstance(figure, Share) and not figure.whole):
        return Cell(NOTHING)
    if not isinstance(figure, Share):
        return Cell(number(figure))
    if column == Column.PEOPLE:
        return Cell(number(figure.whole))
    detail = gettext("%(part)s of %(whole)s") % {
        "part": number(figure.part),
        "whole": number(figure.whole),
    }
    return Cell(f"{number_format(100 * figure.part / figure.whole, 1)}\u00a0%", detail)


def chart(table: Table, column: Column, way: str) -> Chart:
    """A bar for each group: a share of all, days of the most days."""
    shares = any(isinstance(row.figures[column], Share) for row in table.rows)
    parts = [
        (name_of(row.group, way), cell(row, column).text, _size(row, column)) for row in table.rows
    ]
    return charts.chart(in_words(column, "column"), parts, full=1 if shares else 0)


def _size(row: Row, column: Column) -> float:
    figure = row.figures[column]
    if isinstance(figure, Share):
        return figure.ratio or 0
    return figure or 0
