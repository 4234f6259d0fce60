"""A page of oversight, which says who one is acting as."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vocatio.domain.actors import Staff
from vocatio.portals.doors import in_demo


def page(
    request: HttpRequest, by: Staff, template: str, /, *, status: int = 200, **context: object
) -> HttpResponse:
    """The page."""
    context |= {"by": by, "demo": in_demo(request)}
    return render(request, f"oversight/{template}.html", context, status=status)
