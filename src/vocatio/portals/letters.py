"""Letters, and what people sent us, as files that a browser saves or shows."""

from django.http import HttpResponse

from vocatio.actions.summons.copy import HandedOut
from vocatio.actions.words import File


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


def sent(file: File, name: str) -> HttpResponse:
    """A file as somebody sent it: saved, never shown by the browser as part of our pages."""
    ending = file.media_type.rsplit("/", maxsplit=1)[-1]
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{ending}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
