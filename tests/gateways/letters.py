"""Letters to draw: the template of the default jurisdiction, about somebody invented."""

from typing import Any

from vocatio.domain.consequences.telling import words_in, write
from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.summons.content import compose, names
from vocatio.domain.summons.template import Template
from vocatio.gateways import profiles, templates
from vocatio.gateways.typesetting import Letter

ADDRESS = ("Ada Invented", "Invented Street 1", "1010 Wien")
VALUES = {
    "name": "Ada Invented",
    "date": "Thursday, 9 April 2026",
    "time": "09:30",
    "title": "Basic service: examination and assignment",
    "category": "conscript, 18 to 27 years",
    "order": "O-2026-1",
    "basis": "Service Duty Act (invented), articles 2, 3 and 12",
    "office": "Office of Vienna",
    "address": "Invented Square 1, 1010 Wien",
}


def template(code: str | None = None) -> Template:
    """The template of a jurisdiction that is shipped."""
    return templates.load(code or profiles.default()).template


def content(*, chosen: str = "en", official: str = "en", **values: str) -> bytes:
    """The canonical content of a notice; `values` replace those of somebody invented."""
    found = template()
    languages = dict.fromkeys((official, chosen))
    about: dict[str, Any] = {
        "code": values.pop("code", "7KQ4-0ZFT-91PM-HX3C"),
        "template": found.version,
        "issued": "2026-03-01T08:00:00.000000Z",
        "dated": dict.fromkeys(languages, "1 March 2026"),
    }
    said = dict.fromkeys(languages, VALUES | values)
    return canonical(
        compose(found.notice, official=official, chosen=chosen, variables=said, **about)
    )


def letter(*, large: bool = False, neutral: bool = False, **said: str) -> Letter:
    """A letter with an address."""
    return Letter(content(**said), template(), ADDRESS, large=large, neutral=neutral)


def of_a_case(kind: str, *, chosen: str = "en") -> Letter:
    """A letter that says what a document of a case says."""
    languages, found = dict.fromkeys((chosen, "en")), template()
    said = canonical(
        {
            "kind": kind,
            "code": "7KQ4-0ZFT-91PM-HX3C",
            "template": found.version,
            "issued": "2026-03-01T08:00:00.000000Z",
            "official": "en",
            "chosen": chosen,
            "dated": dict.fromkeys(languages, "1 March 2026"),
            "text": {code: write(kind, code, _values(kind, code)) for code in languages},
        }
    )
    return Letter(said, found, ADDRESS)


def _values(kind: str, language: str) -> dict[str, str]:
    """A value for whatever such a document asks for."""
    asked = {name for text in words_in(language).documents[kind].values() for name in names(text)}
    return {name: VALUES.get(name, f"“{name}”") for name in asked}
