"""Find one person. What is typed travels in the body, never in an address that gets logged.

What for is asked once for each task: it is kept in the session, shown on every page, and ends.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from vocatio.actions.clock import now
from vocatio.actions.inspect.search import Found, offices, search
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.portals.office.forms import SearchForm
from vocatio.portals.office.session import TASK, for_staff, may, page
from vocatio.portals.words import SEARCHING


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def people(request: HttpRequest, by: Staff) -> HttpResponse:
    """Ask whom and what for. POST: look."""
    permissions.require("inspect.person", by)
    where = offices(by=by, purpose=SEARCHING, at=now(), language=get_language() or "")
    everywhere = by.office_id is None and may(by, "inspect.everywhere")
    task = str(request.session.get(TASK, ""))
    form = SearchForm(where, request.POST or None, everywhere=everywhere, task=task)
    found = None
    if request.method == "POST" and form.is_valid():
        request.session[TASK] = form.cleaned_data["purpose"]
        found = _found(form, by)
    return page(request, by, "people", form=form, found=found)


@require_POST
@for_staff
def end(request: HttpRequest, _by: Staff) -> HttpResponse:
    """The task is over: whoever looks for somebody next says anew what for."""
    request.session.pop(TASK, None)
    return redirect("office:people")


def _found(form: SearchForm, by: Staff) -> Found | None:
    asked = form.cleaned_data
    office = UUID(asked["office"]) if asked["office"] else None
    try:
        return search(asked["query"], office, by=by, purpose=asked["purpose"], at=now())
    except InvalidInput as error:
        form.refuse_field(error)
        return None
