"""The person's door: views behind it get the addressee who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from vocatio.actions.clock import now
from vocatio.actions.request import drafts
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.portals.doors import PERSON, in_demo, inside

#: Cookie that says for whom drafts are kept.
TICKET = "drafts"

#: What forms send that nobody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "act", "at_once"})

P = ParamSpec("P")
Behind = Callable[Concatenate[HttpRequest, Addressee, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_person(view: Behind[P]) -> View[P]:
    """Let only a signed-in person in; nothing of theirs stays behind in a cache.

    What was typed into a form whose session has ended is kept for them.
    """
    return _behind(view, keeps=True)


def in_confidence(view: Behind[P]) -> View[P]:
    """The same where what is typed is for nobody here: it is never kept (F24)."""
    return _behind(view, keeps=False)


def _behind(view: Behind[P], *, keeps: bool) -> View[P]:
    @wraps(view)
    def behind(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = inside(request, PERSON)
        if person is None:
            kept = keeps and _kept(request)
            return redirect(f"{reverse('citizen:sign-in')}{'?kept=1' if kept else ''}")
        return view(request, Addressee(person), *args, **kwargs)

    return never_cache(behind)


def remember(response: HttpResponse, by: Addressee) -> HttpResponse:
    """Let this browser keep what is typed here for this person, should their session end."""
    response.set_cookie(
        TICKET,
        drafts.ticket(by=by, at=now()),
        max_age=drafts.KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _kept(request: HttpRequest) -> bool:
    """Whether what was typed into a form whose session had ended could be kept."""
    typed = {key: request.POST.getlist(key) for key in request.POST if key not in NOT_TYPED}
    worth = any(value.strip() for values in typed.values() for value in values)
    ticket = request.COOKIES.get(TICKET)
    if not ticket or not worth:
        return False
    try:
        drafts.keep(ticket, request.path, typed, at=now())
    except InvalidInput:
        return False
    return True


def page(
    request: HttpRequest, template: str, /, *, status: int = 200, **context: object
) -> HttpResponse:
    """A page of this portal, which says whether it shows invented people."""
    context |= {"inside": inside(request, PERSON) is not None, "demo": in_demo(request)}
    return render(request, f"citizen/{template}.html", context, status=status)
