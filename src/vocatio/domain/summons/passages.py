"""Passages: words with which reasons can begin, as a jurisdiction has them, in each version.

A passage says what the rule is; why it is so for this person, whoever decides writes in words of
their own beneath (F10). Which passage was used, and in which version, the decision says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vocatio.domain.errors import InvalidInput, VocatioError
from vocatio.domain.law.reasons import APART
from vocatio.domain.summons.kinds import Outcome, RequestKind


class BadPassage(VocatioError):
    """A passage of a jurisdiction cannot be used."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One version of one passage.

    Attributes:
        since: the day from which decisions begin with it.
        kinds: of requests that can be answered with it.
        title, text: language -> what it is called, and what the person reads.
    """

    code: str
    since: date
    outcome: Outcome
    kinds: frozenset[RequestKind]
    title: Mapping[str, str]
    text: Mapping[str, str]


def parse(tables: Iterable[Mapping[str, Any]], languages: Sequence[str]) -> tuple[Passage, ...]:
    """Read passages, whole in these languages.

    Raises:
        BadPassage: naming the passage and what is wrong in it.
    """
    return tuple(_passage(table, languages) for table in tables)


def offered(passages: Iterable[Passage], kind: str, on: date) -> tuple[Passage, ...]:
    """What a request of a kind can be answered with on a day: of each the version in force."""
    in_force: dict[str, Passage] = {}
    for one in sorted(passages, key=lambda one: one.since):
        if one.since <= on:
            in_force[one.code] = one
    return tuple(one for _, one in sorted(in_force.items()) if kind in one.kinds)


def chosen(passages: Iterable[Passage], code: str, outcome: Outcome) -> Passage:
    """The passage of that code, for a decision with that outcome.

    Raises:
        InvalidInput: there is none, or it is one for the other outcome.
    """
    found = next((one for one in passages if one.code == code), None)
    if found is None or found.outcome != outcome:
        raise InvalidInput("passage", "choose one that fits your decision, or none")
    return found


def composed(passage: Passage, individual: str, language: str, official: str) -> str:
    """What the person reads: the passage in their language, and the individual reasons beneath."""
    return f"{passage.text.get(language, passage.text[official])}{APART}{individual}"


def _passage(table: Mapping[str, Any], languages: Sequence[str]) -> Passage:
    code = str(table.get("code", "")) or "(without a code)"
    try:
        return Passage(
            code=code,
            since=_day(table["from"]),
            outcome=Outcome(table["outcome"]),
            kinds=frozenset(map(RequestKind, table["kinds"])),
            title=_words(table["title"], languages, "title"),
            text=_words(table["text"], languages, "text"),
        )
    except KeyError as error:
        raise BadPassage(f"passage {code}: {error.args[0]} is missing") from error
    except ValueError as error:
        raise BadPassage(f"passage {code}: {error}") from error


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise ValueError(f"from: write a date, such as 2027-03-27, not {value!r}")  # noqa: TRY004 because the caller names the passage to all alike
    return value


def _words(table: Mapping[str, str], languages: Sequence[str], name: str) -> Mapping[str, str]:
    words = {language: table.get(language, "").strip() for language in languages}
    for language, text in words.items():
        if not text:
            raise ValueError(f"{name}.{language} is missing")
        if APART in text:
            raise ValueError(f"{name}.{language} has an empty line: keep it one paragraph")
    return words
