"""What somebody asked at the counter, by telephone or by letter, written down for them (F7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.inspect.requests import askable
from vocatio.actions.request.conscience import note
from vocatio.actions.request.file import AlreadyAsked, Over, enter
from vocatio.actions.summons.reply import SaidBefore, note_reply
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import RequestKind
from vocatio.domain.summons.states import OutOfTurn
from vocatio.portals.office.asked_form import CONSCIENCE, REPLY, AskedForm, ReferenceForm
from vocatio.portals.office.session import for_staff, page, with_password
from vocatio.portals.words import ASKING


@require_http_methods(["GET", "HEAD"])
@for_staff
def new(request: HttpRequest, by: Staff) -> HttpResponse:
    """Which summons? Once it is known: what do they ask for?"""
    permissions.require("request.enter", by)
    form = ReferenceForm(request.GET if "reference" in request.GET else None)
    if form.is_valid():
        return redirect("office:asked-what", form.cleaned_data["reference"].strip().upper())
    return page(request, by, "asked", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def what(request: HttpRequest, by: Staff, reference: str) -> HttpResponse:
    """What they ask for. POST: write it down; it counts from this moment."""
    try:
        offered = askable(reference, by=by, purpose=ASKING, at=now())
    except NotFound:
        form = ReferenceForm({"reference": reference})
        form.add_error("reference", _("There is no summons with this reference. Check it."))
        return page(request, by, "asked", form=form, status=404)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    asked = AskedForm(offered, *given)
    if request.method == "POST" and asked.is_valid():
        try:
            answer = _write_down(reference, asked, by)
        except InvalidInput as error:
            asked.refuse_field(error)
        except (AlreadyAsked, Over, OutOfTurn, SaidBefore) as error:
            asked.add_error("what", str(error))
        else:
            return answer
    return page(request, by, "asked_what", form=asked, reference=reference, offered=offered)


def _write_down(reference: str, asked: AskedForm, by: Staff) -> HttpResponse:
    channel = Channel(asked.cleaned_data["channel"])
    kind, ground = asked.asked()
    if kind == CONSCIENCE:
        note(reference, channel, by=by, at=now())
        return redirect("office:claim-noted", reference, channel)
    if kind == REPLY:
        return redirect("office:noted", note_reply(reference, channel, by=by, at=now()))
    wanted = RequestKind(kind)
    entry = enter(reference, wanted, ground, channel, asked.more(), by=by, at=now())
    return redirect("office:noted", entry)
