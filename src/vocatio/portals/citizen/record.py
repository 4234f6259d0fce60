"""What is held about the person: everything, with who read it, and “correct this”."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from vocatio.actions.clock import now
from vocatio.actions.inspect import export, own
from vocatio.actions.register.correct import Pending, ask
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.corrections import WORDS
from vocatio.portals.citizen.session import for_person, page
from vocatio.portals.lists import Column, Filter, as_file, listing, wants_file
from vocatio.portals.person_forms import CorrectionForm
from vocatio.portals.words import OWN, choices, in_words

READINGS: tuple[Column[own.ReadingLine], ...] = (
    Column("when", _("When"), lambda line: line.at.isoformat()),
    Column("who", _("Who"), lambda line: in_words(line.reader, "reader")),
    Column("what", _("What"), lambda line: in_words(line.what, "read")),
    Column("why", _("Why"), lambda line: in_words(line.purpose, "purpose")),
)


@require_safe
@for_person
def record(request: HttpRequest, by: Addressee) -> HttpResponse:
    """What the register says, what was asked to be corrected, and who looked."""
    found = own.record(by=by, purpose=OWN, at=now())
    readings = listing(found.readings, READINGS, request.GET, filters=[_readers()])
    if wants_file(request.GET):
        return as_file("who-looked", readings)
    waiting = {line.field for line in found.corrections if not line.outcome}
    correctable = set(WORDS) - waiting
    return page(request, "record", record=found, correctable=correctable, readings=readings)


def _readers() -> Filter[own.ReadingLine]:
    return Filter("reader", _("Who"), choices("reader"), lambda line, who: line.reader == who)


@require_safe
@for_person
def everything(request: HttpRequest, by: Addressee) -> HttpResponse:
    """Every row of every table, also what holds no longer; for reading, printing and search."""
    return page(request, "everything", record=export.own_record(by=by, purpose=OWN, at=now()))


@require_safe
@for_person
def download(_request: HttpRequest, by: Addressee) -> HttpResponse:
    """The same for machines, to take along (JSON)."""
    found = HttpResponse(
        export.own_record(by=by, purpose=OWN, at=now()).as_json(),
        content_type="application/json; charset=utf-8",
    )
    found["Content-Disposition"] = 'attachment; filename="my-record.json"'
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_person
def correct(request: HttpRequest, by: Addressee, field: str) -> HttpResponse:
    """What should it say instead?"""
    if field not in WORDS:
        raise Http404
    form = CorrectionForm(field, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _asked(request, by, field, form)
    return page(request, "correct", field=field, form=form)


def _asked(request: HttpRequest, by: Addressee, field: str, form: CorrectionForm) -> HttpResponse:
    words: dict[str, Any] = form.cleaned_data
    try:
        ask(field, words, by=by, at=now())
    except InvalidInput as error:
        form.refuse_field(error)
        return page(request, "correct", field=field, form=form)
    except Pending:
        # A double press, or another tab: the record shows what waits.
        pass
    return redirect("citizen:record")
