"""`python -m dev.letter_pictures`: draw the letter in three languages into docs/images/.

The template is that of the invented jurisdiction, the person, office and order are those that a
demo invents. Looked at before they are committed: a picture shows what no checker does.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vocatio.project.settings")
django.setup()

from vocatio.actions.callup.notice import spoken_date, written_date  # noqa: E402 because Django is set up before
from vocatio.domain.evidence.canonical import canonical  # noqa: E402 because Django is set up before
from vocatio.domain.summons.content import compose  # noqa: E402 because Django is set up before
from vocatio.gateways import profiles, templates  # noqa: E402 because Django is set up before
from vocatio.gateways.typesetting import Letter, typeset  # noqa: E402 because Django is set up before

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
#: Language of the letter -> who gets it; the official language of these letters is German.
PEOPLE = {"en": "Grace Erfunden", "de": "Anna Erfunden", "ar": "ليلى مثال"}
STREET = ("Musterstraße 1", "1010 Wien")
TITLES = {"en": "Basic service", "de": "Grunddienst", "ar": "الخدمة الأساسية"}
BASES = {
    "en": "Service Duty Act (invented), article 2",
    "de": "Dienstpflichtgesetz (erfunden), Artikel 2",
    "ar": "قانون واجب الخدمة (متخيل)، المادة 2",
}
OFFICES = {"en": "Vienna office", "de": "Amt Wien", "ar": "مكتب فيينا"}
WRITTEN, APPEARS = datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 4, 9, 7, 30, tzinfo=UTC)
DOTS = "70"


def main() -> int:
    """Draw them; needs pdftoppm (Debian: poppler-utils)."""
    if shutil.which("pdftoppm") is None:
        print("pdftoppm is missing: install poppler-utils", file=sys.stderr)
        return 1
    for language, name in PEOPLE.items():
        _draw(language, name)
    return 0


def _draw(language: str, name: str) -> None:
    found, profile = templates.load("arrival").template, profiles.load("arrival").profile
    official = "de"
    languages = dict.fromkeys((official, language))
    category = profile.on(WRITTEN.date()).categories[0].title
    values = {
        each: {
            "name": name,
            "date": spoken_date(APPEARS.toordinal(), each),
            "time": "09:30",
            "title": TITLES[each],
            "category": category[each],
            "order": "O-2026-1",
            "basis": BASES[each],
            "office": OFFICES[each],
            "address": ", ".join(STREET),
        }
        for each in languages
    }
    content = compose(
        found.notice,
        official=official,
        chosen=language,
        variables=values,
        code="7KQ4-0ZFT-91PM-HX3C",
        template=found.version,
        issued=WRITTEN.isoformat(),
        dated={each: written_date(WRITTEN.toordinal(), each) for each in languages},
    )
    drawn = typeset(Letter(canonical(content), found, (name, *STREET)))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "letter.pdf"
        file.write_bytes(drawn.pdf)
        target = IMAGES / f"letter-{language}"
        command = ["pdftoppm", "-png", "-r", DOTS, "-f", "1", "-singlefile", str(file), str(target)]
        subprocess.run(command, check=True)
    print(f"docs/images/letter-{language}.png: the first of {drawn.pages} pages")


if __name__ == "__main__":
    sys.exit(main())
