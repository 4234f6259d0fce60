"""A log to work on: many small commitments, a sequencer, and the files it leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from tests.database import Database, connected
from vocatio.actions.clock import now
from vocatio.actions.ledger import opening
from vocatio.actions.ledger.sequencer import Sequencer
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle, tiles
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import CHECKPOINT, LogFiles
from vocatio.gateways.ledger_log.places import Places

#: Commitments to nothing, but of the right shape; the trigger queues them like any other.
COMMIT = """
INSERT INTO ledger_commitment (record_id, held_in, entry)
SELECT gen_random_uuid(), 'nothing', sha256(gen_random_uuid()::text::bytea)
FROM generate_series(1, %s)
"""


@dataclass(frozen=True)
class Log:
    """The log of one database. Django works as the sequencer's role meanwhile."""

    database: Database
    places: Places

    @property
    def files(self) -> LogFiles:
        """Its directory."""
        return LogFiles(self.places.files)

    def commit(self, count: int) -> None:
        """So many commitments, in one transaction of the role app."""
        with self.database.connect("app") as connection:
            connection.execute(COMMIT, [count])

    @contextmanager
    def opened(
        self, sequencer: Sequencer | None = None, *, at: datetime | None = None
    ) -> Iterator[Sequencer]:
        """An open sequencer; closed whatever happens."""
        found = sequencer or opening.sequencer(self.places)
        try:
            found.open(at=at or now())
            yield found
        finally:
            found.close()

    def integrate(self) -> int:
        """Open, integrate everything, close; return the size of the log."""
        with self.opened() as sequencer:
            while sequencer.step(at=now()):
                pass
            return sequencer.size

    def published(self) -> Checkpoint:
        """The published checkpoint, verified with the published keys."""
        note = self.files.read(CHECKPOINT)
        keys = signing.known(self.places)
        return checkpoints.verify(note, origin=keys[0].name, keys=keys)[0]

    def stored(self) -> list[tuple[int, bytes]]:
        """Size and root of every checkpoint in the database."""
        with self.database.connect("app") as connection:
            query = "SELECT size, root FROM ledger_checkpoint ORDER BY size"
            return [(size, bytes(root)) for size, root in connection.execute(query)]  # type: ignore[call-overload, misc]  # because a row can be anything

    def entries(self) -> list[bytes]:
        """What the published packs hold."""
        packs = tiles.packs_between(0, self.published().size)
        return [e for t in packs for e in tiles.unpack(t, self.files.read_tile(t))]

    def check(self) -> Checkpoint:
        """Hash the served entries anew: they have the published root, and every earlier one."""
        head, entries = self.published(), self.entries()
        row = merkle.leaf_row(entries)
        for size, root in self.stored():
            assert merkle.row_root(row[: size * merkle.HASH_BYTES]) == root, size
        assert (head.size, head.root) == (len(entries), merkle.row_root(row))
        return head


@contextmanager
def superuser(database: Database) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Whoever took over the server: neither triggers nor foreign keys, nor privileges."""
    dsn = make_conninfo(database.access.admin, dbname=database.name)
    with psycopg.connect(dsn) as found:
        found.execute("SET session_replication_role = replica")
        yield found


@contextmanager
def log_of(database: Database) -> Iterator[Log]:
    """The log of a database, with a key, before its first checkpoint."""
    with connected(database, "sequencer"):
        places = opening.of_this_database()
        opening.make_log(places)
        yield Log(database, places)
