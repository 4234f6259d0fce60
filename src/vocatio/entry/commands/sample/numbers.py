"""National numbers that nobody has: different for each person without remembering any."""

from random import Random

CAPACITY = 10**8

_HALF = 10**4

# The quasigroup of order 10 from H. M. Damm, “Total anti-symmetrische Quasigruppen” (2004):
# its check digit finds each single wrong digit and each swap of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> int:
    """Damm's check digit; `digits` followed by it has the check digit 0."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


class Numbers:
    """The numbers of one sample: prefix, eight digits, check digit.

    The eight digits are a Feistel network over the index. Each of its rounds can be undone, so
    different indexes give different numbers whatever the seed.
    """

    def __init__(self, prefix: str, seed: int) -> None:
        random = Random(f"{seed}:numbers").random
        self._prefix = prefix
        self._rounds = [[int(random() * _HALF) for _ in range(_HALF)] for _ in range(4)]

    def __call__(self, index: int) -> str:
        """The number of the person at `index`, 0 to CAPACITY - 1."""
        left, right = divmod(index, _HALF)
        for table in self._rounds:
            left, right = right, (left + table[right]) % _HALF
        digits = f"{self._prefix}{left:04d}{right:04d}"
        return f"{digits}{check_digit(digits)}"
