"""A new order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from vocatio.actions.callup.order import decide_order
from vocatio.actions.clock import now
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.portals.office.forms import OrderForm
from vocatio.portals.office.session import page, with_password


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def new(request: HttpRequest, by: Staff) -> HttpResponse:
    """Write an order. What is wrong is shown beside each field, and nothing typed is lost."""
    permissions.require("order.decide", by)
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("office:callup", decide_order(form.draft(), by=by, at=now()))
        except InvalidInput as error:
            form.refuse_field(error)
    return page(request, by, "order", form=form)
