"""The calendar of an office: what is open, and changes of it, each shown before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect import calendar as inspect
from vocatio.actions.offices.calendar import change_capacity, close_days
from vocatio.actions.offices.manage import open_slots
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.portals.office.calendar_forms import CapacityForm, CloseForm, DaysForm, OpenForm
from vocatio.portals.office.session import for_staff, may, page, with_password
from vocatio.portals.words import PLANNING

FORMS: dict[str, type[DaysForm]] = {
    "open": OpenForm,
    "places": CapacityForm,
    "close": CloseForm,
}


@require_safe
@for_staff
def choose(request: HttpRequest, by: Staff) -> HttpResponse:
    """Which office? Straight to this month where there is only one."""
    found = inspect.offices(by=by, purpose=PLANNING, at=now(), language=get_language() or "")
    if len(found) == 1:
        return redirect("office:month", found[0].id, _this_month())
    return page(request, by, "calendar", offices=found, on=_this_month())


def _this_month() -> date:
    return now().astimezone(timezone.get_current_timezone()).date().replace(day=1)


@require_safe
@for_staff
def month(request: HttpRequest, by: Staff, office: UUID, on: date) -> HttpResponse:
    """A month."""
    found = inspect.month(
        office, on, by=by, purpose=PLANNING, at=now(), language=get_language() or ""
    )
    return page(
        request,
        by,
        "month",
        month=found,
        weeks=list(_weeks(found.days)),
        may_change=may(by, "offices.manage"),
    )


@dataclass(frozen=True, slots=True)
class Week:
    """Cells of a row, from the first day of the week on; None outside of the month."""

    cells: tuple[inspect.DayCell | None, ...]


def _weeks(days: tuple[inspect.DayCell, ...]) -> Iterator[Week]:
    """From Monday on, as ISO 8601 counts."""
    before: list[inspect.DayCell | None] = [None] * days[0].on.weekday()
    cells = [*before, *days]
    cells += [None] * (-len(cells) % 7)
    for start in range(0, len(cells), 7):
        yield Week(tuple(cells[start : start + 7]))


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def change(request: HttpRequest, by: Staff, office: UUID, what: str) -> HttpResponse:
    """Ask for days. POST: say what would happen to whom; POST again: do it."""
    permissions.require("offices.manage", by)
    if what not in FORMS:
        raise Http404
    form = FORMS[what](request.POST or None)
    foreseen = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "do":
                return _done(request, by, office, form)
            foreseen = _foreseen(by, office, form)
        except InvalidInput as error:
            form.refuse_field(error)
    shown = inspect.month(
        office, _this_month(), by=by, purpose=PLANNING, at=now(), language=get_language() or ""
    )
    return page(
        request,
        by,
        "calendar_change",
        form=form,
        what=what,
        month=shown,
        foreseen=foreseen,
        confirm=form.is_valid() and request.method == "POST",
    )


def _foreseen(by: Staff, office: UUID, form: DaysForm) -> object:
    if isinstance(form, OpenForm):
        return None
    values = form.cleaned_data
    return inspect.foreseen(
        *(office, values["first"], values["last"], values.get("capacity")),
        by=by,
        purpose=PLANNING,
        at=now(),
    )


def _done(request: HttpRequest, by: Staff, office: UUID, form: DaysForm) -> HttpResponse:
    values, at = form.cleaned_data, now()
    days = (office, values["first"], values["last"])
    if isinstance(form, OpenForm):
        open_slots(*days, form.hours(), by=by, at=at)
    elif isinstance(form, CapacityForm):
        change_capacity(*days, values["capacity"], by=by, at=at)
    else:
        try:
            expected = int(request.POST.get("expected", ""))
        except ValueError as error:
            raise BadRequest from error
        close_days(*days, expected=expected, by=by, at=at)
    return redirect("office:month", office, values["first"].replace(day=1))
