"""Files drawn at random, and the stay of a case or of a whole call-up (F26)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vocatio.actions.callup.sample import draw_sample
from vocatio.actions.case.stay import stay, stay_callup
from vocatio.actions.clock import now
from vocatio.actions.inspect import callups
from vocatio.actions.inspect.sample import FileLine, sample, sampled_file
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.portals.lists import Column, as_file, listing, wants_file
from vocatio.portals.oversight.forms import SampleForm, StayForm
from vocatio.portals.oversight.page import for_staff, page, with_password
from vocatio.portals.words import OVERSIGHT

REFERENCE: tuple[Column[FileLine], ...] = (
    Column("reference", _("Reference"), lambda line: line.reference),
)


@require_POST
@with_password
def draw(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Draw a sample, and show it."""
    form = SampleForm(request.POST)
    if form.is_valid():
        try:
            drawn = draw_sample(callup_id, form.cleaned_data["size"], by=by, at=now())
            return redirect("oversight:sample", drawn)
        except InvalidInput as error:
            form.refuse_field(error)
    found = callups.callup(callup_id, by=by, purpose=OVERSIGHT, at=now())
    return page(request, by, "draw", callup=found, form=form)


@require_safe
@for_staff
def one(request: HttpRequest, by: Staff, sample_id: UUID) -> HttpResponse:
    """A sample."""
    shown = sample(sample_id, by=by, purpose=OVERSIGHT, at=now())
    found = listing(shown.files, REFERENCE, request.GET)
    if wants_file(request.GET):
        return as_file(f"sample-{sample_id}", found)
    return page(request, by, "sample", sample=shown, found=found)


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def file(request: HttpRequest, by: Staff, sample_id: UUID, summons_id: UUID) -> HttpResponse:
    """A file of a sample. POST: stay its case."""
    found = sampled_file(sample_id, summons_id, by=by, purpose=OVERSIGHT, at=now())
    form = StayForm(request.POST or None)
    if request.method == "POST" and found.case and form.is_valid():
        try:
            stay(found.case.id, form.cleaned_data["reasons"], by=by, at=now())
            return redirect("oversight:file", sample_id, summons_id)
        except InvalidInput as error:
            form.refuse_field(error)
    return page(request, by, "file", file=found, sample=sample_id, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def stay_all(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Ask why a whole call-up is to be stayed. POST: it is."""
    permissions.require("case.stay", by)
    form = StayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            stay_callup(callup_id, form.cleaned_data["reasons"], by=by, at=now())
            return redirect("oversight:callup", callup_id)
        except InvalidInput as error:
            form.refuse_field(error)
    found = callups.callup(callup_id, by=by, purpose=OVERSIGHT, at=now())
    return page(request, by, "stay", callup=found, form=form)
