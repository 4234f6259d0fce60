"""How a jurisdiction says things on paper: the words of its notices and letters, versioned.

The version is the content hash of the whole template. It is kept with the facts and named by
the fact of issue, so that a letter can be drawn again, years later, as it was.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.summons.acknowledgement import ASKED, LABELLED, PARTS, Follows
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.content import Templates, names
from vocatio.domain.summons.content import check as check_notice
from vocatio.domain.summons.corrections import Reason

#: What a letter says besides the notice itself, and the values that each must make use of.
WORDS: Mapping[str, frozenset[str]] = {
    "where": frozenset(),
    "when": frozenset(),
    "why": frozenset(),
    "now": frozenset(),
    "now_text": frozenset({"site"}),
    "cannot": frozenset({"telephone"}),
    "nothing": frozenset(),
    "why_now": frozenset(),
    "questions": frozenset({"telephone"}),
    "check": frozenset({"check"}),
    "code": frozenset(),
    "qr": frozenset(),
    "legal": frozenset(),
    "reschedule": frozenset(),
    "object": frozenset(),
    "heard": frozenset(),
    "appeal": frozenset(),
    "consequences": frozenset(),
    "basis": frozenset(),
    "card": frozenset(),
    "card_come": frozenset(),
    "card_cannot": frozenset(),
    "card_not_me": frozenset(),
    "card_help": frozenset(),
    "card_back": frozenset(),
    "card_signature": frozenset(),
    "attachment": frozenset(),
}


#: What is said when a summons is withdrawn or replaced, and the values that each must make use of.
CORRECTION: Mapping[str, frozenset[str]] = {
    "heading": frozenset({"name", "date"}),
    "reason": frozenset({"about", "title", "order", "why"}),
    "now": frozenset({"date"}),
    "object": frozenset(),
    "replaced": frozenset({"about", "why"}),
}


class TemplateIncomplete(Refusal):
    """A template lacks something that a letter must carry."""

    basis = "F3"


@dataclass(frozen=True, slots=True)
class Window:
    """Where the envelope shows the address: millimetres from the top left corner of the sheet."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Postal:
    """The postal standard of a letter: its window, where the text begins, where it is folded."""

    standard: str
    window: Window
    body: int
    folds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """All that is said on paper in one jurisdiction, in one version.

    Attributes:
        notice: language -> part -> text, the parts of F3.
        words: language -> label -> text, what a letter says besides.
        correction: language -> part -> text, when a summons is withdrawn or replaced.
        reasons: language -> code of a reason for that -> sentence.
        acknowledgement: language -> what a letter says that confirms what an officer wrote down;
            empty in a template that was put in force before there were such letters.
        sender: language -> name of the authority.
        return_line: above the address, in the window of the envelope.
        neutral_line: the same for protected persons; names no authority (F23).
        card_to: where the reply card goes, line by line.
        telephone: free of charge.
        site: address of the portal, without a slash at its end.
    """

    version: str
    notice: Templates
    words: Templates
    correction: Templates
    reasons: Templates
    acknowledgement: Mapping[str, Mapping[str, Any]]
    sender: Mapping[str, str]
    return_line: str
    neutral_line: str
    card_to: tuple[str, ...]
    telephone: str
    site: str
    postal: Postal

    @property
    def check(self) -> str:
        """Address of the page where a letter is checked."""
        return f"{self.site}/check"


def parse(tables: Mapping[str, Any], languages: tuple[str, ...]) -> Template:
    """Read a template and refuse one that is not whole in each of the languages.

    Args:
        tables: `notice`, `words`, `correction`, `acknowledgement` (by language), `sender`, `letter`
            and `postal`.

    Raises:
        PartMissing: a part of the notice is missing or does not speak of the person (F3).
        TemplateIncomplete: naming what the letter lacks.
    """
    check_notice(tables["notice"], languages)
    check_words(tables["words"], languages)
    correction, reasons = _corrections(tables.get("correction", {}), languages)
    letter, postal = tables["letter"], tables["postal"]
    return Template(
        version=hashlib.sha256(canonical(tables)).hexdigest(),
        notice=tables["notice"],
        words=tables["words"],
        correction=correction,
        reasons=reasons,
        acknowledgement=_acknowledgements(tables.get("acknowledgement", {}), languages),
        sender={code: _said(tables["sender"], code, "sender") for code in languages},
        return_line=_said(letter, "return_line", "letter"),
        neutral_line=_said(letter, "neutral_line", "letter"),
        card_to=tuple(letter.get("card_to") or _lacks("letter.card_to")),
        telephone=_said(letter, "telephone", "letter"),
        site=_said(letter, "site", "letter"),
        postal=Postal(
            standard=_said(postal, "standard", "postal"),
            window=Window(**postal["window"]),
            body=postal["body"],
            folds=tuple(postal["folds"]),
        ),
    )


def check_words(words: Templates, languages: tuple[str, ...]) -> None:
    """Refuse words that lack a label, or leave out a value that it must say.

    Raises:
        TemplateIncomplete: naming language and label.
    """
    for language in languages:
        said = words.get(language, {})
        for label, needed in WORDS.items():
            text = _said(said, label, f"words.{language}")
            for name in sorted(needed - names(text)):
                _lacks(f"words.{language}.{label}: {{{name}}}")


def _corrections(tables: Mapping[str, Any], languages: tuple[str, ...]) -> tuple[Templates, ...]:
    """The parts and the reasons of corrections, whole in each language."""
    for language in languages:
        said = tables.get(language, {})
        for part, needed in CORRECTION.items():
            text = _said(said, part, f"correction.{language}")
            for name in sorted(needed - names(text)):
                _lacks(f"correction.{language}.{part}: {{{name}}}")
        for reason in Reason:
            _said(said.get("reasons", {}), reason, f"correction.{language}.reasons")
    parts = {code: {part: tables[code][part] for part in CORRECTION} for code in languages}
    return parts, {code: tables[code]["reasons"] for code in languages}


def _acknowledgements(
    tables: Mapping[str, Any], languages: tuple[str, ...]
) -> Mapping[str, Mapping[str, Any]]:
    """The words of letters that confirm what was written down, whole in each language."""
    if not tables:
        return {}
    codes: Mapping[str, Iterable[str]] = {
        "labels": LABELLED,
        "ways": Channel,
        "what": ASKED,
        "then": Follows,
    }
    for language in languages:
        said, where = tables.get(language, {}), f"acknowledgement.{language}"
        for part, needed in PARTS.items():
            text = _said(said, part, where)
            for name in sorted(needed - names(text)):
                _lacks(f"{where}.{part}: {{{name}}}")
        for table, each in codes.items():
            for code in each:
                _said(said.get(table, {}), code, f"{where}.{table}")
    return tables


def _said(table: Mapping[str, Any], key: str, where: str) -> str:
    text = table.get(key)
    return text if isinstance(text, str) and text.strip() else _lacks(f"{where}.{key}")


def _lacks(what: str) -> Any:
    raise TemplateIncomplete(f"the template of the letter lacks {what}")
