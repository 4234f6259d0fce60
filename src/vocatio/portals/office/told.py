"""What a person tells an officer about themself or their case, written down for them (F7).

Everything that somebody can do in their own pages can be said at the counter, by telephone or by
letter. A letter confirms each; none of it opens or receives anything.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vocatio.actions.case.answer import note_answer
from vocatio.actions.case.appeal import note_appeal
from vocatio.actions.case.claims import note_dispute, note_non_receipt
from vocatio.actions.clock import now
from vocatio.actions.inspect.case_page import case_file
from vocatio.actions.inspect.noting import cases_of
from vocatio.actions.register.correct import Pending, ask_for
from vocatio.actions.register.prefer import prefer_for, preferences_of
from vocatio.actions.register.represent import appoint_for, end_for, representing
from vocatio.actions.request.acknowledge import acknowledge, acknowledge_claim
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.corrections import WORDS
from vocatio.domain.summons.asking import Channel
from vocatio.portals.letters import handed_out
from vocatio.portals.office.session import TASK, for_staff, page, with_password
from vocatio.portals.office.told_forms import (
    CaseSaidForm,
    EndingForm,
    NotedAppointment,
    NotedCorrection,
    NotedPreferences,
)

#: What the button that ends an appointment sends, before its id.
END = "end:"

P = ParamSpec("P")
Behind = Callable[Concatenate[HttpRequest, Staff, UUID, str, P], HttpResponse]
View = Callable[..., HttpResponse]


def for_task(view: Behind[P]) -> View:
    """Let staff in who said before what they look this person up for, and pass that on.

    What is written down counts from that moment, and some of it opens a file to others: whoever
    writes it shows that they are still the one who signed in.
    """

    @wraps(view)
    def behind(
        request: HttpRequest, by: Staff, /, person_id: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        permissions.require("request.enter", by)
        task = str(request.session.get(TASK, ""))
        if not task:
            return redirect("office:people")
        return view(request, by, person_id, task, *args, **kwargs)

    return with_password(behind)


@require_safe
@for_task
def told(request: HttpRequest, by: Staff, person_id: UUID, task: str) -> HttpResponse:
    """What can be written down about a person and their cases."""
    cases = cases_of(person_id, by=by, purpose=task, at=now())
    return page(request, by, "told", person=person_id, cases=cases, fields=list(WORDS))


@require_http_methods(["GET", "HEAD", "POST"])
@for_task
def correct(
    request: HttpRequest, by: Staff, person_id: UUID, _task: str, field: str
) -> HttpResponse:
    """What the register should say. POST: write it down; a person decides."""
    if field not in WORDS:
        raise Http404
    form = NotedCorrection(field, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        channel = Channel(said.pop("channel"))
        try:
            asked = ask_for(person_id, field, said, channel, by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        except Pending as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:noted", asked.fact_id)
    return page(request, by, "told_correct", form=form, field=field, person=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_task
def reach(request: HttpRequest, by: Staff, person_id: UUID, task: str) -> HttpResponse:
    """How they want to be reached. POST: it holds from now on."""
    held = preferences_of(person_id, by=by, purpose=task, at=now())
    form = NotedPreferences(request.POST or None, now=held)
    if request.method == "POST" and form.is_valid():
        channel = Channel(form.cleaned_data["channel"])
        try:
            fact = prefer_for(person_id, form.preferences(), channel, by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        else:
            if fact:
                return redirect("office:noted", fact)
            form.add_error(None, _("It is so already: nothing was changed."))
    return page(request, by, "told_reach", form=form, person=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_task
def represent(request: HttpRequest, by: Staff, person_id: UUID, task: str) -> HttpResponse:
    """Who is to act for them. POST: it can be accepted from now on; or one is ended."""
    what = request.POST.get("act", "")
    form = NotedAppointment(request.POST if what == "appoint" else None)
    ending = EndingForm(request.POST if what.startswith(END) else None)
    if form.is_bound and form.is_valid():
        channel = Channel(form.cleaned_data["channel"])
        try:
            made = appoint_for(person_id, form.terms(), channel, by=by, at=now())
        except InvalidInput as error:
            form.refuse_field(error)
        else:
            return page(request, by, "noted", entry=made.fact_id, code=made.code)
    if ending.is_bound and ending.is_valid():
        channel = Channel(ending.cleaned_data["channel"])
        fact = end_for(_ended(what), channel, by=by, at=now())
        return redirect("office:noted", fact) if fact else redirect(request.path)
    lines = representing(person_id, by=by, purpose=task, at=now())
    forms = (form, ending)
    return page(request, by, "told_represent", forms=forms, lines=lines, person=person_id)


def _ended(what: str) -> UUID:
    try:
        return UUID(what.removeprefix(END))
    except ValueError as error:
        raise BadRequest from error


@require_http_methods(["GET", "HEAD", "POST"])
@for_task
def case(
    request: HttpRequest, by: Staff, person_id: UUID, task: str, case_id: UUID
) -> HttpResponse:
    """What they say about a case. POST: write it down; it counts from this moment."""
    found = case_file(case_id, by=by, purpose=task, at=now())
    form = CaseSaidForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("office:noted", _write_down(case_id, form, by))
        except InvalidInput as error:
            form.refuse_field(error)
    return page(request, by, "told_case", form=form, case=found, person=person_id)


def _write_down(case_id: UUID, form: CaseSaidForm, by: Staff) -> UUID:
    said: dict[str, Any] = form.cleaned_data
    (what, about), words, at = form.said(), said["words"], now()
    channel = Channel(said["channel"])
    match what:
        case "answer":
            return note_answer(case_id, words, channel, by=by, at=at)
        case "appeal":
            return note_appeal(case_id, UUID(about), words, channel, by=by, at=at)
        case "never":
            return note_non_receipt(case_id, UUID(about), channel, by=by, at=at)
        case _:
            return note_dispute(case_id, words, channel, by=by, at=at)


@require_safe
@for_staff
def noted(request: HttpRequest, by: Staff, entry: UUID) -> HttpResponse:
    """It is written down: print the letter that confirms it."""
    permissions.require("request.enter", by)
    return page(request, by, "noted", entry=entry)


@require_safe
@for_staff
def claim_noted(request: HttpRequest, by: Staff, reference: str, channel: str) -> HttpResponse:
    """The same for a claim of conscience, of which no officer is told whether one waits."""
    permissions.require("request.enter", by)
    return page(request, by, "noted", reference=reference, channel=_channel(channel))


@require_POST
@for_staff
def letter(_request: HttpRequest, by: Staff, entry: UUID) -> HttpResponse:
    """The letter that confirms it. A POST, since handing it out is recorded."""
    return handed_out(acknowledge(entry, by=by, at=now()))


@require_POST
@for_staff
def claim_letter(_request: HttpRequest, by: Staff, reference: str, channel: str) -> HttpResponse:
    """The same for a claim of conscience."""
    return handed_out(acknowledge_claim(reference, _channel(channel), by=by, at=now()))


def _channel(code: str) -> Channel:
    if code not in set(Channel):
        raise Http404
    return Channel(code)
