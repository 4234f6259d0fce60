"""The sequencer in one piece: everything committed appears, in one tree that only grows."""

from contextlib import closing

import pytest
from django.db import DatabaseError, connection

from tests.actions.ledger.world import COMMIT, Log
from vocatio.actions.clock import now
from vocatio.actions.ledger import running
from vocatio.actions.ledger.sequencer import BATCH
from vocatio.gateways.ledger_log.notary import AlreadyRunning
from vocatio.records.ledger.log import LockLost, LockTaken


def test_a_new_log_has_a_checkpoint_of_no_entries(log: Log) -> None:
    assert log.integrate() == 0
    assert log.check().size == 0


@pytest.mark.parametrize("sizes", [[1], [255, 1, 1], [256, 256], [1, 700, 3], [65_540, 200]])
def test_what_was_committed_is_in_the_log(log: Log, sizes: list[int]) -> None:
    with log.opened() as sequencer:
        for n, size in enumerate(sizes):
            log.commit(size)
            while sequencer.step(at=now()):
                pass
            assert sequencer.size == sum(sizes[: n + 1])
    head = log.check()
    assert head.size == sum(sizes)
    with log.database.connect("app") as connection:
        found = connection.execute("SELECT entry FROM ledger_commitment").fetchall()
    assert set(log.entries()) == {entry for (entry,) in found}
    assert log.integrate() == head.size, "it opens again"


def test_a_slow_transaction_appears_although_later_ones_were_integrated(log: Log) -> None:
    with log.opened() as sequencer, closing(log.database.connect("app")) as slow:
        slow.execute(COMMIT, [1])
        (held,) = slow.execute("SELECT record_id FROM ledger_queued").fetchone() or (None,)
        log.commit(300)
        assert sequencer.step(at=now()) == 300
        log.commit(10)
        assert sequencer.step(at=now()) == 10
        assert sequencer.step(at=now()) == 0
        slow.commit()
        assert sequencer.step(at=now()) == 1
    with log.database.connect("app") as connection:
        query = "SELECT index FROM ledger_leaf WHERE record_id = %s"
        assert connection.execute(query, [held]).fetchone() == (310,)
    assert log.check().size == 311


def test_what_was_rolled_back_never_appears(log: Log) -> None:
    with log.opened() as sequencer, closing(log.database.connect("app")) as doomed:
        doomed.execute(COMMIT, [5])
        log.commit(1)
        assert sequencer.step(at=now()) == 1
        doomed.rollback()
        assert sequencer.step(at=now()) == 0


def test_there_is_one_at_a_time(log: Log) -> None:
    with log.opened(), pytest.raises((AlreadyRunning, LockTaken)), log.opened():
        pass
    assert log.integrate() == 0, "and the next one may come once it is gone"


def test_it_stops_when_its_lock_is_lost(log: Log) -> None:
    with log.opened() as sequencer:
        log.commit(1)
        with log.database.connect("sequencer") as other:
            other.execute(
                """SELECT pg_terminate_backend(pid) FROM pg_locks
                   WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND database =
                         (SELECT oid FROM pg_database WHERE datname = current_database())"""
            )
        with pytest.raises(DatabaseError):
            sequencer.step(at=now())
        connection.close()
        with pytest.raises(LockLost):
            sequencer.step(at=now())
    assert log.integrate() == 1


def test_it_rests_unless_a_whole_batch_waits(log: Log) -> None:
    """While entries keep coming, those of each rest share a signature and its files."""
    log.commit(BATCH + 3)
    told: list[bool] = []

    def go_on(caught_up: bool) -> bool:
        told.append(caught_up)
        return len(told) <= 2

    running.run(go_on, lambda _: None)
    assert told == [False, False, True]
    assert log.check().size == BATCH + 3
