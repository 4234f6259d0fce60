"""A key that comes back with somebody else behind it: two persons under one record.

A source that gives the key of one person to another would overwrite the first with the second.
Names change, and a birth date is corrected; both at once, with nothing left of either, is not a
change but another person, until a human says otherwise.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Who:
    """What tells people apart; days are None when nobody knows.

    Attributes:
        words: of all names ever borne.
        born_earliest, born_latest: from when to when they may have been born.
    """

    words: frozenset[str]
    born_earliest: date | None
    born_latest: date | None


def is_another(known: Who, said: Who) -> bool:
    """Whether not one word of a name is left, and no day on which both can have been born."""
    if not known.words or not said.words or known.words & said.words:
        return False
    ends = (known.born_earliest, known.born_latest, said.born_earliest, said.born_latest)
    if any(end is None for end in ends):
        return False
    first, last, earliest, latest = (end for end in ends if end is not None)
    return last < earliest or latest < first
