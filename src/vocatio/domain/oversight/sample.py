"""Which files an overseer reads: drawn by chance, as people are drawn, so that nobody chooses."""

from collections.abc import Iterable
from uuid import UUID

from vocatio.domain.callup.draw import draw
from vocatio.domain.facts import Fact

#: At a time. Whoever reads a file carefully reads no more of them in a day or two; and a sample
#: of everybody would be a list.
LARGEST_SAMPLE = 50


def members(sample: Fact, summonses: Iterable[UUID]) -> list[UUID]:
    """The summonses of a sample, drawn again from those of its call-up."""
    size = int(str(sample.data["size"]))
    return draw(bytes.fromhex(str(sample.data["seed"])), summonses, size)
