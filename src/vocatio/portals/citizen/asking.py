"""“I cannot come”: what do you need, why, and is there anything to add? One question per page."""

from contextlib import suppress
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.inspect.other_offices import other_offices
from vocatio.actions.request.conscience import claim, key_of_board
from vocatio.actions.request.dates import free_times
from vocatio.actions.request.drafts import drop
from vocatio.actions.request.file import NOTHING_MORE, AlreadyAsked, More, file
from vocatio.domain.actors import Addressee, Party
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.asking import OTHER
from vocatio.domain.summons.kinds import RequestKind
from vocatio.portals.answers import Choices
from vocatio.portals.citizen.forms import ConscienceForm, GroundForm, KindForm, MoreForm
from vocatio.portals.citizen.session import draft_of, for_party, in_confidence, page
from vocatio.portals.jinja import day_and_time
from vocatio.portals.letters import sent
from vocatio.portals.words import OWN

#: What most people need, in two presses: another date, for a reason that needs no more words.
AT_ONCE = ("illness", "childcare")

#: Requests that name their own reason: whoever makes one is not asked why.
SELF_EVIDENT = MappingProxyType({RequestKind.NON_RECEIPT: OTHER, RequestKind.NOT_ME: OTHER})


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def kind(request: HttpRequest, by: Party, reference: str) -> HttpResponse:
    """What do you need? The first answers are enough to ask for another date at once."""
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    again = found.grounds.get(RequestKind.RESCHEDULE, ())
    at_once = [code for code in AT_ONCE if code in again]
    if request.POST.get("at_once") in at_once:
        return _file(by, reference, RequestKind.RESCHEDULE, request.POST["at_once"])
    form = KindForm(request.POST or None, found.grounds)
    if request.method == "POST" and form.is_valid():
        asked = RequestKind(form.cleaned_data["kind"])
        if ground := SELF_EVIDENT.get(asked):
            return redirect("citizen:ask-more", reference, asked, ground)
        return redirect("citizen:ask-ground", reference, asked)
    return _answer(request, found, "ask_kind", form=form, at_once=at_once)


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def ground(request: HttpRequest, by: Party, reference: str, kind: str) -> HttpResponse:
    """Why?"""
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    form = GroundForm(request.POST or None, found.grounds.get(kind, ()))
    if request.method == "POST" and form.is_valid():
        return redirect("citizen:ask-more", reference, kind, form.cleaned_data["ground"])
    return _answer(request, found, "ask_ground", kind, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def more(request: HttpRequest, by: Party, reference: str, kind: str, ground: str) -> HttpResponse:
    """Is there anything to add? The answer files the request."""
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    if kind in found.grounds and ground not in found.grounds[kind]:
        raise Http404
    draft = draft_of(request, by)
    form = _more_form(request, by, found, kind, draft)
    if form and request.method == "POST" and form.is_valid():
        try:
            answer = _file(by, reference, RequestKind(kind), ground, form.more())
            if isinstance(by, Addressee):
                drop(request.path, by=by, at=now())
            return answer
        except InvalidInput as error:
            form.refuse_field(error)
    back = draft is not None
    return _answer(request, found, "ask_more", kind, form=form, ground=ground, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@in_confidence
def conscience(request: HttpRequest, by: Addressee, reference: str) -> HttpResponse:
    """A claim of conscience. POST: it counts; what is said with it goes to the board alone."""
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, key = ConscienceForm(*given), key_of_board()
    if request.method == "POST" and form.is_valid():
        try:
            # Another press, or another tab, may have claimed it before: the summons shows it.
            with suppress(AlreadyAsked):
                claim(reference, form.said(), by=by, at=now())
            return redirect("citizen:summons", reference)
        except InvalidInput as error:
            form.refuse_field(error)
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    if not found.may_claim:
        return redirect("citizen:summons", reference)
    return page(request, "conscience", summons=found, form=form, key=key)


@require_safe
@for_party
def attachment(_request: HttpRequest, by: Party, reference: str, file: UUID) -> HttpResponse:
    """A file that was sent with a request."""
    return sent(own.own_file(reference, file, by=by, purpose=OWN, at=now()), str(file))


def _more_form(
    request: HttpRequest,
    by: Party,
    found: own.SummonsPage,
    kind: str,
    draft: QueryDict | None,
) -> MoreForm | None:
    if kind not in found.grounds:
        return None
    asked = RequestKind(kind)
    times: Choices = ()
    offices: Choices = ()
    if asked == RequestKind.RESCHEDULE:
        free = free_times(found.reference, by=by, purpose=OWN, at=now())
        times = tuple((str(time.id), day_and_time(time.starts_at, found.zone)) for time in free)
    if asked == RequestKind.PLACE:
        offices = other_offices(found.reference, by=by, purpose=OWN, at=now())
    given = (request.POST, request.FILES) if request.method == "POST" else (draft, None)
    return MoreForm(asked, *given, times=times, offices=offices)


def _file(
    by: Party, reference: str, kind: RequestKind, ground: str, more: More = NOTHING_MORE
) -> HttpResponse:
    """Back to the summons, which shows the request; the same if a double press filed it before."""
    with suppress(AlreadyAsked):
        file(reference, kind, ground, more, by=by, at=now())
    return redirect("citizen:summons", reference)


def _answer(
    request: HttpRequest, found: own.SummonsPage, template: str, kind: str = "", **context: Any
) -> HttpResponse:
    """Where that cannot be asked for, or was before, the summons says why."""
    if kind and kind not in set(RequestKind):
        raise Http404
    if not found.grounds or (kind and kind not in found.grounds):
        return redirect("citizen:summons", found.reference)
    return page(request, template, summons=found, kind=kind, **context)
