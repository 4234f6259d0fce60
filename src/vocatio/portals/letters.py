"""Letters, receipts of appearances, and what people sent us, as browsers save or show them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, gettext, override

from vocatio.actions.summons.copy import HandedOut
from vocatio.actions.summons.door_receipt import OnPaper
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


@dataclass(frozen=True, slots=True)
class Part:
    """What the receipt of an appearance says in one language."""

    language: str
    heading: str
    labels: tuple[str, str, str, str, str]
    office: str
    sentences: tuple[str, ...]


def in_languages(found: OnPaper) -> tuple[Part, ...]:
    """Their own language first, where the pages speak it."""
    return tuple(_part(found, each) for each in both(found.language.partition("-")[0]))


def both(first: str) -> list[str]:
    """That language, then the one of the page; of these, those that the pages speak."""
    spoken = {code for code, _ in settings.LANGUAGES}
    wanted = dict.fromkeys((first, get_language() or settings.LANGUAGE_CODE))
    return [each for each in wanted if each in spoken]


def _part(found: OnPaper, language: str) -> Part:
    with override(language):
        return Part(
            language=language,
            heading=gettext("You were here"),
            labels=(
                gettext("Name"),
                gettext("Office"),
                gettext("Appointment"),
                gettext("Appeared"),
                gettext("Reference"),
            ),
            office=found.office.get(language) or next(iter(found.office.values())),
            sentences=(
                gettext("This receipt shows that you appeared."),
                gettext(
                    "If something was ordered against you because you had stayed away, it is "
                    "lifted: show this receipt to whoever holds it against you."
                ),
                gettext("Anybody can check the code, without learning your name, at:"),
            ),
        )
