"""What a person may ask to have corrected, and in which words."""

from collections.abc import Mapping
from typing import Final

from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.partial_date import PartialDate
from vocatio.domain.register.rows import LONGEST, SEXES

#: field -> the words of it that a correction gives, all of them.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("given", "family"),
    "particulars": ("birth", "sex"),
    "language": ("tag",),
    "address": ("country", "street", "postcode", "locality"),
    "contact": ("kind", "value"),
    "registration": ("district",),
}
#: Words without which a correction says nothing.
NEEDED: Final = frozenset({"family", "tag", "country", "kind", "value", "district"})
CONTACTS: Final = ("email", "phone")

Words = Mapping[str, str]


def check(field: str, words: Words) -> dict[str, str]:
    """The words of a correction, without white space around them.

    Raises:
        InvalidInput: naming the word that is missing, unknown or wrong.
    """
    if field not in WORDS:
        raise InvalidInput("field", f"choose from: {', '.join(sorted(WORDS))}")
    if set(words) != set(WORDS[field]):
        raise InvalidInput(field, f"give all of: {', '.join(WORDS[field])}")
    found = {word: value.strip() for word, value in words.items()}
    for word, value in found.items():
        if (word in NEEDED and not value) or len(value) > LONGEST:
            raise InvalidInput(word, f"must not be empty, nor longer than {LONGEST} characters")
    if found.get("sex", "") not in SEXES:
        raise InvalidInput("sex", f"choose from: {', '.join(filter(None, SEXES))}, or leave empty")
    if found.get("kind", CONTACTS[0]) not in CONTACTS:
        raise InvalidInput("kind", f"choose from: {', '.join(CONTACTS)}")
    _birth(found.get("birth", ""))
    return found


def values(field: str, words: Words, *, sealed: bool) -> tuple[object, ...]:
    """The claim that a correction makes, in plain values; an address stays sealed if it was."""
    match field:
        case "name":
            return "civil", words["given"], words["family"]
        case "particulars":
            birth = _birth(words["birth"])
            ends = (birth.earliest, birth.latest) if birth else (None, None)
            return (*ends, words["sex"])
        case "address":
            return (*(words[word] for word in WORDS["address"]), sealed)
        case "registration":
            return words["district"], ""
        case _:
            return tuple(words[word] for word in WORDS[field])


def _birth(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        raise InvalidInput("birth", str(error)) from error
