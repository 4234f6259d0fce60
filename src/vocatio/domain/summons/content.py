"""What a summons says: structured content, composed once, hashed at issue.

F3: no service unless the notice states all of it, specific to this person, in the
official and in the chosen language. A missing part is an error that names it.
"""

import string
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

from vocatio.domain.direction import fill
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import Json

#: F3, part by part, in the order a reader needs them.
PARTS = (
    "heading",
    "reason",
    "place",
    "time",
    "reschedule",
    "object",
    "heard",
    "appeal",
    "consequences",
    "basis",
)

#: What a withdrawal says, part by part, and how its content is told from a notice.
WITHDRAWN = ("heading", "reason", "now", "object")
WITHDRAWAL = "withdrawal"

#: Values that a text may make use of; each is specific to this person.
VALUES = frozenset(
    ("name", "date", "time", "title", "category", "order", "basis", "office", "address")
)

#: Part -> the values without which it would not speak of this person and this appointment.
SPECIFIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "heading": frozenset({"name", "date"}),
        "reason": frozenset({"title", "category"}),
        "place": frozenset({"office", "address"}),
        "time": frozenset({"date", "time"}),
        "basis": frozenset({"basis"}),
    }
)

Templates = Mapping[str, Mapping[str, str]]


class PartMissing(Refusal):
    """The notice lacks a part that must be on it."""

    basis = "F3"


def check(templates: Templates, languages: tuple[str, ...]) -> None:
    """Refuse templates that lack a part, or say it of nobody in particular.

    Raises:
        PartMissing: naming each part with its language and what it lacks.
    """
    found = [
        problem
        for language in languages
        for part in PARTS
        for problem in _problems(templates.get(language, {}).get(part, ""), part, language)
    ]
    if found:
        raise PartMissing("the notice " + "; ".join(found))


def _problems(text: str, part: str, language: str) -> Iterator[str]:
    where = f"“{part}” in “{language}”"
    if not text.strip():
        yield f"has no part {where}"
        return
    try:
        used = names(text)
    except ValueError as error:
        yield f"has a brace in {where} that opens or closes nothing: {error}"
        return
    for name in sorted(SPECIFIC.get(part, frozenset()) - used):
        yield f"must say {{{name}}} in {where}"
    for name in sorted(used - VALUES):
        yield f"asks for {{{name}}} in {where}, which nobody knows; there are: {_listed(VALUES)}"


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


def names(text: str) -> frozenset[str]:
    """The values that a text asks for.

    Raises:
        ValueError: a brace opens or closes nothing.
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def reading_order(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of a content: the chosen one first, since a page is read from the top."""
    return tuple(dict.fromkeys((content["chosen"], content["official"])))


def in_language(texts: Mapping[str, str], language: str, official: str) -> str:
    """The text in a language, or else in the official one, in which each is written."""
    return texts.get(language) or texts[official]


def compose(
    templates: Templates,
    *,
    official: str,
    chosen: str,
    variables: Mapping[str, Mapping[str, str]],
    **about: Json,
) -> dict[str, Json]:
    """The notice in the official and in the chosen language, and what is known `about` it.

    Args:
        templates: language -> part -> text with {names}.
        variables: language -> name -> value; every value specific to this person.

    Raises:
        PartMissing: a part is missing, or a value that it needs is empty.
    """
    languages = tuple(dict.fromkeys((official, chosen)))
    check(templates, languages)
    return {
        **about,
        "official": official,
        "chosen": chosen,
        "text": {
            language: {
                part: _fill(templates[language][part], language, variables[language], part)
                for part in PARTS
            }
            for language in languages
        },
    }


def compose_withdrawal(
    parts: Templates,
    *,
    official: str,
    chosen: str,
    variables: Mapping[str, Mapping[str, str]],
    **about: Json,
) -> dict[str, Json]:
    """The notice that a summons is withdrawn, in both languages.

    Args:
        parts: language -> part -> text of a correction, as a template has checked it.

    Raises:
        PartMissing: a value that a part needs is empty.
    """
    return {
        **about,
        "kind": WITHDRAWAL,
        "official": official,
        "chosen": chosen,
        "text": {
            language: {
                part: _fill(parts[language][part], language, variables[language], part)
                for part in WITHDRAWN
            }
            for language in dict.fromkeys((official, chosen))
        },
    }


def replacing(
    notice: Mapping[str, Json], parts: Templates, variables: Mapping[str, Mapping[str, str]]
) -> dict[str, Json]:
    """The notice with a part more: which one it replaces, and why."""
    said = cast(Mapping[str, Mapping[str, Json]], notice["text"])
    return {
        **notice,
        "text": {
            language: {
                **text,
                "replaced": _fill(
                    parts[language]["replaced"], language, variables[language], "replaced"
                ),
            }
            for language, text in said.items()
        },
    }


def _fill(template: str, language: str, values: Mapping[str, str], part: str) -> str:
    for name in sorted(names(template)):
        if not values.get(name, "").strip():
            raise PartMissing(f"the part “{part}” needs “{name}”, which is empty")
    return fill(template, language, **values)
