"""What was released is withdrawn or replaced: one human submits it, a second one approves."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from vocatio.actions.callup.correct import (
    approve_correction,
    correct_callup,
    correct_summons,
)
from vocatio.actions.clock import now
from vocatio.actions.inspect import callups
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.corrections import Wanted
from vocatio.portals.office.forms import CorrectionForm
from vocatio.portals.office.session import page, with_password
from vocatio.portals.words import PLANNING


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def new(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Ask what is to be corrected, and why. POST: it waits for a second person."""
    permissions.require("correction.submit", by)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _submit(callup_id, form.cleaned_data["reference"], form.wanted(), by)
            return redirect("office:callup", callup_id)
        except NotFound as error:
            form.add_error("reference", str(error))
        except InvalidInput as error:
            form.refuse_field(error)
    found = callups.callup(callup_id, by=by, purpose=PLANNING, at=now())
    return page(request, by, "callup_correct", callup=found, form=form)


def _submit(callup_id: UUID, reference: str, wanted: Wanted, by: Staff) -> None:
    if reference:
        correct_summons(reference, wanted, by=by, at=now())
    else:
        correct_callup(callup_id, wanted, by=by, at=now())


@require_POST
@with_password
def approve(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Approve one; a worker carries it out."""
    try:
        correction = UUID(request.POST.get("correction", ""))
    except ValueError as error:
        raise BadRequest from error
    approve_correction(correction, by=by, at=now())
    return redirect("office:callup", callup_id)
