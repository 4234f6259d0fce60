"""One person on one page; what the task is for stands in the session."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vocatio.actions.clock import now
from vocatio.actions.inspect.person import StoodOn, person, stood_on
from vocatio.actions.summons.note_call import LONGEST, note_call
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.portals.answers import ActionForm, needed
from vocatio.portals.office.session import TASK, for_staff, may, page


class CallForm(ActionForm):
    """What was said on the telephone?"""

    about = forms.CharField(widget=forms.HiddenInput)
    details = forms.CharField(
        label=_("What was said"),
        help_text=_("The person can read every word."),
        max_length=LONGEST,
        error_messages=needed(_("Write what was said.")),
    )


class DateForm(forms.Form):
    """How did it stand on a day?"""

    about = forms.CharField()
    on = forms.DateField(
        label=_("Day"),
        error_messages=needed(_("Choose a day.")) | {"invalid": _("Write a date, as 2027-03-27.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def one(request: HttpRequest, by: Staff, person_id: UUID) -> HttpResponse:
    """The person; with a day, how a summons stood then. POST: note a call."""
    task = str(request.session.get(TASK, ""))
    if not task:
        return redirect("office:people")
    call = CallForm(request.POST or None)
    if request.method == "POST" and call.is_valid():
        said = call.cleaned_data
        try:
            note_call(said["about"], said["details"], by=by, at=now())
        except InvalidInput as error:
            call.refuse_field(error)
        else:
            return redirect("office:person", person_id)
    asked = DateForm(request.GET if "on" in request.GET else None)
    language = get_language() or ""
    return page(
        request,
        by,
        "person",
        found=person(person_id, by=by, purpose=task, at=now(), language=language),
        call=call,
        may_note=may(by, "call.note"),
        may_ask=may(by, "request.enter"),
        asked=asked,
        about=asked.data.get("about", "") if asked.is_bound else "",
        stood=_stood(asked, task, by, language),
    )


def _stood(asked: DateForm, task: str, by: Staff, language: str) -> StoodOn | None:
    if not asked.is_valid():
        return None
    wanted = asked.cleaned_data
    try:
        return stood_on(
            *(wanted["about"], wanted["on"]), by=by, purpose=task, at=now(), language=language
        )
    except NotFound:
        asked.add_error("on", _("It had not been issued on that day."))
        return None
