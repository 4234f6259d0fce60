"""What is written to somebody in a case, and how the case stands, in plain words.

The words are data, one module for each language; tests hold that none lacks a word.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from vocatio.domain.consequences.force import Answer, Force
from vocatio.domain.consequences.obstacles import Obstacle
from vocatio.domain.consequences.telling import ar, de, en
from vocatio.domain.consequences.telling.words import CaseWords
from vocatio.domain.direction import fill
from vocatio.domain.errors import Refusal

LANGUAGES: Mapping[str, CaseWords] = {words.code: words for words in (ar.WORDS, de.WORDS, en.WORDS)}

#: How the content of a document of a case is told from a notice: its kind.
KINDS: Final = frozenset(en.WORDS.documents)


class NoCaseWords(Refusal):
    """Nothing is served in a language that nobody wrote: add it in consequences/telling."""

    basis = "F3"


def words_in(language: str) -> CaseWords:
    """The words of a language.

    Raises:
        NoCaseWords: nobody has written them.
    """
    found = LANGUAGES.get(language.partition("-")[0])
    if found is None:
        raise NoCaseWords(f"nobody has written what is said in a case in “{language}”")
    return found


def write(kind: str, language: str, values: Mapping[str, str]) -> dict[str, str]:
    """The parts of a document, in reading order.

    Raises:
        NoCaseWords: in this language.
        KeyError: a value that the document must say is missing.
    """
    parts = words_in(language).documents[kind]
    return {part: fill(text, language, **values) for part, text in parts.items()}


def in_order(content: Mapping[str, Any], language: str) -> dict[str, str]:
    """The parts of a document in reading order, which the bytes that were hashed do not keep.

    Args:
        content: of a document, as `write` made its text.
    """
    order = list(words_in(language).documents[content["kind"]])
    text: dict[str, str] = content["text"][language]
    return {part: text[part] for part in sorted(text, key=order.index)}


def because(found: Force, language: str, zone: ZoneInfo) -> tuple[str, ...]:
    """Whether a measure is in force, why, and what would end it, in sentences."""
    words = words_in(language)
    reasons = [sentence(obstacle, language, zone) for obstacle in found.obstacles]
    ends = [words.ends] if found.answer == Answer.IN_FORCE else []
    return (words.answers[found.answer], *dict.fromkeys(reasons), *ends)


def sentence(obstacle: Obstacle, language: str, zone: ZoneInfo) -> str:
    """One reason, with the day on which it ends by itself."""
    words = words_in(language)
    text = words.obstacles[_key(obstacle.name, words)]
    if obstacle.ends_at is None:
        return text
    return words.until.format(text=text, date=_day(obstacle.ends_at, zone))


def _key(name: str, words: CaseWords) -> str:
    """Lighter measures and statuses have names by code; what is said of them is one sentence."""
    if name in words.obstacles:
        return name
    return "status_unknown" if name.endswith("_unknown") else "untried"


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat()
