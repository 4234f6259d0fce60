"""Chance, from one seed.

Everything rests on `Random.random()`, the one method whose values Python promises to keep for
a seed from version to version; `choice` and `choices` carry no such promise.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Things to draw from, each as likely as its weight says."""

    def __init__(self, things: Iterable[tuple[T, float]]) -> None:
        pairs = list(things)
        self._things = [thing for thing, _ in pairs]
        running = list(accumulate(weight for _, weight in pairs))
        # The last bound is left out: whatever lies above the others falls to the last thing.
        self._bounds = [bound / running[-1] for bound in running[:-1]]

    def at(self, point: float) -> T:
        """The thing at `point`, 0 (included) to 1 (excluded), of the weights laid end to end."""
        return self._things[bisect_right(self._bounds, point)]


class Draw:
    """A stream of chance; two with one seed and purpose give the same."""

    def __init__(self, seed: int, purpose: str) -> None:
        self.generator = Random(f"{seed}:{purpose}")
        self.point = self.generator.random

    def chance(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.point() < share

    def pick(self, things: Sequence[T]) -> T:
        """One of `things`, each as likely."""
        return things[int(self.point() * len(things))]

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.point() * (most - least + 1))
