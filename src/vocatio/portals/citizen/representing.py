"""Somebody acts for the person, or the person for somebody: within a scope, to an end (F23)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vocatio.actions.clock import now
from vocatio.actions.register.represent import accept, act_for, appoint, end, offered, sides
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.representation import OfferTaken, OwnRepresentative
from vocatio.portals.citizen.session import act, for_self, page, stop_acting
from vocatio.portals.person_forms import AppointForm, OfferForm
from vocatio.portals.words import OWN

#: Key of the session for a code that was just made: it is shown once.
MADE = "representation made"


@require_http_methods(["GET", "HEAD", "POST"])
@for_self
def represent(request: HttpRequest, by: Addressee) -> HttpResponse:
    """Who acts for whom. POST: make a code, look at what one offers, accept it."""
    what = request.POST.get("act", "")
    form = AppointForm(request.POST if what == "appoint" else None)
    code = OfferForm(request.POST if what in ("code", "accept") else None)
    if form.is_bound and form.is_valid():
        try:
            made = appoint(form.terms(), by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        else:
            request.session[MADE] = made.code
            return redirect("citizen:represent")
    if code.is_bound and code.is_valid():
        try:
            return _offered(request, by, code.cleaned_data["code"], take=what == "accept")
        except OfferTaken:
            gone = _("This code was used, withdrawn, or has run out. Ask for another.")
            code.add_error("code", gone)
        except OwnRepresentative:
            code.add_error("code", _("This is a code of your own: give it to whom you want to."))
    found = sides(by=by, purpose=OWN, at=now())
    made_now = request.session.pop(MADE, "") if request.method == "GET" else ""
    return page(request, "represent", form=form, code=code, sides=found, made=made_now)


def _offered(request: HttpRequest, by: Addressee, code: str, *, take: bool) -> HttpResponse:
    if take:
        accept(code, by=by, at=now())
        return redirect("citizen:represent")
    line = offered(code, by=by, purpose=OWN, at=now())
    return page(request, "represent_accept", line=line, code=code)


@require_POST
@for_self
def ended(_request: HttpRequest, by: Addressee, representation: UUID) -> HttpResponse:
    """End it, from either side."""
    end(representation, by=by, at=now())
    return redirect("citizen:represent")


@require_POST
@for_self
def begin(request: HttpRequest, by: Addressee, person: UUID) -> HttpResponse:
    """Act for somebody from now on, until one stops."""
    act_for(person, by=by, at=now())
    act(request, person)
    return redirect("citizen:inbox")


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Act for oneself again."""
    stop_acting(request)
    return redirect("citizen:inbox")
