"""The day at an office: who is expected, who has come, and its end."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.day import DayList, offices
from vocatio.actions.inspect.day import day as day_list
from vocatio.actions.summons.attendance import close_day, record_appearance
from vocatio.actions.summons.copy import counter_copy
from vocatio.domain.actors import Staff
from vocatio.domain.summons.states import State
from vocatio.portals.letters import handed_out
from vocatio.portals.office.forms import DayForm
from vocatio.portals.office.session import for_staff, page
from vocatio.portals.words import ATTENDANCE


@require_safe
@for_staff
def choose(request: HttpRequest, by: Staff) -> HttpResponse:
    """Which office, which day; straight to today where there is only one office."""
    at = now()
    found = offices(by=by, purpose=ATTENDANCE, at=at)
    today = at.astimezone(timezone.get_current_timezone()).date()
    if len(found) == 1 and not request.GET:
        return redirect("office:day-list", found[0].id, today)
    form = DayForm(found, request.GET or None, initial={"on": today})
    if form.is_valid():
        return redirect("office:day-list", form.cleaned_data["office"], form.cleaned_data["on"])
    return page(request, by, "day_choose", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def day(request: HttpRequest, by: Staff, office: UUID, on: date) -> HttpResponse:
    """The list of a day. POST: this person has come."""
    if request.method == "POST":
        summons_id = _summons_id(request)
        record_appearance(summons_id, by=by, at=now())
        # Back to the same line, so that the next key press goes on from there.
        return redirect(f"{reverse('office:day-list', args=[office, on])}#s-{summons_id}")
    return _list(request, by, "day", office, on)


@require_POST
@for_staff
def letter(_: HttpRequest, by: Staff, summons_id: UUID) -> HttpResponse:
    """The letter, to be printed for who stands here. It shows no receipt."""
    return handed_out(counter_copy(summons_id, by=by, at=now()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def close(request: HttpRequest, by: Staff, office: UUID, on: date) -> HttpResponse:
    """Ask whether the day is over. POST: it is."""
    if request.method == "POST":
        close_day(office, on, by=by, at=now())
        return redirect("office:day-list", office, on)
    return _list(request, by, "day_close", office, on)


def _list(request: HttpRequest, by: Staff, template: str, office: UUID, on: date) -> HttpResponse:
    found = day_list(office, on, by=by, purpose=ATTENDANCE, at=now())
    return page(
        request,
        by,
        template,
        day=found,
        office=office,
        counts=_counts(found),
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
    )


def _counts(found: DayList) -> dict[str, int]:
    """How many appeared, stayed away, are excused, and are still expected."""
    states = Counter(line.state for line in found.lines)
    settled = {
        "appeared": states[State.APPEARED],
        "absent": states[State.ABSENT],
        "excused": states[State.EXCUSED],
    }
    return settled | {"expected": len(found.lines) - sum(settled.values())}


def _summons_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("summons", ""))
    except ValueError as error:
        raise BadRequest from error
