"""What of a table may be shown, so that nobody can be told from it (F19).

Cell suppression: small counts are withheld, and where that alone would leave one cell that
follows from the total, another one is withheld beside it.
"""

from collections.abc import Hashable, Mapping
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

    One that is withheld alone would be the total without the others: then the smallest of the
    others goes as well. So at least two are withheld, or none, or there is no other.
    """
    hidden = {group for group, share in cells.items() if small(share.part) or small(share.whole)}
    others = [group for group in cells if group not in hidden]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda group: (*reversed(cells[group]), str(group))))
    return {group: None if group in hidden else share for group, share in cells.items()}
