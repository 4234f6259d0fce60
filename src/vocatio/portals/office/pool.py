"""The pool of a call-up: its numbers as tables, as charts, and as a file."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.pool import PoolPage, ReasonLine, pool
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import OUTCOMES
from vocatio.domain.oversight.small import LEAST_COUNT
from vocatio.portals.charts import WIDE_MARGIN, Chart, chart, number
from vocatio.portals.csv_files import csv_file
from vocatio.portals.office.session import for_staff, page
from vocatio.portals.words import PLANNING, in_words


@require_safe
@for_staff
def one(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Who is in the pool and who is not, by district and by reason."""
    found = pool(callup_id, by=by, purpose=PLANNING, at=now())
    return page(
        request,
        by,
        "pool",
        pool=found,
        outcomes=OUTCOMES,
        totals=[number(figure) for figure in found.totals],
        districts=[
            (_district(line.district), [number(figure) for figure in line.figures])
            for line in found.districts
        ],
        by_district=_by_district(found),
        reasons=list(_by_reason(found)),
        least=LEAST_COUNT,
    )


@require_safe
@for_staff
def table(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:  # noqa: ARG001 because Django hands it over
    """The same as a file, in codes."""
    found = pool(callup_id, by=by, purpose=PLANNING, at=now())
    return csv_file(f"pool-{callup_id}", ("district", "outcome", "reason", "people"), _lines(found))


def _lines(found: PoolPage) -> Iterator[tuple[object, ...]]:
    """An empty number is one that is withheld."""
    for outcome, figure in zip(OUTCOMES, found.totals, strict=True):
        yield ("", outcome, "", figure)
    for reason in found.reasons:
        yield ("", reason.outcome, reason.code, reason.people)
    for line in found.districts:
        for outcome, figure in zip(OUTCOMES, line.figures, strict=True):
            yield (line.district or "unknown", outcome, "", figure)


def _by_district(found: PoolPage) -> Chart:
    liable = OUTCOMES.index("liable")
    parts = [
        (_district(line.district), number(figure), figure or 0)
        for line in found.districts
        for figure in (line.figures[liable],)
    ]
    return chart(gettext("In the pool, by district"), parts)


def _by_reason(found: PoolPage) -> Iterator[tuple[Chart, list[tuple[str, list[str]]]]]:
    """Charts and tables: of those set aside, and of those who are not called."""
    captions = (gettext("Set aside, by reason"), gettext("Not called, by reason"))
    for outcome, caption in zip(OUTCOMES[1:], captions, strict=True):
        lines = [line for line in found.reasons if line.outcome == outcome]
        parts = [(_reason(line), number(line.people), line.people or 0) for line in lines]
        if parts:
            yield (
                chart(caption, parts, margin=WIDE_MARGIN),
                [(name, [figure]) for name, figure, _ in parts],
            )


def _district(code: str) -> str:
    return code or gettext("Not known")


def _reason(line: ReasonLine) -> str:
    """Where the register leaves it open, the words say “may be”."""
    return in_words(line.code, "unclear" if line.outcome == "unknown" else "left out")
