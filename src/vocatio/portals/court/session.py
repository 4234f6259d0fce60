"""The court's door: views behind it get the member of a body who is signed in there (F11)."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from vocatio.domain.actors import Staff
from vocatio.portals.doors import MEMBER, in_demo
from vocatio.portals.staff import Behind, P, View, who


def signed_in(view: Behind[P]) -> View[P]:
    """Let only members of a body in, whose account is asked for anew each time."""

    @wraps(view)
    def behind(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        by = who(request, MEMBER)
        return view(request, by, *args, **kwargs) if by else redirect("court:start")

    return never_cache(behind)


def page(
    request: HttpRequest,
    by: Staff | None,
    template: str,
    /,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """A page of this portal, which says as whom one acts."""
    context |= {"by": by, "demo": in_demo(request)}
    return render(request, f"court/{template}.html", context, status=status)
