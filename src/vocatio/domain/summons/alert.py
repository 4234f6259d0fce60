"""The words of an alert: that there is post, and nothing else.

No name, no matter, no date, and no link: an alert that asks to click and sign in teaches
people to fall for those who forge it. So its text has no place to fill in, and one that looks
like an address is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vocatio.domain.errors import VocatioError
from vocatio.domain.summons.reach import ROUND

LINK = re.compile(r"(?:https?:|www\.|//|[a-z0-9-]+\.[a-z]{2,}(?:/|\b))", re.IGNORECASE)
KINDS = ("first", "reminder")


class BadAlert(VocatioError):
    """The text of an alert says what no alert may say."""


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body, in one language."""

    subject: str
    body: str


Texts = Mapping[str, Mapping[str, Words]]


def parse(tables: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Texts:
    """Read the texts: language -> "first" or "reminder" -> subject and body.

    Raises:
        BadAlert: naming language and kind of what is missing, has a link or a place to fill in.
    """
    return {
        language: {kind: _words(kinds.get(kind, {}), f"{language}.{kind}") for kind in KINDS}
        for language, kinds in tables.items()
    }


def _words(table: Mapping[str, str], where: str) -> Words:
    words = Words(table.get("subject", "").strip(), table.get("body", "").strip())
    for name, text in (("subject", words.subject), ("body", words.body)):
        if not text:
            raise BadAlert(f"{where}.{name} is missing")
        if "{" in text or "%" in text:
            raise BadAlert(f"{where}.{name} has a place to fill in: an alert says nothing personal")
        if LINK.search(text):
            raise BadAlert(f"{where}.{name} has a link: say where to go in words")
    if "\n" in words.subject:
        raise BadAlert(f"{where}.subject has more than one line")
    return words


def words_for(texts: Texts, language: str, official: str, number: int) -> Words:
    """In the person's language; one that we lack falls back to the official one."""
    return texts.get(language, texts[official])[KINDS[min(number % ROUND, 1)]]
