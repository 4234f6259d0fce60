"""Is it still them? Asked once more, before an act with legal effect and after a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Protocol

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vocatio.actions.access.sign_in import SignInFailed, confirm
from vocatio.actions.clock import now
from vocatio.domain.actors import Staff
from vocatio.portals.answers import needed
from vocatio.portals.doors import in_demo, signed_in_by
from vocatio.portals.staff import Behind, P, View

#: How long a sign-in counts for acts with legal effect, and how long nobody may have worked.
CONFIRMED_FOR, LOCKED_AFTER = timedelta(minutes=10), timedelta(minutes=15)
#: In the session: when they last showed who they are, and when they worked last (to the minute).
CONFIRMED, SEEN, NOTED = "confirmed", "seen", timedelta(minutes=1)


class AgainForm(forms.Form):
    """Is it still you? Its name is nobody else's, since it travels with other forms."""

    FIELD = "again_password"

    again_password = forms.CharField(
        label=_("Password"), strip=False, error_messages=needed(_("Write your password."))
    )

    def refuse(self) -> None:
        """Say that it is wrong."""
        self.add_error(self.FIELD, _("This is not your password. Try again."))


class Door(Protocol):
    """Lets those in who are signed in."""

    def __call__(self, view: Behind[P], /) -> View[P]:
        """The view behind it."""


class Elsewhere(Protocol):
    """Asks those whom the identity provider of their body signed in."""

    def __call__(self, request: HttpRequest, by: Staff, /, *, locked: bool) -> HttpResponse:
        """The page that leads to the provider; what was sent is kept for the way back."""


class Page(Protocol):
    """Makes a page of a portal."""

    def __call__(
        self,
        request: HttpRequest,
        by: Staff,
        template: str,
        /,
        *,
        status: int = 200,
        **context: object,
    ) -> HttpResponse:
        """The page."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Asks within one portal: for the password, or whoever signed them in to ask.

    Attributes:
        door: of the portal.
        page: of the portal; its template “again” asks.
        asks, home: names of the view that `view` makes, and of the one to go on to.
        elsewhere: asks where an identity provider signs in; None where there are only passwords.
    """

    door: Door
    page: Page
    asks: str
    home: str
    elsewhere: Elsewhere | None = None

    def for_staff(self, view: Behind[P]) -> View[P]:
        """Let those in who are signed in; after a while without work they are asked once more."""
        return self._behind(view, _locked)

    def with_password(self, view: Behind[P]) -> View[P]:
        """The same, and before a POST with legal effect they showed not long ago who they are."""
        return self._behind(
            view,
            lambda request: (
                _locked(request)
                or (request.method == "POST" and _since(request, CONFIRMED) > CONFIRMED_FOR)
            ),
        )

    def view(self) -> View[[]]:
        """The view that asks for the password, and leads back to where they were."""

        @sensitive_post_parameters(AgainForm.FIELD)
        @require_http_methods(["GET", "HEAD", "POST"])
        @self.door
        def again(request: HttpRequest, by: Staff) -> HttpResponse:
            back = request.GET.get("next", "")
            if not url_has_allowed_host_and_scheme(back, None):
                back = reverse(self.home)
            if in_demo(request) or self._elsewhere(request):
                return redirect(back)
            form = AgainForm(request.POST or None)
            if request.method == "POST" and _confirmed(request, form, by):
                return redirect(back)
            return self.page(
                *(request, by, "again"),
                form=form,
                action=f"{request.path}?{urlencode({'next': back})}",
                typed=[],
                files=False,
                locked=True,
            )

        return again

    def _behind(self, view: Behind[P], unsure: Callable[[HttpRequest], bool]) -> View[P]:
        @wraps(view)
        def behind(
            request: HttpRequest, by: Staff, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            # Whoever was chosen from the list of a demo has no password to give.
            asked = None if in_demo(request) or not unsure(request) else self._ask(request, by)
            if asked:
                return asked
            if _since(request, SEEN) > NOTED:
                _keep(request, SEEN)
            return view(request, by, *args, **kwargs)

        return sensitive_post_parameters(AgainForm.FIELD)(self.door(behind))

    def _elsewhere(self, request: HttpRequest) -> Elsewhere | None:
        return self.elsewhere if signed_in_by(request) else None

    def _ask(self, request: HttpRequest, by: Staff) -> HttpResponse | None:
        """Ask who they are; None once the password was given, and what was sent goes on as it came.

        What was typed is carried along. Files cannot be: they are chosen anew, and nothing is
        sent without them.
        """
        if elsewhere := self._elsewhere(request):
            return elsewhere(request, by, locked=_locked(request))
        back = request.get_full_path()
        there = f"{reverse(self.asks)}?{urlencode({'next': back})}"
        if request.method != "POST":
            return redirect(there)
        form = AgainForm(request.POST if AgainForm.FIELD in request.POST else None)
        if _confirmed(request, form, by):
            return None
        left_out = (AgainForm.FIELD, "csrfmiddlewaretoken")
        typed = [(n, v) for n, all_ in request.POST.lists() if n not in left_out for v in all_]
        files = bool(request.FILES)
        return self.page(
            *(request, by, "again"),
            form=form,
            action=there if files else back,
            typed=[] if files else typed,
            files=files,
            locked=_locked(request),
        )


def came_in(request: HttpRequest) -> None:
    """Keep that they showed just now who they are."""
    _keep(request, CONFIRMED)
    _keep(request, SEEN)


def _confirmed(request: HttpRequest, form: AgainForm, by: Staff) -> bool:
    """Whether the form holds their password; it is kept that it was given now."""
    if not form.is_valid():
        return False
    try:
        confirm(form.cleaned_data[AgainForm.FIELD], by=by, at=now())
    except SignInFailed:
        form.refuse()
        return False
    came_in(request)
    return True


def _locked(request: HttpRequest) -> bool:
    return _since(request, SEEN) > LOCKED_AFTER


def _keep(request: HttpRequest, what: str) -> None:
    """Keep in the session that this happened now."""
    request.session[what] = now().timestamp()


def _since(request: HttpRequest, what: str) -> timedelta:
    return timedelta(seconds=now().timestamp() - float(request.session.get(what, 0)))
