"""What is planted in a catalogue is found: gaps, English, lost placeholders, turned figures."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import write_po
from django.conf import settings

from dev import catalogues

#: What is planted: the English text, its translation, and the check that finds it.
PLANTED: dict[str, tuple[str, str, Callable[[Path], Sequence[object]]]] = {
    "no translation": ("Reason", "", catalogues.untranslated),
    "English": ("Reason", "Reason", catalogues.copied),
    "a placeholder lost": ("Request of %(name)s", "طلب %(nam)s", catalogues.broken),
    "a date that is turned over": (
        "Write a date, as 2027-03-27.",
        "اكتب تاريخًا، مثل 2027-03-27.",
        catalogues.broken,
    ),
    "letters from the left": (
        "The letter as a PDF file",
        "الرسالة كملف PDF",
        catalogues.broken,
    ),
}


def catalogue(path: Path, text: str, translation: str) -> Path:
    """The Arabic catalogue as it stands, but for one translation."""
    shipped = catalogues.read(catalogues.LOCALES / "ar" / "LC_MESSAGES" / "django.po")
    next(message for message in shipped if message.id == text).string = translation
    po = path / "ar" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    with po.open("wb") as file:
        write_po(file, shipped)
    return po


@pytest.mark.parametrize("planted", PLANTED)
def test_a_bad_translation_is_found(planted: str, tmp_path: Path) -> None:
    text, translation, check = PLANTED[planted]
    found = [str(one) for one in check(catalogue(tmp_path, text, translation))]
    assert len(found) == 1
    assert repr(text) in found[0]


def test_what_is_rightly_the_same_is_listed_and_nothing_else() -> None:
    """An entry of the list that is translated by now would hide the next one that is copied."""
    for po in catalogues.catalogues():
        same = {m.id for m in catalogues.read(po) if m.id and m.id == m.string}
        assert same == catalogues.SAME[po.parts[-3]]


def test_every_language_of_the_portals_but_english_has_its_catalogue() -> None:
    having = {po.parts[-3] for po in catalogues.catalogues()}
    assert having == {code for code, _name in settings.LANGUAGES} - {"en"}
