"""Whose file somebody on the staff leaves to a colleague: their own, and that of a relative."""

from collections.abc import Collection
from enum import StrEnum

from vocatio.domain.errors import Refusal


class Closeness(StrEnum):
    """What a human on the staff is to a person of the register."""

    SELF = "self"
    RELATIVE = "relative"


class Tied(Refusal):
    """Nobody handles their own file, or a relative's: hand it over to a colleague."""

    basis = "impartiality"


class OwnFile(Tied):
    """This is your own file: hand it over to a colleague."""


class RelativesFile(Tied):
    """This is the file of a relative whom you declared: hand it over to a colleague."""


def refuse_tied(ties: Collection[Closeness]) -> None:
    """Nobody reads, handles or decides as staff what is about themself or a relative.

    Args:
        ties: between the human who acts and the person whom it is about.

    Raises:
        OwnFile, RelativesFile: both are `Tied`.
    """
    if Closeness.SELF in ties:
        raise OwnFile
    if ties:
        raise RelativesFile
