"""Processor time of processes with all that they started: it says what a thing costs, whoever
else keeps the machine busy, and leaves out what waits."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def used(roots: Iterable[int]) -> float:
    """Seconds that these processes and those below them have used, the ended ones included."""
    children: Mapping[int, list[int]] = defaultdict(list)
    times: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            # One that ends meanwhile is counted by its parent the next time.
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                children[int(fields[1])].append(int(entry.name))
                times[int(entry.name)] = sum(map(int, fields[11:15]))
    waiting, total = list(roots), 0
    while waiting:
        one = waiting.pop()
        total += times.get(one, 0)
        waiting.extend(children[one])
    return total / TICKS
