"""A visit: an officer brought a summons to somebody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.summons.by_hand import record_visit
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.portals.office.session import page, with_password
from vocatio.portals.office.visit_form import VisitForm


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def new(request: HttpRequest, by: Staff) -> HttpResponse:
    """Write it down. POST: record it."""
    permissions.require("delivery.record", by)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"]
        try:
            record_visit(reference, form.visit(), by=by, at=now())
        except NotFound:
            form.add_error("reference", _("There is no summons with this reference. Check it."))
        except InvalidInput as error:
            form.refuse_field(error)
        else:
            return redirect(f"{reverse('office:visit')}?{urlencode({'done': reference})}")
    return page(request, by, "visit", form=form, done=request.GET.get("done", ""))
