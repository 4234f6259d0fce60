"""The pages of the office: who one is acting as, where else there is work, and is it still them?"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters

from vocatio.actions.access.sign_in import SignInFailed, confirm
from vocatio.actions.clock import now
from vocatio.domain.actors import Staff
from vocatio.portals.doors import in_demo
from vocatio.portals.office.forms import AgainForm
from vocatio.portals.staff import Behind, P, View, may
from vocatio.portals.staff import for_staff as signed_in

__all__ = ["areas", "for_staff", "may", "page", "with_password"]

#: How long a password counts for acts with legal effect, and how long nobody may have worked.
CONFIRMED_FOR, LOCKED_AFTER = timedelta(minutes=10), timedelta(minutes=15)
#: In the session: when the password was given last, and when somebody worked last (to the minute).
CONFIRMED, SEEN, NOTED = "confirmed", "seen", timedelta(minutes=1)

#: What people are looked for now: asked once for each task, kept in the session.
TASK = "task"

#: Where work is done: name of the view -> the act that its page needs.
AREAS = {
    "office:day": "inspect.day",
    "office:requests": "inspect.request",
    "office:asked": "request.enter",
    "office:cases": "inspect.case",
    "office:callups": "inspect.callup",
    "office:calendar": "inspect.calendar",
    "office:people": "inspect.person",
    "oversight:home": "inspect.indicators",
}


def for_staff(view: Behind[P]) -> View[P]:
    """Let only signed-in staff in, whose account is asked for anew each time.

    After a while without work the password is asked for once more.
    """
    return _behind(view, lambda request: _since(request, SEEN) > LOCKED_AFTER)


def with_password(view: Behind[P]) -> View[P]:
    """The same for a view whose POST has legal effect: the password was given not long ago."""
    return _behind(
        view,
        lambda request: (
            _since(request, SEEN) > LOCKED_AFTER
            or (request.method == "POST" and _since(request, CONFIRMED) > CONFIRMED_FOR)
        ),
    )


def _behind(view: Behind[P], unsure: Callable[[HttpRequest], bool]) -> View[P]:
    @wraps(view)
    def behind(
        request: HttpRequest, by: Staff, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        # Whoever was chosen from the list of a demo has no password to give.
        asked = None if in_demo(request) or not unsure(request) else ask(request, by)
        if asked:
            return asked
        if _since(request, SEEN) > NOTED:
            keep(request, SEEN)
        return view(request, by, *args, **kwargs)

    return sensitive_post_parameters(AgainForm.FIELD)(signed_in(behind))


def ask(request: HttpRequest, by: Staff) -> HttpResponse | None:
    """Ask for the password; None once it was given, and what was sent goes on as it came.

    What was typed is carried along. Files cannot be: they are chosen anew, and nothing is sent
    without them.
    """
    back = request.get_full_path()
    if request.method != "POST":
        return redirect(f"{reverse('office:again')}?{urlencode({'next': back})}")
    form = AgainForm(request.POST if AgainForm.FIELD in request.POST else None)
    if confirmed(request, form, by):
        return None
    left_out = (AgainForm.FIELD, "csrfmiddlewaretoken")
    typed = [(n, v) for n, all_ in request.POST.lists() if n not in left_out for v in all_]
    files = bool(request.FILES)
    return page(
        request,
        by,
        "again",
        form=form,
        action=f"{reverse('office:again')}?{urlencode({'next': back})}" if files else back,
        typed=[] if files else typed,
        files=files,
        locked=_since(request, SEEN) > LOCKED_AFTER,
    )


def confirmed(request: HttpRequest, form: AgainForm, by: Staff) -> bool:
    """Whether the form holds their password; it is kept that it was given now."""
    if not form.is_valid():
        return False
    try:
        confirm(form.cleaned_data[AgainForm.FIELD], by=by, at=now())
    except SignInFailed:
        form.refuse()
        return False
    keep(request, CONFIRMED)
    keep(request, SEEN)
    return True


def keep(request: HttpRequest, what: str) -> None:
    """Keep in the session that this happened now."""
    request.session[what] = now().timestamp()


def _since(request: HttpRequest, what: str) -> timedelta:
    return timedelta(seconds=now().timestamp() - float(request.session.get(what, 0)))


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
