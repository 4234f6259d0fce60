"""To the identity provider of a body, and back.

A form that leads to another host is refused by the browser (CSP, `form-action`), so the way there
is a link; whatever was typed is kept meanwhile, encrypted, and shown when they are back.
"""

from datetime import datetime
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.access import through_provider as provider
from vocatio.actions.access.bodies import BodyLine, bodies
from vocatio.actions.clock import now
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound, Refusal
from vocatio.portals.again import Guard, came_in
from vocatio.portals.court.problems import Problem, problem
from vocatio.portals.court.session import page, signed_in
from vocatio.portals.doors import MEMBER, come_in, leave
from vocatio.portals.staff import Behind, P, View, who

#: In the session: who is at the provider, what signs them out there, what they were about to send,
#: and where they were.
ON_THE_WAY, TOKEN, TYPED, BACK = "on_the_way", "token", "typed", "back"

#: So many sign-ins of one browser may be on the way, as in several tabs; the oldest gives way.
MOST: Final = 5

#: What a form sends that nobody typed.
NOT_TYPED = "csrfmiddlewaretoken"


def _ask(request: HttpRequest, by: Staff, /, *, locked: bool) -> HttpResponse:
    """Say that they sign in once more first; keep what they sent, or where they are."""
    if request.method == "POST":
        typed = {key: request.POST.getlist(key) for key in request.POST if key != NOT_TYPED}
        request.session[TYPED] = provider.keep_typed(request.path, typed, by=by, at=now())
    else:
        request.session[BACK] = request.get_full_path()
    return page(request, by, "again_there", body=_of(by), locked=locked)


guard = Guard(signed_in, page, "court:again", "court:cases", _ask)
for_member = guard.for_staff


def once_more(view: Behind[P]) -> View[P]:
    """For a view whose POST has legal effect: who sits there showed not long ago who they are.

    With an identity provider they sign in there once more, without one they give their password.
    """

    @wraps(view)
    def behind(
        request: HttpRequest, by: Staff, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if request.method == "POST":
            request.session.pop(TYPED, None)
        return view(request, by, *args, **kwargs)

    return guard.with_password(behind)


@never_cache
@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """To the provider of a body, to sign in."""
    return _sent(request, body_named(code), again=False)


@require_safe
@signed_in
def again(request: HttpRequest, by: Staff) -> HttpResponse:
    """To the provider of one's own body, to show once more who sits here."""
    return _sent(request, _of(by), again=True)


@never_cache
@require_safe
def back(request: HttpRequest, code: str) -> HttpResponse:
    """From the provider: each way there leads back once."""
    body = body_named(code)
    if not body.issuer:
        return redirect("court:sign-in", body.code)
    on_the_way = request.session.get(ON_THE_WAY, {})
    kept = on_the_way.pop(request.GET.get("state", ""), None)
    if kept is None or kept["body"] != body.code:
        return _refused(request, body, problem("state"))
    request.session[ON_THE_WAY] = on_the_way
    by = who(request, MEMBER) if kept["again"] else None
    if kept["again"] and by is None:
        return _refused(request, body, problem("state"))
    begun = provider.Begun(
        address="",
        state=kept["state"],
        nonce=kept["nonce"],
        verifier=kept["verifier"],
        asked_at=datetime.fromisoformat(kept["asked_at"]),
        again=kept["again"],
    )
    answer = request.GET.dict()
    try:
        found = provider.finish(
            body.code, _address("court:back", request, code), begun, answer, by=by, at=now()
        )
    except (provider.ProviderProblem, Refusal, NotFound) as error:
        return _refused(request, body, problem(error), str(error), again=kept["again"])
    if by:
        request.session.cycle_key()
    else:
        come_in(request, MEMBER, found.by.account_id, issuer=found.issuer)
    request.session[TOKEN] = found.token
    came_in(request)
    where = request.session.pop(BACK, "court:cases")
    return redirect("court:typed" if TYPED in request.session else where)


@require_safe
@signed_in
def typed(request: HttpRequest, by: Staff) -> HttpResponse:
    """What was about to be sent: it goes on as it came."""
    kept = request.session.get(TYPED)
    if kept is None:
        return redirect("court:cases")
    path, fields = provider.open_kept(kept, by=by, at=now())
    pairs = [(name, value) for name, values in fields.items() for value in values]
    return page(request, by, "typed", action=path, typed=pairs)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on POST, and the one at the provider; an address typed in ends nothing."""
    by = who(request, MEMBER)
    token = request.session.get(TOKEN)
    if request.method != "POST" or by is None or token is None:
        if request.method == "POST":
            leave(request)
        return redirect("court:start")
    body, start = _of(by), _address("court:start", request)
    try:
        address = provider.way_out(body.code, token, start, by=by, at=now())
    except (provider.ProviderProblem, NotFound):
        address = None
    leave(request)
    answer = page(request, None, "signed_out", body=body, address=address)
    if address:
        answer["Refresh"] = f"0; url={address}"
    return answer


def body_named(code: str) -> BodyLine:
    """A body.

    Raises:
        Http404: there is none of that code.
    """
    found = next((body for body in bodies(at=now()) if body.code == code), None)
    if found is None:
        raise Http404
    return found


def _of(by: Staff) -> BodyLine:
    return next(body for body in bodies(at=now()) if body.realm == by.realm)


def _sent(request: HttpRequest, body: BodyLine, *, again: bool) -> HttpResponse:
    back_here = _address("court:back", request, body.code)
    try:
        begun = provider.begin(body.code, back_here, again=again, at=now())
    except provider.ProviderProblem as error:
        return _refused(request, body, problem(error), str(error), again=again)
    except NotFound:
        return redirect("court:sign-in", body.code)
    on_the_way = {
        **request.session.get(ON_THE_WAY, {}),
        begun.state: {
            "body": body.code,
            "again": again,
            "state": begun.state,
            "nonce": begun.nonce,
            "verifier": begun.verifier,
            "asked_at": begun.asked_at.isoformat(),
        },
    }
    request.session[ON_THE_WAY] = dict(list(on_the_way.items())[-MOST:])
    return redirect(begun.address)


def _refused(
    request: HttpRequest,
    body: BodyLine,
    found: Problem,
    detail: str = "",
    *,
    again: bool = False,
) -> HttpResponse:
    """A page that says what was wrong and how to mend it; nothing that was typed is lost."""
    by = who(request, MEMBER)
    return page(
        request,
        by,
        "refused",
        status=found.status,
        body=body,
        problem=found,
        detail=detail,
        way="court:again-there" if again and by else "court:go",
        kept=TYPED in request.session,
    )


def _address(name: str, request: HttpRequest, *values: str) -> str:
    """The whole address of a page of ours, as browsers reach it."""
    path = reverse(name, args=values)
    return (
        f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    )
