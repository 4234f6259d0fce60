"""F10: whoever decides says why, in words about the one whom it is about."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.law.floor import (
    LEAST_REASONS_CHARACTERS,
    LEAST_REASONS_WORDS,
    NEAR_COPY_PERCENT,
)

#: What stands between a passage, with which reasons can begin, and the individual ones.
APART = "\n\n"


class Copied(Refusal):
    """These reasons were given to somebody else before: write what is so in this case."""

    basis = "F10"


def require_reasons(reasons: str) -> None:
    """Refuse reasons that are missing, or too short to say anything about somebody.

    Raises:
        InvalidInput
    """
    if len(reasons.strip()) < LEAST_REASONS_CHARACTERS:
        least = LEAST_REASONS_CHARACTERS
        raise InvalidInput("reasons", f"write at least {least} characters, about this case")


def require_due(reasons: str, *, against: bool, earlier: Iterable[str]) -> None:
    """Refuse reasons that do not do for a decision, which say more where it goes against somebody.

    Args:
        against: it is a decision against the person.
        earlier: as for `require_individual`; asked for only then.

    Raises:
        InvalidInput, Copied
    """
    if against:
        require_individual(reasons, earlier)
    else:
        require_reasons(reasons)


def require_individual(reasons: str, earlier: Iterable[str]) -> None:
    """Refuse reasons of a decision against somebody that say too little, or what others were told.

    Args:
        reasons: the individual ones, without a passage.
        earlier: individual reasons of the same human, for decisions against others.

    Raises:
        InvalidInput: they are too short.
        Copied: they are a near-copy.
    """
    if too_short(reasons):
        least = LEAST_REASONS_WORDS
        raise InvalidInput("reasons", f"write at least {least} words, about this case")
    if any(alike(reasons, other) for other in earlier):
        raise Copied


def individual(reasons: str) -> str:
    """The individual part of reasons, which comes after what a passage brought."""
    return reasons.partition(APART)[2] or reasons


def too_short(reasons: str) -> bool:
    """Whether reasons for a decision against somebody say nothing about this person."""
    return len(reasons.split()) < LEAST_REASONS_WORDS


def alike(one: str, other: str) -> bool:
    """Whether two texts of reasons are near-copies, word by word, case and spacing aside."""
    words, others = one.casefold().split(), other.casefold().split()
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    least = NEAR_COPY_PERCENT / 100
    # The quick bounds decide nearly all pairs; only near ones pay for the exact ratio.
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(bound() >= least for bound in bounds)
