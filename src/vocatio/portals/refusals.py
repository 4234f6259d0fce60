"""What someone reads when something is refused, missing or broken: plain words, never a trace.

A refusal is an answer of the law, not a fault: it cites its basis and says what to do next.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.domain.errors import InvalidInput, NotFound, NotPermitted, Refusal, VocatioError

#: Basis -> what it says, in words for everyone.
BASES: Mapping[str, Promise] = MappingProxyType(
    {
        "F1": _("Who somebody is rests on two sources; a human decides what does not agree."),
        "F2": _("Nothing is dated back."),
        "F3": _("A notice says everything that the person needs to know."),
        "F4": _("Everyone has 14 days between receiving a summons and having to appear."),
        "F5": _("Whoever had a hand in a summons does not decide whether it was received."),
        "F6": _("An outage counts once a second person has certified it."),
        "F7": _("While a request is open, nothing is decided against the person who made it."),
        "F10": _("Each decision is one person's, with reasons of its own."),
        "F11": _("What goes beyond a new date is decided by an independent body."),
        "F14": _("An appeal is decided once, by somebody who took no part before."),
        "F19": _("Other authorities ask about one person at a time, and for a stated purpose."),
        "F23": _("Whoever has a sealed address is seen at another office."),
        "F24": _("Conscience is judged by an independent board alone."),
        "F25": _("The draw alone selects, and only among those who may be called."),
        "access": _("Only those who can show who they are come in."),
        "allocation": _("Everyone gets a place: there are not enough of them."),
        "attendance": _("Nobody counts as absent before the day is over."),
        "calendar": _("It changed since you looked at it. Look again before you decide."),
        "call-up": _("The steps of a call-up have a fixed order."),
        "correction": _("A correction is asked for once, and decided once, by somebody else."),
        "floor": _("Safeguards that nobody can switch off."),
        "four eyes": _("Whoever prepared a call-up cannot approve it; it takes a second person."),
        "impartiality": _(
            "Nobody handles their own file, or that of a relative: hand it over to a colleague."
        ),
        "permissions": _("Each role includes certain acts and no others."),
        "plausibility": _(
            "A file that does not look right is applied only if a second person agrees."
        ),
        "register": _("What the register never recorded cannot be taken back."),
        "work": _("A colleague has taken it up."),
        "states": _("This step does not fit how the summons stands now."),
    }
)
_ELSE = _("The rules do not allow this at present.")

#: Where those who work with it are.
WORK = ("/office/", "/oversight/", "/court/")

_STATUS: tuple[tuple[type[VocatioError], int], ...] = (
    (NotFound, 404),
    (NotPermitted, 403),
    (Refusal, 409),
    (InvalidInput, 400),
)


class RefusalMiddleware:
    """Turns what an action refuses into a page; everything else goes on to the 500 handler."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal, or None."""
        status = next((code for kind, code in _STATUS if isinstance(exception, kind)), None)
        return _page(request, status, exception) if status else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 because Django hands it over
    """400."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 because Django hands it over
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 because Django hands it over
    """404."""
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: asks neither session nor database for anything, since either may be what broke."""
    return _page(request, 500)


def csrf_failure(
    request: HttpRequest,
    reason: str = "",  # noqa: ARG001 because Django hands it over
) -> HttpResponse:
    """A form that was not sent from a page of ours, or from one that is too old (400)."""
    return render(request, "errors/stale.html", status=400)


def words_for(basis: str) -> str:
    """What a refusal of this basis says, in words for everyone."""
    return str(BASES.get(basis, _ELSE))


def _page(request: HttpRequest, status: int, exception: Exception | None = None) -> HttpResponse:
    basis = exception.cited if isinstance(exception, Refusal) else None
    for_staff = request.path.startswith(WORK)
    context = {
        "words": BASES.get(basis, _ELSE) if basis else None,
        "basis": basis,
        # Staff are told the numbers behind it too; what the person reads is translated.
        "detail": exception and for_staff and exception.args[0],
    }
    return render(request, f"errors/{status}.html", context, status=status)
