"""What an agency is told: as little as will do, for minutes, with where to appeal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from vocatio.domain.agency.question import Question
from vocatio.domain.consequences.force import Answer, Force, together
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.floor import ANSWER_LIVES

#: Said with every problem and with “unknown” (F18).
NO_BASIS: Mapping[str, str] = MappingProxyType(
    {
        "en": "This is no basis to stop anyone, or to hold anything against anyone.",
        "de": "Das ist keine Grundlage, jemanden anzuhalten oder jemandem etwas vorzuhalten.",
        "ar": "هذا ليس أساسًا لإيقاف أي شخص أو لاتخاذ أي شيء ضده.",
        "pl": "To nie jest podstawa do zatrzymania kogokolwiek ani do wyciągania konsekwencji.",
        "lv": "Tas nav pamats kādu aizturēt vai kaut ko vērst pret kādu.",
    }
)

_EXPIRES: Mapping[str, str] = MappingProxyType(
    {
        "en": "After “exp” it is no basis to stop anyone: ask again.",
        "de": "Nach „exp“ ist es keine Grundlage mehr, jemanden anzuhalten: noch einmal fragen.",
        "ar": "بعد الوقت المذكور في ‎“exp”‎ لا يكون هذا أساسًا لإيقاف أي شخص: اسأل من جديد.",
        "pl": "Po „exp” nie jest to podstawa do zatrzymania kogokolwiek: należy zapytać ponownie.",
        "lv": "Pēc „exp” tas nav pamats kādu aizturēt: jājautā vēlreiz.",
    }
)

#: F14, in the words of whoever stands at the counter.
_ANY_OFFICE: Mapping[str, str] = MappingProxyType(
    {
        "en": "An appeal counts when it is handed to any office, in any form, and suspends.",
        "de": "Ein Rechtsmittel gilt, sobald es bei irgendeiner Stelle abgegeben wird, in jeder "
        "Form, und schiebt auf.",
        "ar": "يُعتدّ بالطعن متى سُلِّم إلى أي مكتب وبأي شكل، وهو يوقف التنفيذ.",
        "pl": "Odwołanie liczy się od złożenia w dowolnym urzędzie, w dowolnej formie, i "
        "wstrzymuje wykonanie.",
        "lv": "Pārsūdzība ir spēkā, tiklīdz tā iesniegta jebkurā iestādē jebkādā veidā, un aptur "
        "izpildi.",
    }
)

WORDS: Mapping[Answer, Mapping[str, str]] = MappingProxyType(
    {
        Answer.IN_FORCE: _EXPIRES,
        Answer.UNKNOWN: NO_BASIS,
        Answer.NOT_IN_FORCE: NO_BASIS,
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told about a person and one kind of measure.

    Attributes:
        until: of the measure that is in force; None otherwise.
        appeal: name of the body to which one appeals; "" otherwise.
    """

    answer: Answer
    until: datetime | None = None
    appeal: str = ""


NOTHING = Told(Answer.NOT_IN_FORCE)
UNKNOWN = Told(Answer.UNKNOWN)


def found(measures: Iterable[tuple[Force, str]]) -> Told:
    """Of all measures of one kind about one person, each with the name of its body of appeal.

    Any doubt makes it unknown, whatever else is in force (F16, F18).
    """
    known = list(measures)
    answer = together(force for force, _ in known)
    if answer != Answer.IN_FORCE:
        return Told(answer)
    running = ((force.until, body) for force, body in known if force.answer == answer)
    until, body = max(running)
    return Told(answer, until, body)


def claims(
    asked: Question, told: Told, *, issuer: str, languages: Iterable[str], at: datetime
) -> dict[str, Json]:
    """What is signed: bound to the very question, and short of life (F18).

    Args:
        languages: in which the words are said, as far as there are any.
    """
    said: dict[str, Json] = {
        "iss": issuer,
        "aud": asked.terms.code,
        "iat": int(at.timestamp()),
        "exp": int((at + ANSWER_LIVES).timestamp()),
        "jti": asked.jti,
        "question": asked.digest,
        "answer": told.answer.value,
        "kind": asked.kind,
        "words": spoken(WORDS[told.answer], languages),
    }
    if told.until:
        said["until"] = instant(told.until)
        words: dict[str, Json] = {**spoken(_ANY_OFFICE, languages)}
        said["appeal"] = {"body": told.appeal, "words": words}
    return said


def spoken(words: Mapping[str, str], languages: Iterable[str]) -> dict[str, str]:
    """The words in these languages; in English when there are none in any of them."""
    chosen = {language: words[language] for language in languages if language in words}
    return chosen or {"en": words["en"]}
