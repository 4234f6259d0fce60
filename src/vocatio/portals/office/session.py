"""The pages of the office: who one is acting as, and where else there is work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vocatio.domain.actors import Staff
from vocatio.portals.doors import in_demo
from vocatio.portals.staff import for_staff, may

__all__ = ["areas", "for_staff", "may", "page"]

#: Where work is done: name of the view -> the act that its page needs.
AREAS = {
    "office:day": "inspect.day",
    "office:requests": "inspect.request",
    "office:asked": "request.enter",
    "office:cases": "inspect.case",
    "office:callups": "inspect.callup",
    "office:people": "inspect.person",
    "oversight:home": "inspect.indicators",
}


def areas(by: Staff) -> list[str]:
    """Where this member of staff has work."""
    return [area for area, act in AREAS.items() if may(by, act)]


def page(
    request: HttpRequest,
    by: Staff | None,
    template: str,
    /,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """A page of this portal, which says who one is acting as and what else they may do."""
    context |= {"by": by, "areas": areas(by) if by else [], "demo": in_demo(request)}
    return render(request, f"office/{template}.html", context, status=status)
