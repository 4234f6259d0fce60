"""What of a table may be shown, so that nobody can be told from it (F19).

Cell suppression: small counts are withheld, and where they would follow from the total, alone or
as a sum that is small, others are withheld beside them.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

#: Counts from 1 to below this are withheld. The threshold rule: “Some agencies require at least
#: five respondents in a cell” (OECD, Glossary of Statistical Terms, “threshold rule”, after the
#: Glossary of Statistical Disclosure Control, UNECE/Eurostat 2005).
LEAST_COUNT = 5

G = TypeVar("G", bound=Hashable)


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


def small(count: int) -> bool:
    """Whether a count could tell of somebody; none at all tells of nobody."""
    return 0 < count < LEAST_COUNT


def shown(cells: Mapping[G, Share]) -> dict[G, Share | None]:
    """The cells of one column of which the total is known; None for those withheld.

    What is withheld is the total without the others. So the smallest of the others, those of
    nobody last, are withheld as well until it is more than one cell, and not small itself.
    """
    hidden = {group for group, share in cells.items() if small(share.part) or small(share.whole)}
    others = sorted(cells.keys() - hidden, key=lambda group: _order(cells[group], group))
    while hidden and others and (len(hidden) == 1 or _small_sum(cells[g] for g in hidden)):
        hidden.add(others.pop(0))
    return {group: None if group in hidden else share for group, share in cells.items()}


def _order(share: Share, group: Hashable) -> tuple[bool, int, int, str]:
    return not share.part, share.whole, share.part, str(group)


def _small_sum(shares: Iterable[Share]) -> bool:
    parts, wholes = zip(*shares, strict=True)
    return small(sum(parts)) or small(sum(wholes))


def counts_shown(counts: Mapping[G, int]) -> dict[G, int | None]:
    """Counts that sum up to a total that is known; None for those withheld."""
    cells = shown({group: Share(count, count) for group, count in counts.items()})
    return {group: cell and cell.whole for group, cell in cells.items()}
