"""Before anyone is signed in: what this is, how to come in, and out again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.demo.personas import personas
from vocatio.actions.inspect import own
from vocatio.actions.request import drafts
from vocatio.domain.actors import Addressee
from vocatio.domain.law.floor import MINIMUM_NOTICE
from vocatio.portals.citizen.session import page, remember
from vocatio.portals.doors import PERSON, come_in, inside, leave, picker_open
from vocatio.portals.language import greet_in, is_chosen
from vocatio.portals.words import OWN


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is."""
    return page(request, "start", picker=picker_open(request))


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """What everybody can rely on, and that nothing costs anything."""
    return page(request, "rights", notice=MINIMUM_NOTICE.days)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom these pages work, and what to do where they do not."""
    return page(request, "accessibility")


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where an identity provider will be offered, once one is configured."""
    if inside(request, PERSON):
        return redirect("citizen:inbox")
    days = drafts.KEPT.days if "kept" in request.GET else None
    return page(request, "sign_in", picker=picker_open(request), days=days)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on POST; an address typed in by hand ends nothing."""
    if request.method == "POST":
        leave(request)
    return redirect("citizen:start")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Choose an invented person to be. Outside a demo, or from elsewhere, there is no such page."""
    if not picker_open(request):
        raise Http404
    people = personas(at=now()).people
    chosen = next((p for p in people if str(p.person_id) == request.POST.get("person")), None)
    if chosen:
        return _welcome(request, Addressee(chosen.person_id), demo=True)
    return page(request, "demo", people=people)


def _welcome(request: HttpRequest, by: Addressee, *, demo: bool) -> HttpResponse:
    """Let somebody in, and speak their language to them unless another was chosen before."""
    come_in(request, PERSON, by.person_id, demo=demo)
    if not is_chosen(request):
        greet_in(request, own.language(by=by, purpose=OWN, at=now()))
    return remember(redirect("citizen:inbox"), by)
