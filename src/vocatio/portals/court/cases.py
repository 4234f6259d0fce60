"""What was handed to a body, and one file on one page, to be decided there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.cases import PAGE
from vocatio.actions.inspect.cases import cases as handed_over
from vocatio.domain.actors import Staff
from vocatio.portals.case_desk import after, work
from vocatio.portals.court.provider import for_member, once_more
from vocatio.portals.court.session import page
from vocatio.portals.words import COURT


@require_safe
@for_member
def every(request: HttpRequest, by: Staff) -> HttpResponse:
    """The cases of this body, the oldest first."""
    found = handed_over(by=by, purpose=COURT, at=now(), after=after(request))
    return page(request, by, "cases", cases=found, more=len(found) == PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@once_more
def case(request: HttpRequest, by: Staff, case_id: UUID) -> HttpResponse:
    """One case. POST: decide something in it; one signature, one decision (F10)."""
    desk = work(request, by, case_id, COURT)
    if desk.done:
        query = urlencode({"done": request.POST["act"]})
        return redirect(f"{reverse('court:case', args=[case_id])}?{query}")
    done = request.GET.get("done", "") if request.method != "POST" else ""
    return page(request, by, "case", desk=desk, done=done)
