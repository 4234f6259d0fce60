"""What is known of a process from outside."""

import os

from vocatio.project.processes import most_memory

HELD = 50_000_000


def test_the_most_memory_of_a_process_stays_known_when_it_holds_less() -> None:
    before = most_memory(os.getpid())
    # Written to, or no page of it is ever held.
    held = bytearray(b"x") * (before + HELD)
    del held
    # The kernel counts in steps, of some hundred pages.
    assert most_memory(os.getpid()) > before + HELD * 0.9
