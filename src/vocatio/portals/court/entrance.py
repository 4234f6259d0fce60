"""In and out of a court: each body has a door of its own, which the authority has no key to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.access import sign_in as access
from vocatio.actions.access.bodies import bodies
from vocatio.actions.clock import now
from vocatio.actions.demo.personas import personas
from vocatio.portals.again import came_in
from vocatio.portals.answers import SignInForm
from vocatio.portals.court.provider import body_named
from vocatio.portals.court.session import page
from vocatio.portals.doors import MEMBER, come_in, picker_open
from vocatio.portals.staff import who


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """At which body; straight to the cases for whoever is signed in."""
    if who(request, MEMBER):
        return redirect("court:cases")
    return page(request, None, "start", bodies=bodies(at=now()), picker=picker_open(request))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, code: str) -> HttpResponse:
    """With user name and password, in the realm of that body alone, or at its own provider."""
    body = body_named(code)
    if body.issuer:
        return page(request, None, "sign_in_there", body=body)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by = access.sign_in(**form.cleaned_data, realm=body.realm, at=now())
        except access.SignInFailed:
            form.refuse()
        else:
            come_in(request, MEMBER, by.account_id)
            came_in(request)
            return redirect("court:cases")
    return page(request, None, "sign_in", form=form, body=body)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Choose an invented member to be. Outside a demo, or from elsewhere: no such page."""
    if not picker_open(request):
        raise Http404
    members = personas(at=now()).members
    wanted = request.POST.get("account")
    chosen = next((one for one in members if str(one.account_id) == wanted), None)
    if chosen:
        come_in(request, MEMBER, chosen.account_id, demo=True)
        return redirect("court:cases")
    return page(request, None, "demo", members=members)
