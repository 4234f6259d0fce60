"""What is known of a process from outside."""

import os

from vocatio.project.processes import most_memory


def test_the_most_memory_of_a_process_stays_what_it_was_at_its_highest() -> None:
    before = most_memory(os.getpid())
    # Written to, or no page of it is ever held.
    held = bytearray(b"x") * (before + 50_000_000)
    highest = most_memory(os.getpid())
    del held
    assert highest >= before + 50_000_000
    assert most_memory(os.getpid()) >= highest
