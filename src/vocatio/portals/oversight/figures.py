"""Indicators: as tables, as charts, and as a file."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect import callups
from vocatio.actions.inspect.indicators import Indicators, agency_counts, indicators
from vocatio.actions.inspect.sample import samples
from vocatio.actions.inspect.stays import stays_asked
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.oversight.indicators import Column, Disparity, Figure, Row
from vocatio.domain.oversight.small import LEAST_COUNT, Share
from vocatio.portals.callup_list import callup_list
from vocatio.portals.charts import WIDE_MARGIN, chart, number
from vocatio.portals.csv_files import csv_file
from vocatio.portals.indicator_words import GROUPS_BY
from vocatio.portals.lists import as_file, wants_file
from vocatio.portals.oversight import drawing
from vocatio.portals.oversight.page import for_staff, page
from vocatio.portals.words import OVERSIGHT, in_words

#: The columns of each table, under its caption, and those that are drawn as charts: all but how
#: many there are.
TABLES = (
    (
        _("Service and notice"),
        (Column.PEOPLE, Column.UNEVIDENCED, Column.NOTICE_MEDIAN, Column.NOTICE_LOW, Column.UNDONE),
    ),
    (
        _("From absence to measure"),
        (Column.ABSENT, Column.CASE, Column.NOTICE, Column.FINDING, Column.MEASURE),
    ),
    (_("Requests, appeals, and errors"), (Column.LATE, Column.UPHELD, Column.WRONG_DAYS)),
)
CHARTS = tuple(column for column in Column if column != Column.PEOPLE)

HEADINGS = ("by", "group", "indicator", "part", "of", "days", "withheld")


@require_safe
@for_staff
def home(request: HttpRequest, by: Staff) -> HttpResponse:
    """Call-ups to look into, and how much other authorities ask."""
    permissions.require("inspect.indicators", by)
    at = now()
    found = callup_list(callups.callups(by=by, purpose=OVERSIGHT, at=at), request.GET)
    if wants_file(request.GET):
        return as_file("call-ups", found)
    agencies = agency_counts(by=by, purpose=OVERSIGHT, at=at)
    parts = [(line.name, number(line.unknown), line.unknown) for line in agencies]
    return page(
        request,
        by,
        "home",
        found=found,
        stays=stays_asked(by=by, purpose=OVERSIGHT, at=at),
        agencies=agencies,
        unknown=chart(gettext("Answered “unknown”"), parts, margin=WIDE_MARGIN),
    )


@require_safe
@for_staff
def agency_table(_request: HttpRequest, by: Staff) -> HttpResponse:
    """How much other authorities ask, as a file."""
    lines = agency_counts(by=by, purpose=OVERSIGHT, at=now())
    rows = [(line.name, line.asked, line.unknown) for line in lines]
    return csv_file("agencies", ("agency", "asked", "unknown"), rows)


@require_safe
@for_staff
def callup(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """The indicators of a call-up, told apart by what the address asks for."""
    at = now()
    found = indicators(callup_id, by=by, purpose=OVERSIGHT, at=at)
    asked = request.GET.get("by", "")
    chosen = asked if asked in found.tables else "district"
    return page(
        request,
        by,
        "callup",
        callup=callups.callup(callup_id, by=by, purpose=OVERSIGHT, at=at),
        pace=found.pace,
        chosen=chosen,
        ways=list(GROUPS_BY),
        blocks=list(_blocks(found, chosen)),
        disparities=[_gap(gap, chosen) for gap in found.tables[chosen].disparities if gap.points],
        charts=[drawing.chart(found.tables[chosen], column, chosen) for column in CHARTS],
        samples=samples(callup_id, by=by, purpose=OVERSIGHT, at=at),
        least=LEAST_COUNT,
    )


@require_safe
@for_staff
def table(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:  # noqa: ARG001 because Django hands it over
    """The same as a file, in codes, with every way of telling groups apart."""
    found = indicators(callup_id, by=by, purpose=OVERSIGHT, at=now())
    return csv_file(f"indicators-{callup_id}", HEADINGS, _lines(found))


def _blocks(found: Indicators, way: str) -> Iterator[dict[str, object]]:
    for caption, columns in TABLES:
        apart = drawing.lines(found.tables[way].rows, columns, way)
        together = drawing.lines([found.overall], columns, "")
        yield {"caption": caption, "columns": columns, "lines": [*apart, *together]}


def _gap(gap: Disparity, way: str) -> dict[str, str]:
    return {
        "what": in_words(gap.column, "column"),
        "points": number_format(gap.points, 1),
        "lowest": drawing.name_of(gap.lowest, way),
        "highest": drawing.name_of(gap.highest, way),
    }


def _lines(found: Indicators) -> Iterator[tuple[object, ...]]:
    yield from _row("", found.overall)
    for way, apart in found.tables.items():
        for row in apart.rows:
            yield from _row(way, row)
    yield ("", "", "identical_reasons", *found.pace.identical, None, "no")
    yield ("", "", "busiest_hour", found.pace.busiest, None, None, "no")


def _row(way: str, row: Row) -> Iterator[tuple[object, ...]]:
    for column, figure in row.figures.items():
        withheld = "yes" if column in row.withheld else "no"
        yield (way, row.group, column.value, *_cells(figure), withheld)


def _cells(figure: Figure) -> tuple[object, object, object]:
    if isinstance(figure, Share):
        return (*figure, None)
    return None, None, figure
