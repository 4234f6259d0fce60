"""In and out of the office."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.access import sign_in as access
from vocatio.actions.clock import now
from vocatio.actions.demo.personas import personas
from vocatio.domain.actors import Staff
from vocatio.portals.again import came_in
from vocatio.portals.answers import SignInForm
from vocatio.portals.doors import ACCOUNT, come_in, inside, leave, picker_open
from vocatio.portals.office.session import areas, for_staff, page

#: Who is expected, and who has come.
DAY = "office:day"

#: What is done in between, from anywhere: nobody's day begins with it.
AT_HAND = ("office:people", "office:asked", "office:cases")


@require_safe
@for_staff
def home(request: HttpRequest, by: Staff) -> HttpResponse:
    """Where one's work is; straight there when there is only one place beside what is at hand."""
    own = areas(by)
    # Whoever has people coming begins with them: the rest waits a day, who is at the door does not.
    if DAY in own:
        return redirect(DAY)
    places = [area for area in own if area not in AT_HAND] or own
    return redirect(places[0]) if len(places) == 1 else page(request, by, "home")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """With user name and password."""
    if request.method != "POST" and inside(request, ACCOUNT):
        return redirect("office:home")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by = access.sign_in(**form.cleaned_data, at=now())
        except access.SignInFailed:
            form.refuse()
        else:
            come_in(request, ACCOUNT, by.account_id)
            came_in(request)
            return redirect("office:home")
    return page(request, None, "sign_in", form=form, picker=picker_open(request))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on POST; an address typed in by hand ends nothing."""
    if request.method == "POST":
        leave(request)
    return redirect("office:sign-in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Choose an invented colleague to be. Outside a demo, or from elsewhere: no such page."""
    if not picker_open(request):
        raise Http404
    staff = personas(at=now()).staff
    chosen = next((s for s in staff if str(s.account_id) == request.POST.get("account")), None)
    if chosen:
        come_in(request, ACCOUNT, chosen.account_id, demo=True)
        return redirect("office:home")
    return page(request, None, "demo", staff=staff)
