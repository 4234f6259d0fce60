"""Requests that wait for an answer: one person decides each, with reasons of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect.requests import RequestPage, request_file
from vocatio.actions.inspect.requests import request as one
from vocatio.actions.request.decide import AlreadyDecided, decide
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.reasons import Copied
from vocatio.domain.summons.kinds import Outcome
from vocatio.portals.letters import sent
from vocatio.portals.office.forms import DecisionForm
from vocatio.portals.office.session import for_staff, page, with_password
from vocatio.portals.office.work import at_desk
from vocatio.portals.words import DECISION


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def decision(request: HttpRequest, by: Staff, request_id: UUID) -> HttpResponse:
    """One request. POST: decide it."""
    found = _read(request_id, by)
    form = DecisionForm(request.POST or None, found.passages)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request_id, form, by)
        except InvalidInput as error:
            form.refuse_field(error)
        except Copied:
            form.refuse_copy()
        except AlreadyDecided:
            # The page says who was faster, and what; what was typed here is on it as well.
            found = _read(request_id, by)
        else:
            return redirect("office:work")
    if found.asked.outcome:
        return page(
            request,
            by,
            "request_gone",
            status=409 if form.is_bound else 404,
            asked=found.asked,
            typed=form.data.get("reasons", ""),
        )
    return page(
        *(request, by, "request"),
        found=found.line,
        asked=found.asked,
        others=found.others,
        passages=found.passages,
        spoken=found.spoken,
        state=found.state,
        because=found.because,
        language_of_law=found.language,
        past=found.history,
        form=form,
        desk=at_desk(request_id, by),
        told=request.GET.get("told", ""),
    )


def _read(request_id: UUID, by: Staff) -> RequestPage:
    language = get_language() or ""
    return one(request_id, by=by, purpose=DECISION, at=now(), language=language)


def _decide(request_id: UUID, form: DecisionForm, by: Staff) -> None:
    said = form.cleaned_data
    outcome, passage = Outcome(said["outcome"]), said["passage"]
    decide(request_id, outcome, said["reasons"], passage=passage, by=by, at=now())


@require_safe
@for_staff
def attachment(_request: HttpRequest, by: Staff, request_id: UUID, file: UUID) -> HttpResponse:
    """A file that came with a request."""
    return sent(request_file(request_id, file, by=by, purpose=DECISION, at=now()), str(file))
