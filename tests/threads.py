"""Run what starts an event loop of its own where Playwright has left one behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread of its own."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(work).result()
