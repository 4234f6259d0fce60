"""How the person wants to be reached."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.register.prefer import prefer, preferences
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.portals.citizen.session import for_person, page
from vocatio.portals.person_forms import PreferencesForm
from vocatio.portals.words import OWN


@require_http_methods(["GET", "HEAD", "POST"])
@for_person
def reach(request: HttpRequest, by: Addressee) -> HttpResponse:
    """Language, alerts, and what they need. POST: it holds from now on."""
    held = preferences(by=by, purpose=OWN, at=now())
    form = PreferencesForm(request.POST or None, now=held)
    if request.method == "POST" and form.is_valid():
        try:
            prefer(form.preferences(), by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        else:
            return redirect(f"{reverse('citizen:reach')}?saved=1")
    return page(request, "reach", form=form, saved="saved" in request.GET)
