"""The `status` column: what is known, or not known, to keep a person from being called."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from vocatio.entry.commands.sample.draw import Draw
from vocatio.entry.commands.sample.plan import Shares


@dataclass(frozen=True, slots=True)
class Term:
    """How often a status has an end date, and how many days ahead that lies."""

    share: float
    fewest: int
    most: int


FOR_GOOD = Term(0, 0, 0)

TERMS = {
    "exempt": FOR_GOOD,
    "deferred": Term(1, 30, 540),
    "abroad": Term(0.5, 30, 720),
    "dead": FOR_GOOD,
    "detained": Term(0.8, 30, 1800),
    "hospitalised": Term(0.7, 3, 90),
    "protected": FOR_GOOD,
}


class Statuses:
    """Draws the statuses of one person after another, each kind apart from the others."""

    def __init__(self, shares: Shares, draw: Draw, on: date, counts: Counter[str]) -> None:
        self._shares = [(kind, getattr(shares, kind), term) for kind, term in TERMS.items()]
        self._unknown_share = shares.unknown_status
        self._draw = draw
        self._on = on.toordinal()
        self._counts = counts

    def next(self, *, spared: str = "") -> tuple[dict[str, str], tuple[str, ...]]:
        """What holds, kind to text ({"deferred": "deferred:2027-03-01"}), and what may hold.

        `spared` is a kind that this person cannot have.
        """
        point = self._draw.point
        known = {
            kind: self._text(kind, term)
            for kind, share, term in self._shares
            if point() < share and kind != spared
        }
        self._counts.update(known.keys())
        return known, self._unknown(known, spared)

    def _text(self, kind: str, term: Term) -> str:
        if not self._draw.chance(term.share):
            return kind
        until = self._on + self._draw.whole(term.fewest, term.most)
        return f"{kind}:{date.fromordinal(until).isoformat()}"

    def _unknown(self, known: dict[str, str], spared: str) -> tuple[str, ...]:
        if not self._draw.chance(self._unknown_share):
            return ()
        self._counts["unknown_status"] += 1
        possible = [kind for kind in TERMS if kind not in known and kind != spared]
        return (f"{self._draw.pick(possible)}=unknown",) if possible else ()
