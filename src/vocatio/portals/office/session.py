"""The pages of the office: who one is acting as, where else there is work, and is it still them?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vocatio.domain.actors import Staff
from vocatio.portals.again import Guard
from vocatio.portals.doors import in_demo
from vocatio.portals.staff import for_staff as signed_in
from vocatio.portals.staff import may

__all__ = ["areas", "for_staff", "guard", "may", "page", "with_password"]

#: What people are looked for now: asked once for each task, kept in the session.
TASK = "task"

#: Where work is done: name of the view -> the act that its page needs.
AREAS = {
    "office:day": "inspect.day",
    "office:work": "inspect.work",
    "office:asked": "request.enter",
    "office:cases": "inspect.case",
    "office:callups": "inspect.callup",
    "office:calendar": "inspect.calendar",
    "office:letters": "inspect.letters",
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
    context |= {
        "by": by,
        "areas": areas(by) if by else [],
        "demo": in_demo(request),
        "task": request.session.get(TASK, "") if by else "",
    }
    return render(request, f"office/{template}.html", context, status=status)


guard = Guard(signed_in, page, "office:again", "office:home")
for_staff, with_password = guard.for_staff, guard.with_password
