"""Requests that wait for an answer: one person decides each, with reasons of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.requests import open_requests, request_file
from vocatio.actions.inspect.requests import request as one
from vocatio.actions.request.decide import AlreadyDecided, decide
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.kinds import Outcome
from vocatio.portals.letters import sent
from vocatio.portals.office.forms import DecisionForm
from vocatio.portals.office.session import for_staff, page, with_password
from vocatio.portals.words import DECISION


@require_safe
@for_staff
def queue(request: HttpRequest, by: Staff) -> HttpResponse:
    """What waits, the oldest first."""
    return page(request, by, "requests", requests=open_requests(by=by, purpose=DECISION, at=now()))


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def decision(request: HttpRequest, by: Staff, request_id: UUID) -> HttpResponse:
    """One request. POST: decide it."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = Outcome(form.cleaned_data["outcome"])
            decide(request_id, outcome, form.cleaned_data["reasons"], by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        except AlreadyDecided:
            pass  # The page says who was faster, and what; what was typed here is on it as well.
        else:
            return redirect("office:requests")
    found = one(request_id, by=by, purpose=DECISION, at=now())
    if found.asked.outcome:
        return page(
            request,
            by,
            "request_gone",
            status=409 if form.is_bound else 404,
            asked=found.asked,
            typed=form.data.get("reasons", ""),
        )
    return page(request, by, "request", found=found.line, asked=found.asked, form=form)


@require_safe
@for_staff
def attachment(_request: HttpRequest, by: Staff, request_id: UUID, file: UUID) -> HttpResponse:
    """A file that came with a request."""
    return sent(request_file(request_id, file, by=by, purpose=DECISION, at=now()), str(file))
