"""Corrections of the register that people asked for: one human decides each, with reasons."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.inspect.corrections import correction
from vocatio.actions.register.correct import Decided, decide
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.reasons import Copied
from vocatio.domain.summons.kinds import Outcome
from vocatio.portals.office.forms import DecisionForm
from vocatio.portals.office.session import page, with_password
from vocatio.portals.office.work import at_desk
from vocatio.portals.words import DECISION


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def decision(request: HttpRequest, by: Staff, correction_id: UUID) -> HttpResponse:
    """One correction. POST: decide it."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            granted = form.cleaned_data["outcome"] == Outcome.GRANTED
            reasons = form.cleaned_data["reasons"]
            decide(correction_id, granted=granted, reasons=reasons, by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        except Copied:
            form.refuse_copy()
        except Decided:
            pass  # The page says who was faster, and what; what was typed here is on it as well.
        else:
            return redirect("office:work")
    found = correction(correction_id, by=by, purpose=DECISION, at=now())
    if found.outcome:
        return page(
            *(request, by, "request_gone"),
            status=409 if form.is_bound else 404,
            asked=found,
            typed=form.data.get("reasons", ""),
            title=_("This correction waits no longer"),
        )
    return page(
        *(request, by, "register_correction"),
        found=found,
        form=form,
        desk=at_desk(correction_id, by),
        told=request.GET.get("told", ""),
    )
