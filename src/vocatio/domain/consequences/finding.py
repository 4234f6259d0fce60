"""The finding that a duty was refused: what must hold before a named human may sign it."""

from collections.abc import Iterator

from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.hearing import refuse_notice, refuse_unheard
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.obstacles import Obstacle
from vocatio.domain.consequences.officials import Official, refuse_signature


def refuse_finding(file: CaseFile, by: Official, reasons: str) -> Iterator[Obstacle]:
    """Everything that stands against this finding, by this human, with these reasons."""
    yield from refuse_unfindable(file)
    yield from refuse_signature(file, by, reasons)


def refuse_unfindable(file: CaseFile) -> Iterator[Obstacle]:
    """F7 to F9, F17: what stands in the file itself against any finding."""
    yield from refuse_notice(file)
    yield from refuse_unheard(file)
    for found in file.of(CaseKind.FINDING):
        yield Obstacle("F17", "found_already", found.id)
