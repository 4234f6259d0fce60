"""Work that is done ahead, in a thread of its own, and how much of it at most."""

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

#: Seconds after which one thread lets the other on. The writer asks the server hundreds of times
#: for each batch; with Python's own 5 ms it would wait for the reader longer than for the server.
TURN = 0.0005
#: Objects made before Python looks for cycles among them. Rows have none.
OBJECTS = 500_000


def ahead(things: Iterator[T]) -> Iterator[T]:
    """The same things; while one is worked on, the next is made ready."""
    with ThreadPoolExecutor(1) as reader:
        following = reader.submit(next, things, None)
        while (thing := following.result()) is not None:
            following = reader.submit(next, things, None)
            yield thing


@contextmanager
def in_turns() -> Iterator[None]:
    """Threads take short turns, and Python seldom looks for cycles: there are millions of rows."""
    turn, objects = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, *objects[1:])
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*objects)
        gc.unfreeze()
