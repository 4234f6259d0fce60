"""SIGKILL in the middle of a round of deliveries: all alerted, all printed, hardly one doubled."""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests import database as testing
from tests.actions.world import World, row
from tests.gateways.mail_server import Taken, served
from vocatio.actions.clock import now
from vocatio.actions.delivery.rounds import JOB
from vocatio.actions.inspect.invariants import broken
from vocatio.gateways import queue
from vocatio.project.serve import worker
from vocatio.records.deliveries.models import Alert, PrintPiece

PEOPLE, LETTERS = 240, 60
#: A round that does not complete within this many seconds is taken for lost.
PATIENCE = 180.0


def waits() -> bool:
    """Whether anything is left to send, to settle or to print."""
    left = Alert.objects.filter(settled=False), PrintPiece.objects.exclude(outcome="relayed")
    total = Alert.objects.count() + PrintPiece.objects.count()
    return total < PEOPLE or any(query.exists() for query in left)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_moment(
    own_database: testing.Database, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, taken, kills = World(capacity=PEOPLE), Taken(), 2
    world.people(
        *(row(f"l{n}", needs="paper") for n in range(LETTERS)),
        *(row(f"m{n}", email=f"m{n}@example.org") for n in range(PEOPLE - LETTERS)),
    )
    world.released(PEOPLE)
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path))
    monkeypatch.setenv("VOCATIO_MAIL_FROM", "post@office.example")
    with served(taken) as port:
        monkeypatch.setenv("VOCATIO_SMTP_URL", f"smtp://127.0.0.1:{port}?tls=none")
        queue.defer(JOB, once="test", timestamp="0")
        with worker(own_database.server, own_database.access) as hands:
            chance = random.Random(seed)
            for _ in range(kills):
                time.sleep(2 + 6 * chance.random())
                os.kill(hands.pid, signal.SIGKILL)
            until = time.monotonic() + PATIENCE
            while waits() and time.monotonic() < until:
                time.sleep(0.2)
    assert not waits()
    sent = Counter(str(envelope.rcpt_tos) for envelope in taken.messages)
    assert len(sent) == PEOPLE - LETTERS
    assert sum(sent.values()) <= PEOPLE - LETTERS + kills
    printed = sum(len(file.read_text().splitlines()) - 1 for file in tmp_path.glob("*.csv"))
    assert printed == LETTERS
    assert not any(broken(at=now()).values())
