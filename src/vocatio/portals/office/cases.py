"""Cases of an office: what waits there, and one file on one page with what can be done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.cases import PAGE, case_offices
from vocatio.actions.inspect.cases import cases as open_cases
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.portals.case_desk import after, work
from vocatio.portals.office.session import for_staff, page, with_password
from vocatio.portals.words import CASE


@require_safe
@for_staff
def choose(request: HttpRequest, by: Staff) -> HttpResponse:
    """Which office; straight to its cases where there is only one."""
    found = case_offices(by=by, purpose=CASE, at=now(), language=get_language() or "")
    if len(found) == 1:
        return redirect("office:cases-of", found[0].id)
    return page(request, by, "cases_choose", offices=found)


@require_safe
@for_staff
def every(request: HttpRequest, by: Staff, office_id: UUID) -> HttpResponse:
    """The open cases of one office (F19: never of several), the oldest first."""
    at = now()
    offices = case_offices(by=by, purpose=CASE, at=at, language=get_language() or "")
    office = next((one for one in offices if one.id == office_id), None)
    if office is None:
        raise NotFound
    found = open_cases(office_id, by=by, purpose=CASE, at=at, after=after(request))
    several, more = len(offices) > 1, len(found) == PAGE
    return page(request, by, "cases", cases=found, office=office, several=several, more=more)


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def case(request: HttpRequest, by: Staff, case_id: UUID) -> HttpResponse:
    """One case. POST: take a step in it."""
    desk = work(request, by, case_id, CASE)
    if desk.done:
        query = urlencode({"done": request.POST["act"]})
        return redirect(f"{reverse('office:case', args=[case_id])}?{query}")
    done = request.GET.get("done", "") if request.method != "POST" else ""
    return page(request, by, "case", desk=desk, done=done)
