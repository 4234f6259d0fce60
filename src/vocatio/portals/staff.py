"""The door of the staff: views behind it get the member of staff who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from vocatio.actions.access.sign_in import staff
from vocatio.actions.clock import now
from vocatio.domain import permissions
from vocatio.domain.actors import OFFICE_REALM, Staff
from vocatio.domain.errors import NotFound
from vocatio.portals.doors import ACCOUNT, in_demo, inside, leave, signed_in_by

P = ParamSpec("P")
Behind = Callable[Concatenate[HttpRequest, Staff, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_staff(view: Behind[P]) -> View[P]:
    """Let only signed-in staff in, whose account is asked for anew each time."""

    @wraps(view)
    def behind(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        by = who(request)
        if by is None:
            return redirect("office:sign-in")
        return view(request, by, *args, **kwargs)

    return never_cache(behind)


def who(request: HttpRequest, door: str = ACCOUNT) -> Staff | None:
    """Who came in through a door; an account that was closed meanwhile is signed out.

    The authority's own staff and the members of a body never use the same one (F11).
    """
    account = inside(request, door)
    if account is None:
        return None
    try:
        by = staff(account, issuer=signed_in_by(request), picked=in_demo(request), at=now())
    except NotFound:
        leave(request)
        return None
    return by if (by.realm == OFFICE_REALM) == (door == ACCOUNT) else None


def may(by: Staff, act: str) -> bool:
    """Whether to offer an act at all; the action itself asks the same table again."""
    return permissions.may(act, by)
