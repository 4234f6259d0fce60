"""“Is this letter genuine?”: for anybody, signed in or not, with a code or with a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.verify.document import check_code, check_file, confirmed
from vocatio.domain.actors import Visitor
from vocatio.domain.summons.genuine import Standing
from vocatio.portals.citizen.forms import CodeForm, FileForm
from vocatio.portals.citizen.session import page
from vocatio.portals.doors import address_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Two ways to ask, and the answer. The square code on a letter leads here with its code."""
    code = CodeForm(request.GET if "code" in request.GET else None)
    file = FileForm(request.POST or None, request.FILES or None)
    found = _found(request, code, file)
    hours = None
    if found == Standing.GENUINE and code.is_valid():
        hours = confirmed(code.cleaned_data["code"], by=Visitor(address_of(request)), at=now())
    return page(request, "check", code=code, file=file, found=found, hours=hours)


def _found(request: HttpRequest, code: CodeForm, file: FileForm) -> Standing | None:
    """The answer, or None while nothing was asked, or not in full."""
    by, at = Visitor(address_of(request)), now()
    if file.is_valid():
        return check_file(file.cleaned_data["pdf"].read(), by=by, at=at)
    return check_code(code.cleaned_data["code"], by=by, at=at) if code.is_valid() else None
