"""What somebody types to find a person: a name and a birth date, a number, a reference."""

import re
from dataclasses import dataclass
from datetime import date

from vocatio.domain.errors import InvalidInput
from vocatio.domain.figures import western
from vocatio.domain.register.partial_date import PartialDate

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
#: As people write days, months and years; the year has four figures, always.
_DATES = tuple(
    re.compile(rf"(?<![0-9./-]){form}(?![0-9./-])", re.ASCII)
    for form in (
        rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}})[./-]\s?(?P<month>[0-9]{{1,2}})[./-]\s?{_YEAR}",
        rf"{_YEAR}-(?P<month>[0-9]{{1,2}})",
        rf"(?P<month>[0-9]{{1,2}})[./]{_YEAR}",
        _YEAR,
    )
)
#: Crockford's base 32 in groups of four, as references are written.
_REFERENCE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
#: Numbers of people have figures, perhaps letters, never only letters.
_NUMBER = re.compile(r"(?=[^ ]*[0-9])[0-9A-Za-z./-]{5,40}", re.ASCII)
LONGEST = 200
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for.

    Attributes:
        name: the part that can be a name, as it was typed.
        born_from, born_until: whoever was born between them, both included.
        number: a number of a person as it was typed without blanks, "" for none.
        reference: a reference of a summons, "" for none.
    """

    name: str
    born_from: date = FIRST
    born_until: date = LAST
    number: str = ""
    reference: str = ""


def parse(typed: str) -> Asked:
    """What somebody means who typed this.

    Raises:
        InvalidInput: nothing was typed, too much, or a day that does not exist.
    """
    text = " ".join(western(typed).split())
    if not text or len(text) > LONGEST:
        raise InvalidInput("query", f"write a name, a number or a reference, up to {LONGEST} signs")
    if _REFERENCE.fullmatch(text.upper()):
        return Asked("", reference=text.upper())
    if _is_number(text):
        return Asked("", number=text.replace(" ", ""))
    for form in _DATES:
        if found := form.search(text):
            rest = (*text[: found.start()].split(), *text[found.end() :].split())
            return Asked(" ".join(rest), *_between(**found.groupdict()))
    return Asked(text)


def _is_number(text: str) -> bool:
    """Figures alone, perhaps in groups; or one word with figures in it that is no date."""
    if text.replace(" ", "").isdigit():
        return len(text) > len("2004")
    return _NUMBER.fullmatch(text) is not None and not any(d.fullmatch(text) for d in _DATES)


def _between(year: str, month: str | None = None, day: str | None = None) -> tuple[date, date]:
    """The first and the last day that a date can mean."""
    try:
        meant = PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError as error:
        raise InvalidInput("query", "there is no such day: check day and month") from error
    return meant.earliest, meant.latest
