"""`python -m dev.catalogues [--check]`: bring the catalogues of the portals up to date.

Extracts every text of code and templates, merges it into each `django.po`, and compiles it to
the `django.mo` that is kept beside it, so that running needs neither gettext nor a build.

Names what nobody has translated, what is equal to the English, a placeholder that is lost, and,
where a language runs from the right, a code, date or time that the text around it would turn over.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PORTALS = Path(__file__).resolve().parents[1] / "src" / "vocatio" / "portals"
LOCALES = PORTALS / "locale"

METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"silent": "false", "newstyle_gettext": "true"}}
#: The same bytes whoever writes them, whenever: history is kept by git.
DATED = datetime(2026, 1, 1, tzinfo=UTC)

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

#: Language -> messages that are rightly the same as in English. Whatever else is the same was
#: copied, not translated.
SAME: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ar": frozenset(),
        "de": frozenset({"Name", "PDF"}),
    }
)

#: LEFT-TO-RIGHT ISOLATE up to POP DIRECTIONAL ISOLATE, or a placeholder, which the page isolates.
_APART = re.compile("\u2066[^\u2066\u2069]*\u2069|%\\(\\w+\\)s")
#: Latin letters, or figures of several parts, such as 7KQ4-0ZFT, 2027/14, 27 3 2027 and 16:30.
_TURNED = re.compile(r"[A-Za-z]|\d\W+\d")


def texts() -> Catalog:
    """Every text that a page can show, with where it stands and what helps to translate it."""
    found = Catalog(charset="utf-8")
    for file, _, message, comments, context in extract_from_dir(
        PORTALS, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def read(po: Path) -> Catalog:
    """A catalogue as it stands."""
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3], domain="django")


def merged(po: Path) -> bytes:
    """The catalogue brought up to date with the texts, as a file."""
    catalogue = read(po)
    catalogue.update(texts(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = DATED
    catalogue.last_translator = catalogue.language_team = catalogue.project = "Vocatio"
    catalogue.version, catalogue.msgid_bugs_address = "", "see SECURITY.md and CONTRIBUTING.md"
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return written.getvalue()


def compiled(po: Path) -> bytes:
    """The compiled form of a catalogue."""
    written = io.BytesIO()
    write_mo(written, read(po))
    return written.getvalue()


def untranslated(po: Path) -> list[Message]:
    """Texts that the catalogue lacks, or has without a translation anyone vouches for."""
    catalogue = read(po)
    found = (catalogue.get(message.id, message.context) for message in texts() if message.id)
    known = {(m.id, m.context) for m in found if m and m.string and not m.fuzzy and _whole(m)}
    return [m for m in texts() if m.id and (m.id, m.context) not in known]


def _whole(message: Message) -> bool:
    return all(_forms(message.string))


def _forms(text: object) -> list[str]:
    """A text in its one form, or in all those that it takes with numbers."""
    return [str(form or "") for form in (text if isinstance(text, (list, tuple)) else (text,))]


def copied(po: Path) -> list[Message]:
    """Texts whose translation is the English, outside the set of those that are rightly so."""
    same = SAME.get(po.parts[-3], frozenset())
    return [m for m in read(po) if m.id and {*_forms(m.id)} & {*_forms(m.string)} - same]


def broken(po: Path) -> list[tuple[Message, str]]:
    """Translations that would fail or mislead on a page, each with what is wrong."""
    catalogue = read(po)
    found = [(message, str(error)) for message, errors in catalogue.check() for error in errors]
    if Locale.parse(po.parts[-3]).text_direction == "rtl":
        apart = "codes and figures belong between U+2066 and U+2069"
        found += [(message, apart) for message in catalogue if message.id and _turned(message)]
    return found


def _turned(message: Message) -> bool:
    pattern = (message.context or "").endswith(" format")  # letters of Django's “date” filter
    return not pattern and any(_TURNED.search(_APART.sub("", s)) for s in _forms(message.string))


def catalogues() -> Iterator[Path]:
    """The catalogue of each language but English, in which the texts are written."""
    yield from sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))


def stale() -> list[str]:
    """What is not up to date, a line for each."""
    found = []
    for po in catalogues():
        name = po.relative_to(PORTALS)
        found += [f"{name}: not translated: {message.id!r}" for message in untranslated(po)]
        found += [f"{name}: the same as in English: {message.id!r}" for message in copied(po)]
        found += [f"{name}: {wrong}: {message.id!r}" for message, wrong in broken(po)]
        if po.read_bytes() != merged(po):
            found.append(f"{name}: not what the texts are: run python -m dev.catalogues")
        if po.with_suffix(".mo").read_bytes() != compiled(po):
            found.append(f"{name}: compiled from another state: run python -m dev.catalogues")
    return found


def main() -> int:
    """Bring up to date, then name what lacks a translation; with --check, change nothing."""
    if "--check" not in sys.argv[1:]:
        for po in catalogues():
            po.write_bytes(merged(po))
            po.with_suffix(".mo").write_bytes(compiled(po))
    for line in (lines := stale()):
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
