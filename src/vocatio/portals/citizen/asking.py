"""“Can't come?”: what do you need, then why. One question per page."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.request.file import AlreadyAsked, file
from vocatio.domain.actors import Addressee
from vocatio.domain.summons.asking import OTHER
from vocatio.domain.summons.kinds import RequestKind
from vocatio.portals.citizen.forms import GroundForm, KindForm
from vocatio.portals.citizen.session import for_person, page
from vocatio.portals.words import OWN

_KINDS = frozenset(kind.value for kind in RequestKind)


@require_http_methods(["GET", "HEAD", "POST"])
@for_person
def kind(request: HttpRequest, by: Addressee, reference: str) -> HttpResponse:
    """The first question."""
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data["kind"]
        if asked == RequestKind.NON_RECEIPT:
            # Whoever says that it did not reach them is not asked a second question.
            return _file(by, reference, RequestKind.NON_RECEIPT, OTHER)
        return redirect("citizen:ask-ground", reference, asked)
    return _question(request, by, reference, "ask_kind", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_person
def ground(request: HttpRequest, by: Addressee, reference: str, kind: str) -> HttpResponse:
    """The second question; its answer files the request."""
    if kind not in _KINDS:
        raise Http404
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    form = GroundForm(request.POST or None, found.grounds[kind])
    if request.method == "POST" and form.is_valid():
        return _file(by, reference, RequestKind(kind), form.cleaned_data["ground"])
    return _answer(request, found, "ask_ground", form=form, kind=kind)


def _file(by: Addressee, reference: str, kind: RequestKind, ground: str) -> HttpResponse:
    """Back to the summons, which shows the request; the same if a double press filed it before."""
    with suppress(AlreadyAsked):
        file(reference, kind, ground, by=by, at=now())
    return redirect("citizen:summons", reference)


def _question(
    request: HttpRequest, by: Addressee, reference: str, template: str, **context: Any
) -> HttpResponse:
    """The page of a question, with the summons that it is about."""
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    return _answer(request, found, template, **context)


def _answer(
    request: HttpRequest, found: own.SummonsPage, template: str, **context: Any
) -> HttpResponse:
    """Where there is nothing to ask for, the summons says why."""
    if not found.may_ask:
        return redirect("citizen:summons", found.reference)
    return page(request, template, summons=found, **context)
