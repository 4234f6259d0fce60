"""The day at an office: who is expected, who stands at the door, and the end of the day."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect import day as inspect
from vocatio.actions.inspect.day import DayLine, DayList, offices
from vocatio.actions.summons.attendance import close_day, record_appearance, record_result
from vocatio.actions.summons.copy import counter_copy
from vocatio.actions.summons.door_receipt import at_the_door
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.door import Result
from vocatio.domain.summons.states import NEVER_LISTED, State
from vocatio.portals.answers import ActionForm, needed
from vocatio.portals.letters import handed_out, in_languages
from vocatio.portals.lists import Column, Filter, Listing, as_file, listing, wants_file
from vocatio.portals.office.forms import DayForm
from vocatio.portals.office.session import for_staff, page, with_password
from vocatio.portals.words import ATTENDANCE, choices, in_words

#: Keys of the results, in the order in which they are offered.
RESULT_KEYS: MappingProxyType[str, Result] = MappingProxyType(
    {"1": Result.DONE, "2": Result.NOT_RECEIVED, "3": Result.LEFT}
)


#: Lines of a day on one page: whoever stands at the door is to be found by the eye as well.
MOST_OF_A_DAY = 250

COLUMNS: tuple[Column[DayLine], ...] = (
    Column("time", _("Time"), lambda line: line.starts_at.isoformat()),
    Column("name", _("Name"), lambda line: line.name),
    Column("reference", _("Reference"), lambda line: line.reference),
    Column("state", _("State"), lambda line: in_words(line.state, "state")),
)


class DoorForm(ActionForm):
    """Who stands here?"""

    typed = forms.CharField(
        label=_("Who is here?"),
        help_text=_("Scan the letter, or type its code, the reference or the name. Then Enter."),
        max_length=200,
        error_messages=needed(_("Scan the letter, or type a code or a name.")),
    )


@require_safe
@for_staff
def choose(request: HttpRequest, by: Staff) -> HttpResponse:
    """Which office, which day; straight to today where there is only one office."""
    at = now()
    found = offices(by=by, purpose=ATTENDANCE, at=at, language=_language())
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
    """The list of a day. POST: who is this? What was typed stands in no address."""
    form = DoorForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _list(request, by, "day", office, on, form=form)
    try:
        typed = form.cleaned_data["typed"]
        met = inspect.who(typed, office, on, by=by, purpose=ATTENDANCE, at=now())
    except InvalidInput as error:
        form.refuse_field(error)
        return _list(request, by, "day", office, on, form=form)
    if len(met) == 1:
        return redirect("office:visitor", office, on, met[0].summons_id)
    return page(request, by, "day_who", form=form, met=met, office=office, on=on)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def visitor(
    request: HttpRequest, by: Staff, office: UUID, on: date, summons_id: UUID
) -> HttpResponse:
    """Whoever stands here. POST: they have come, or what became of it."""
    if request.method == "POST":
        told = _record(request.POST.get("act", ""), summons_id, office, by)
        address = reverse("office:visitor", args=[office, on, summons_id])
        return redirect(f"{address}?{urlencode({'told': told})}")
    found = inspect.visitor(
        *(summons_id, office, on), by=by, purpose=ATTENDANCE, at=now(), language=_language()
    )
    return page(
        request,
        by,
        "visitor",
        found=found,
        line=found.line,
        office=office,
        on=on,
        form=DoorForm(),
        told=request.GET.get("told", ""),
        results=[(key, result.value) for key, result in RESULT_KEYS.items()],
    )


def _record(act: str, summons_id: UUID, office: UUID, by: Staff) -> str:
    """What the officer is told of it."""
    if act == "appeared":
        first = record_appearance(summons_id, office_id=office, by=by, at=now())
        return "appeared" if first else "before"
    try:
        became = Result(act)
    except ValueError as error:
        raise BadRequest from error
    record_result(summons_id, became, by=by, at=now())
    return "result"


@require_safe
@for_staff
def receipt(
    request: HttpRequest, by: Staff, office: UUID, on: date, summons_id: UUID
) -> HttpResponse:
    """The receipt of the appearance, to be printed and handed out."""
    found = at_the_door(summons_id, by=by, purpose=ATTENDANCE, at=now())
    back = reverse("office:visitor", args=[office, on, summons_id])
    return page(request, by, "door_receipt", found=found, parts=in_languages(found), back=back)


@require_POST
@for_staff
def letter(_request: HttpRequest, by: Staff, summons_id: UUID) -> HttpResponse:
    """The letter, to be printed for who stands here. It shows no receipt."""
    return handed_out(counter_copy(summons_id, by=by, at=now()))


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def close(request: HttpRequest, by: Staff, office: UUID, on: date) -> HttpResponse:
    """What closing the day does about whom. POST: it is done."""
    if request.method == "POST":
        close_day(office, on, by=by, at=now())
        return redirect("office:day-list", office, on)
    found = inspect.closing(office, on, by=by, purpose=ATTENDANCE, at=now(), language=_language())
    return page(request, by, "day_close", day=found, office=office)


def _list(
    request: HttpRequest, by: Staff, template: str, office: UUID, on: date, *, form: DoorForm
) -> HttpResponse:
    found = inspect.day(office, on, by=by, purpose=ATTENDANCE, at=now(), language=_language())
    shown = listing(
        found.lines, COLUMNS, request.GET, filters=[_state()], searched=False, size=MOST_OF_A_DAY
    )
    if wants_file(request.GET):
        return _file(found, shown)
    return page(
        request,
        by,
        template,
        day=found,
        found=shown,
        office=office,
        form=form,
        counts=_counts(found),
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
    )


def _file(day: DayList, shown: Listing[DayLine]) -> HttpResponse:
    """Who is expected; who stayed away stands in no file, be it of one office alone (F19)."""
    fitting = [line for line in shown.fitting if line.state not in NEVER_LISTED]
    return as_file(f"day-{day.on}", replace(shown, fitting=fitting))


def _state() -> Filter[DayLine]:
    return Filter("state", _("State"), choices("state"), lambda line, state: line.state == state)


def _counts(found: DayList) -> dict[str, int]:
    """How many appeared, stayed away, are excused, and are still expected."""
    states = Counter(line.state for line in found.lines)
    settled = {
        "appeared": states[State.APPEARED],
        "absent": states[State.ABSENT],
        "excused": states[State.EXCUSED],
    }
    return settled | {"expected": len(found.lines) - sum(settled.values())}


def _language() -> str:
    return get_language() or ""
