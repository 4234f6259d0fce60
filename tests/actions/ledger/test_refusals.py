"""What the sequencer refuses to sign over: damaged files, a database or a clock set back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests import database as testing
from tests.actions.ledger.world import Log, log_of, superuser
from vocatio.actions.clock import now
from vocatio.actions.ledger.inspection import LogDamaged
from vocatio.actions.ledger.sequencer import NeverSigned, RolledBack
from vocatio.domain.evidence.tiles import BadTile
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import FileMissing
from vocatio.gateways.ledger_log.notary import Contradiction, TimeRanBackwards
from vocatio.gateways.ledger_log.signing import LogKeyExposed
from vocatio.project import launch

DAMAGE = (LogDamaged, BadTile, FileMissing)

#: Three full tiles, a partial one, and the tile over them.
SIZE = 800


def flipped(file: Path, _: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def truncated(file: Path, _: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def swapped(file: Path, other: Path) -> None:
    ours, theirs = file.read_bytes(), other.read_bytes()
    if len(theirs) != len(ours):
        theirs = ours[34:] + ours[:34] if "entries" in str(file) else ours[32:] + ours[:32]
    file.write_bytes(theirs)


def missing(file: Path, _: Path) -> None:
    file.unlink()


@pytest.fixture(scope="module")
def grown(server: launch.Server) -> Iterator[Log]:
    """A log of 800 entries; each test mends what it breaks."""
    with testing.cloned(server) as database, log_of(database) as log:
        log.commit(SIZE)
        log.integrate()
        yield log


def tiles_of(log: Log) -> list[Path]:
    """The files that the last checkpoint speaks of."""
    size = log.published().size
    found = (path for path in (log.places.files / "tile").rglob("*") if path.is_file())
    full_or_last = ("", str(size % 256), str(size // 256))
    return [f for f in found if f.parent.suffix != ".p" or f.name in full_or_last]


@pytest.mark.parametrize("damage", [flipped, truncated, swapped, missing])
@pytest.mark.parametrize("running", [True, False], ids=["while it runs", "while it rests"])
def test_every_damaged_file_is_found_before_anything_is_signed_over_it(
    grown: Log, damage: Callable[[Path, Path], None], running: bool
) -> None:
    files = tiles_of(grown)
    assert len(files) == 9
    for file, other in zip(files, [*files[1:], files[0]], strict=True):
        content, before = file.read_bytes(), grown.stored()
        if running:
            with grown.opened() as sequencer:
                damage(file, other)
                grown.commit(1)
                with pytest.raises(DAMAGE):
                    sequencer.step(at=now())
        else:
            damage(file, other)
            with pytest.raises(DAMAGE), grown.opened():
                pass
        assert grown.stored() == before, file
        file.write_bytes(content)
    grown.integrate()
    grown.check()


def as_superuser(log: Log, statement: str, *values: object) -> None:
    """Do what triggers and privileges would refuse."""
    with superuser(log.database) as thief:
        thief.execute(statement, values)


def rolled_back(log: Log, size: int) -> None:
    """The database as a backup of an earlier day has it."""
    as_superuser(log, "DELETE FROM ledger_checkpoint WHERE size > %s", size)
    as_superuser(log, "DELETE FROM ledger_leaf WHERE index >= %s", size)


def test_a_database_that_was_rolled_back_is_refused(log: Log) -> None:
    log.commit(10)
    log.integrate()
    log.commit(10)
    log.integrate()
    rolled_back(log, 10)
    with pytest.raises(RolledBack, match="20 entries was signed, but the database has 10"):
        log.integrate()


def test_so_is_one_that_went_another_way_since(log: Log) -> None:
    log.commit(10)
    log.integrate()
    log.commit(10)
    log.integrate()
    rolled_back(log, 10)
    as_superuser(
        log,
        """INSERT INTO ledger_leaf (index, record_id, entry)
           SELECT n, gen_random_uuid(), sha256(n::text::bytea) FROM generate_series(10, 30) n""",
    )
    with pytest.raises((Contradiction, LogDamaged)):
        log.integrate()
    assert log.published().size == 20


def test_files_alone_remember_as_well(log: Log) -> None:
    log.commit(10)
    log.integrate()
    log.commit(10)
    log.integrate()
    rolled_back(log, 10)
    log.places.state.unlink()
    with pytest.raises(RolledBack):
        log.integrate()


def test_what_was_signed_must_be_known(log: Log) -> None:
    log.commit(10)
    log.integrate()
    log.places.state.unlink()
    with pytest.raises(NeverSigned):
        log.integrate()


def test_time_does_not_run_backwards(log: Log) -> None:
    log.commit(1)
    with log.opened() as sequencer:
        sequencer.step(at=now())
        log.commit(1)
        with pytest.raises(TimeRanBackwards):
            sequencer.step(at=now() - timedelta(seconds=10))
    with pytest.raises(TimeRanBackwards), log.opened(at=now() - timedelta(days=1)):
        pass
    assert log.published().size == 1
    assert log.integrate() == 2


def test_a_key_that_others_can_read_signs_nothing(log: Log) -> None:
    log.places.key.chmod(0o640)
    with pytest.raises(LogKeyExposed, match="chmod 600"):
        log.integrate()


def test_after_a_rotation_old_checkpoints_verify(log: Log) -> None:
    log.commit(3)
    with log.opened() as sequencer:
        sequencer.step(at=now())
        old, note = signing.known(log.places), log.files.read("checkpoint")
        new = signing.create(log.places, old[0].name)
        log.commit(3)
        sequencer.step(at=now())
    assert signing.known(log.places) == (*old, new)
    assert log.check().size == 6
    assert log.files.read("vkeys").decode().splitlines() == [str(old[0]), str(new)]
    log.files.write("checkpoint", note)
    log.files.sync()
    assert log.published().size == 3, "signed with the retired key"
    assert log.integrate() == 6, "and the last one is published again"
