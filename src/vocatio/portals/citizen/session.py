"""The person's door: views behind it get the addressee who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from vocatio.actions.clock import now
from vocatio.actions.register.represent import act_for
from vocatio.actions.request import drafts
from vocatio.domain.actors import Addressee, Party, Representative
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.representation import NotRepresented
from vocatio.portals.doors import PERSON, in_demo, inside
from vocatio.portals.words import OWN

#: Cookie that says for whom drafts are kept.
TICKET = "drafts"

#: Key of the session that holds for whom somebody acts, while they do (F23).
ACTS_FOR = "acts for"
#: Where a request says that, by name, for its page.
ACTING = "vocatio.acting"

#: What forms send that nobody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "act", "at_once"})

P = ParamSpec("P")
Behind = Callable[Concatenate[HttpRequest, Addressee, P], HttpResponse]
BehindParty = Callable[Concatenate[HttpRequest, Party, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_person(view: Behind[P]) -> View[P]:
    """Let only a signed-in person in; nothing of theirs stays behind in a cache.

    What was typed into a form whose session has ended is kept for them.
    """
    return _behind(view, keeps=True)


def in_confidence(view: Behind[P]) -> View[P]:
    """The same where what is typed is for nobody here: it is never kept (F24)."""
    return _behind(view, keeps=False)


def for_self(view: Behind[P]) -> View[P]:
    """Let the person in as themself, also while they act for somebody."""
    return _behind(view, keeps=True, acting=True)


def for_party(view: BehindParty[P]) -> View[P]:
    """Let the person in, or whoever acts for them at this moment, as far as they may (F23)."""
    own = for_person(view)

    @wraps(view)
    def behind(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = inside(request, PERSON)
        if person is None or ACTS_FOR not in request.session:
            return own(request, *args, **kwargs)
        by = _acting(request, Addressee(person))
        return view(request, by, *args, **kwargs) if by else redirect("citizen:represent")

    return never_cache(behind)


def act(request: HttpRequest, person: UUID) -> None:
    """Act for somebody in this session from now on."""
    request.session[ACTS_FOR] = str(person)


def stop_acting(request: HttpRequest) -> None:
    """Act for oneself again."""
    request.session.pop(ACTS_FOR, None)


def _acting(request: HttpRequest, by: Addressee) -> Representative | None:
    """As whom they act; None once it has ended. What is in force is asked each time."""
    try:
        found, name = act_for(UUID(request.session[ACTS_FOR]), by=by, at=now())
    except NotRepresented:
        stop_acting(request)
        return None
    request.META[ACTING] = name
    return found


def _behind(view: Behind[P], *, keeps: bool, acting: bool = False) -> View[P]:
    @wraps(view)
    def behind(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = inside(request, PERSON)
        if person is None:
            kept = keeps and _kept(request)
            return redirect(f"{reverse('citizen:sign-in')}{'?kept=1' if kept else ''}")
        by = Addressee(person)
        if ACTS_FOR in request.session and not acting:
            if _acting(request, by) is None:
                return redirect("citizen:represent")
            return page(request, "not_yours", status=403)
        return view(request, by, *args, **kwargs)

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


def draft_of(request: HttpRequest, by: Party) -> QueryDict | None:
    """What was typed here when a session had ended; none once something else was sent."""
    if request.method == "POST" or not isinstance(by, Addressee):
        return None
    here = (d for d in drafts.unfinished(by=by, purpose=OWN, at=now()) if d.path == request.path)
    if (found := next(here, None)) is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in found.typed.items():
        typed.setlist(name, list(values))
    return typed


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
    context["acting"] = request.META.get(ACTING, "")
    return render(request, f"citizen/{template}.html", context, status=status)
