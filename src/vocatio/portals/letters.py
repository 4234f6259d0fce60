"""A letter as a file that a browser saves or prints."""

from django.http import HttpResponse

from vocatio.actions.summons.copy import HandedOut


def handed_out(letter: HandedOut) -> HttpResponse:
    """The PDF; its name is the code, which tells nothing about anybody."""
    return HttpResponse(
        letter.pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{letter.code}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )
