"""The person's door: views behind it get the addressee who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from vocatio.domain.actors import Addressee
from vocatio.portals.doors import PERSON, in_demo, inside

P = ParamSpec("P")
Behind = Callable[Concatenate[HttpRequest, Addressee, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_person(view: Behind[P]) -> View[P]:
    """Let only a signed-in person in; nothing of theirs stays behind in a cache."""

    @wraps(view)
    def behind(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = inside(request, PERSON)
        if person is None:
            return redirect("citizen:sign-in")
        return view(request, Addressee(person), *args, **kwargs)

    return never_cache(behind)


def page(
    request: HttpRequest, template: str, /, *, status: int = 200, **context: object
) -> HttpResponse:
    """A page of this portal, which says whether it shows invented people."""
    context |= {"inside": inside(request, PERSON) is not None, "demo": in_demo(request)}
    return render(request, f"citizen/{template}.html", context, status=status)
