"""Read the templates of notices and letters from the folders of their jurisdictions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from vocatio.domain.summons.template import Template, TemplateIncomplete, parse
from vocatio.gateways import profiles

#: Table of a template -> the file of what all jurisdictions share of it.
SHARED = {
    "words": "words.toml",
    "correction": "corrections.toml",
    "acknowledgement": "acknowledgements.toml",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """What a jurisdiction says on paper, and the tables it was read from."""

    template: Template
    tables: Mapping[str, Any]


@cache
def load(code: str) -> Printed:
    """The template of the notices and letters of a jurisdiction, whole in all its languages.

    Words that it does not say itself are those that all jurisdictions share, by language.

    Raises:
        UnknownJurisdiction: naming those that there are.
        PartMissing: a notice lacks a part that the floor demands (F3).
        TemplateIncomplete: naming what the letter lacks.
    """
    found = profiles.load(code)
    languages = found.profile.head.languages
    file = profiles.root() / code / "letter.toml"
    if not file.is_file():
        raise TemplateIncomplete(f"“{code}” has no letter.toml: nothing can be put on paper")
    own = profiles.tables_of(file)
    shared = {name: _shared(own.get(name, {}), SHARED[name], languages) for name in SHARED}
    notice = {language: found.notice[language] for language in languages}
    tables = {**own, **shared, "notice": notice}
    return Printed(parse(tables, languages), tables)


def _shared(own: Mapping[str, Any], file: str, languages: tuple[str, ...]) -> dict[str, Any]:
    """Table by language: what all jurisdictions share, and over it what this one says itself."""
    found = profiles.tables_of(profiles.root() / file)
    return {code: {**found.get(code, {}), **own.get(code, {})} for code in languages}
