"""Letters: batches for the printer, files of the post, and what came back."""

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vocatio.actions.clock import now
from vocatio.actions.delivery.ask_print import ask_print
from vocatio.actions.delivery.postal_files import take
from vocatio.actions.delivery.rounds import JOB as ROUND
from vocatio.actions.inspect import jobs
from vocatio.actions.inspect import letters as inspect
from vocatio.actions.inspect.letters import Batches, BatchLine, FileLine, Wanted
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.portals.answers import ActionForm, needed
from vocatio.portals.csv_files import csv_file
from vocatio.portals.lists import (
    AFTER,
    TYPED,
    Column,
    Filter,
    Listing,
    as_file,
    asked_of,
    listing,
    wants_file,
)
from vocatio.portals.office.session import for_staff, may, page, with_password
from vocatio.portals.words import LETTERS, choices, in_words

#: Pages of batches that go into one file.
MOST_PAGES = 200

BATCHES: tuple[Column[BatchLine], ...] = (
    Column("reference", _("Batch"), lambda line: line.reference, sorts=False),
    Column("opened", _("Opened"), lambda line: line.opened_at.isoformat(), sorts=False),
    Column("state", _("State"), lambda line: in_words(line.state, "batch"), sorts=False),
    Column("letters", _("Letters"), lambda line: line.letters, sorts=False, number=True),
    Column("pages", _("Pages"), lambda line: line.pages, sorts=False, number=True),
)
FILTERS: tuple[Filter[BatchLine], ...] = (
    Filter("state", _("State"), choices("batch")),
    Filter("order", _("Sorted"), [("oldest", _("Oldest first"))], blank=_("Newest first")),
)
FILES: tuple[Column[FileLine], ...] = (
    Column("name", _("File"), lambda line: line.name),
    Column("provider", _("Provider"), lambda line: line.provider),
    Column("taken", _("Handed in"), lambda line: line.taken_at.isoformat()),
    Column("recorded", _("Lines recorded now"), lambda line: line.recorded, number=True),
    Column("known", _("Lines known before"), lambda line: line.known, number=True),
    Column("refused", _("Lines refused"), lambda line: line.refused, number=True),
    Column("fault", _("What is wrong"), lambda line: line.fault),
)


class FileForm(ActionForm):
    """Which file, and from whom?"""

    provider = forms.CharField(
        label=_("Who wrote it?"),
        help_text=_("The code of the postal provider: small letters, such as post-at."),
        error_messages=needed(_("Write the code of the provider.")),
    )
    file = forms.FileField(
        label=_("File of the provider"),
        help_text=_("CSV. Handed in twice, it changes nothing."),
        error_messages=needed(_("Choose the file."))
        | {"empty": _("There is nothing in this file. Choose another one.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def every(request: HttpRequest, by: Staff) -> HttpResponse:
    """What waits, what was printed, what the post said. POST: hand in a file of the post."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            kept = take(sent.name, sent.read(), form.cleaned_data["provider"], by=by, at=now())
            return redirect("office:postal-file", kept)
        except InvalidInput as error:
            form.refuse_field(error)
    asked = asked_of(request.GET, BATCHES, FILTERS)
    if wants_file(request.GET):
        rows = ([one.value(line) for one in BATCHES] for line in _whole(asked, by))
        return csv_file("batches", [str(one.heading) for one in BATCHES], rows)
    page_of = _batches(asked, by)
    batches = Listing(
        *(page_of.lines, BATCHES, asked, FILTERS),
        after=str(page_of.lines[-1].id) if page_of.more else "",
        searched=True,
    )
    found = inspect.letters(by=by, purpose=LETTERS, at=now())
    runs = jobs.runs(by=by, purpose=LETTERS, at=now())
    return page(
        request,
        by,
        "letters",
        letters=found,
        batches=batches,
        round=next((run for run in runs if run.job == ROUND), None),
        form=form,
        may_print=may(by, "letters.print"),
    )


def _batches(asked: dict[str, str], by: Staff) -> Batches:
    try:
        after = UUID(asked[AFTER]) if asked.get(AFTER) else None
    except ValueError as error:
        raise BadRequest from error
    wanted = Wanted(
        asked.get("state", ""), asked.get(TYPED, ""), asked.get("order") == "oldest", after
    )
    return inspect.batches(wanted, by=by, purpose=LETTERS, at=now())


def _whole(asked: dict[str, str], by: Staff) -> Iterator[BatchLine]:
    """The list, page after page, as far as it goes into a file."""
    for _page in range(MOST_PAGES):
        found = _batches(asked, by)
        yield from found.lines
        if not found.more:
            return
        asked = {**asked, AFTER: str(found.lines[-1].id)}


@require_safe
@for_staff
def files(request: HttpRequest, by: Staff) -> HttpResponse:
    """All files of the post."""
    every_file = inspect.postal_files(by=by, purpose=LETTERS, at=now())
    found = listing(every_file, FILES, request.GET)
    if wants_file(request.GET):
        return as_file("postal-files", found)
    return page(request, by, "postal_files", found=found)


@require_POST
@for_staff
def draw(_request: HttpRequest, by: Staff) -> HttpResponse:
    """Print what waits, now."""
    ask_print(by=by, at=now())
    return redirect("office:letters")


@require_safe
@for_staff
def batch(request: HttpRequest, by: Staff, batch_id: UUID) -> HttpResponse:
    """One batch."""
    found = inspect.batch(batch_id, by=by, purpose=LETTERS, at=now())
    return page(request, by, "batch", batch=found)


@require_safe
@for_staff
def postal_file(request: HttpRequest, by: Staff, file_id: UUID) -> HttpResponse:
    """What became of the lines of a file."""
    found = inspect.postal_file(file_id, by=by, purpose=LETTERS, at=now())
    runs = [] if found.line.read_at else jobs.runs(file_id, by=by, purpose=LETTERS, at=now())
    return page(request, by, "postal_file", file=found, run=next(iter(runs), None))


@require_safe
@for_staff
def errors(request: HttpRequest, by: Staff, file_id: UUID) -> HttpResponse:  # noqa: ARG001 because Django hands it over
    """The lines that were refused, to be mended and handed in."""
    found = inspect.postal_file(file_id, by=by, purpose=LETTERS, at=now())
    if not found.errors:
        raise Http404
    return HttpResponse(
        found.errors,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{file_id}.errors.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
@for_staff
def work(request: HttpRequest, by: Staff) -> HttpResponse:
    """What workers do, and what went wrong."""
    return page(request, by, "jobs", runs=jobs.runs(by=by, purpose=LETTERS, at=now()))
