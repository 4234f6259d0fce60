"""A page of oversight, which says who one is acting as; and is it still them?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vocatio.domain.actors import Staff
from vocatio.portals.again import Guard
from vocatio.portals.doors import in_demo
from vocatio.portals.staff import for_staff as signed_in


def page(
    request: HttpRequest, by: Staff, template: str, /, *, status: int = 200, **context: object
) -> HttpResponse:
    """The page."""
    context |= {"by": by, "demo": in_demo(request)}
    return render(request, f"oversight/{template}.html", context, status=status)


guard = Guard(signed_in, page, "oversight:again", "oversight:home")
for_staff, with_password = guard.for_staff, guard.with_password
