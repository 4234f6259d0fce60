"""Letters: batches for the printer, files of the post, and what came back."""

from uuid import UUID

from django import forms
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
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.portals.answers import ActionForm, needed
from vocatio.portals.office.session import for_staff, may, page, with_password
from vocatio.portals.words import LETTERS


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
    found = inspect.letters(by=by, purpose=LETTERS, at=now())
    runs = jobs.runs(by=by, purpose=LETTERS, at=now())
    return page(
        request,
        by,
        "letters",
        letters=found,
        round=next((run for run in runs if run.job == ROUND), None),
        form=form,
        may_print=may(by, "letters.print"),
    )


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
    return page(request, by, "postal_file", file=found)


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
