"""The roll of a summons: which facts there are about it, as the authority states with its key.

A file cannot show what was left out of it, and a log of commitments tells nobody what they are
about. But whoever signs that these are all can be held to it: a fact that turns up later, and
that the log had before, convicts the signature. A signed note (C2SP) over the lines

    vocatio-roll/v1
    <id of the summons>
    <instant>
    <id of a fact>, in ascending order, one a line
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.evidence.note import VerifierKey

HEADER = "vocatio-roll/v1"


class BadRoll(VocatioError):
    """This is not a statement of which facts there are about a summons."""


@dataclass(frozen=True, slots=True)
class Roll:
    """All facts about a summons, by their ids, as of an instant."""

    summons: str
    at: datetime
    facts: frozenset[str]

    def text(self) -> bytes:
        """What is signed."""
        lines = (HEADER, self.summons, instant(self.at), *sorted(self.facts))
        return "".join(f"{line}\n" for line in lines).encode()


def of(summons: object, at: datetime, facts: Iterable[object]) -> Roll:
    """The roll of these ids."""
    return Roll(str(summons), at, frozenset(map(str, facts)))


def verify(content: bytes, keys: Sequence[VerifierKey]) -> tuple[Roll, VerifierKey]:
    """Read a roll, and check that one of these keys signed it.

    Raises:
        BadNote, BadRoll: it cannot be read.
        NotSigned, WrongSignature: none of the keys signed.
    """
    note = notes.parse(content)
    signer = notes.verify(note, keys)[0]
    return _parse(note.text), signer


def _parse(text: bytes) -> Roll:
    lines = text.decode().split("\n")
    try:
        header, summons, at, *facts, last = lines
        found = of(summons, datetime.fromisoformat(at).astimezone(UTC), facts)
    except (ValueError, OverflowError) as error:
        raise BadRoll from error
    if header != HEADER or last or found.text() != text:
        raise BadRoll
    return found
