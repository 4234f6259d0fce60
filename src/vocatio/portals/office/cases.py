"""Cases of an office: what waits there, and one file on one page with what can be done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.cases import PAGE, CaseLine, case_offices
from vocatio.actions.inspect.cases import cases as open_cases
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.steps import OPEN
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.portals.case_desk import after, work
from vocatio.portals.lists import TYPED, Filter, Listing, asked_of
from vocatio.portals.office.forms import LookForm
from vocatio.portals.office.session import for_staff, page, with_password
from vocatio.portals.office.work import at_desk
from vocatio.portals.words import CASE, in_words


@require_safe
@for_staff
def choose(request: HttpRequest, by: Staff) -> HttpResponse:
    """Which office; straight to its cases where there is only one."""
    found = case_offices(by=by, purpose=CASE, at=now(), language=get_language() or "")
    if len(found) == 1:
        return redirect("office:cases-of", found[0].id)
    return page(request, by, "cases_choose", offices=found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def every(request: HttpRequest, by: Staff, office_id: UUID) -> HttpResponse:
    """The open cases of one office (F19: never of several), the oldest first. POST: look for one.

    There is no file of them: who stayed away is listed in none.
    """
    at = now()
    offices = case_offices(by=by, purpose=CASE, at=at, language=get_language() or "")
    office = next((one for one in offices if one.id == office_id), None)
    if office is None:
        raise NotFound
    filters = [_state()]
    asked = asked_of(request.GET, (), filters)
    look = LookForm(request.POST or None)
    found: tuple[CaseLine, ...] = ()
    typed = look.cleaned_data[TYPED] if request.method == "POST" and look.is_valid() else ""
    try:
        found = open_cases(
            *(office_id,),
            state=asked.get("state", ""),
            typed=typed,
            by=by,
            purpose=CASE,
            at=at,
            after=after(request),
        )
    except InvalidInput as error:
        look.add_error(TYPED, error.reason)
    more = str(found[-1].id) if len(found) == PAGE else ""
    shown = Listing(found, (), asked, filters, after=more)
    several = len(offices) > 1
    return page(
        *(request, by, "cases"),
        found=shown,
        office=office,
        several=several,
        look=look,
        typed=typed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def case(request: HttpRequest, by: Staff, case_id: UUID) -> HttpResponse:
    """One case. POST: take a step in it."""
    desk = work(request, by, case_id, CASE)
    if desk.done:
        query = urlencode({"done": request.POST["act"]})
        return redirect(f"{reverse('office:case', args=[case_id])}?{query}")
    done, told = (
        request.GET.get(key, "") if request.method != "POST" else "" for key in ("done", "told")
    )
    items = [case_id, *(claim.id for claim in desk.case.claims)]
    held = [(item, found) for item in items if (found := at_desk(item, by))]
    return page(*(request, by, "case"), desk=desk, done=done, held=held, told=told)


def _state() -> Filter[CaseLine]:
    words = [(state.value, in_words(state, "case state")) for state in OPEN]
    return Filter("state", _("State"), words)
