"""The sequencer: turns what was committed into a signed log. One process for each database.

The order of writes, and what survives a crash after each:

1. leaves: commitments leave the queue and get their places, in one transaction. From here on
   the log is a function of the database: whoever goes on makes the same tiles and roots.
2. packs of entries, then tiles: files that no checkpoint speaks of yet; they are written
   again, byte for byte.
3. Everything written is read back from the files and hashed anew, with the edge of the old
   tree and every file that was touched since it was last read. Nothing is signed over damage.
4. what is about to be signed, beside the key: the next start signs the same size and root, or
   refuses. Then the signature, which exists in memory alone.
5. the checkpoint, in the database, after the one before it: compare and set. Lost in a crash
   before, it is signed again: Ed25519 gives the same bytes.
6. the checkpoint, as a file: published. Lost in a crash before, it is published at the start.

After any failure the sequencer ends; the next start finds out from the database, the files
and the notary where it stands. There is no other way to recover, so that one is always used.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from vocatio.actions.ledger.inspection import PREFIX, Inspector, LogDamaged
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle, tiles
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.merkle import EMPTY_ROOT, HASH_BYTES, leaf_row
from vocatio.domain.evidence.note import VerifierKey
from vocatio.domain.evidence.tiles import ENTRIES, WIDTH, Tile
from vocatio.gateways.ledger_log.files import CHECKPOINT, VERIFIER_KEYS, FileMissing, LogFiles
from vocatio.gateways.ledger_log.notary import Contradiction, Notary, Signed
from vocatio.records.ledger.log import Head, LogTables

#: Entries in one step: the most that is held in memory, some 20 MB with all that is made of it.
BATCH = 256 * WIDTH

#: How to go on where database, files and notary disagree.
HOW_TO = "see docs/how-to/operate-the-ledger.md"


class RolledBack(VocatioError):
    """The database is older than the log: it was restored from a backup."""


class NeverSigned(VocatioError):
    """There is a log, but what was signed last is not known: restore it together with the key."""


class Sequencer:
    """One log. After an exception it is not to be used any more: open another one."""

    def __init__(
        self,
        tables: LogTables,
        files: LogFiles,
        notary: Notary,
        keys: Callable[[], Sequence[VerifierKey]],
    ) -> None:
        self._tables = tables
        self._files = files
        self._notary = notary
        self._keys = keys
        self._inspector = Inspector(files)
        #: What the database has as the last checkpoint, and the tree that the files have.
        self._head: Head | None = None
        self._size, self._root = 0, EMPTY_ROOT
        #: While the files of one full batch are written, the next gets its places.
        self._thread = ThreadPoolExecutor(1)
        self._ahead: Future[int] | None = None

    @property
    def size(self) -> int:
        """How many entries the log has."""
        return self._size

    def open(self, *, at: datetime) -> None:
        """Take the locks, look at everything, and finish what a crash may have left.

        Raises:
            LockTaken, AlreadyRunning: another sequencer is at work.
            RolledBack, NeverSigned, Contradiction: database, files and notary disagree.
            LogDamaged, BadTile, FileMissing: a file of the log is not what was signed.
            TimeRanBackwards: it is earlier than at the last signature.
        """
        self._tables.lock()
        self._notary.lock()
        self._head, last = self._tables.head(), self._notary.last
        published = self._published()
        self._refuse_rollback(last, published)
        self._notary.refuse_backwards(at)
        self._read_tree()
        for known in (last, published):
            if known:
                self._check_beginning(known.size, known.root)
        if last and last.size > self._size:
            self._finish(last, at)
        elif self._head is None:
            self._sign(at)
        else:
            self._publish(self._head.note)

    def close(self) -> None:
        """Give the locks back."""
        self._thread.shutdown()
        self._notary.unlock()
        self._tables.unlock()

    def step(self, *, at: datetime) -> int:
        """Integrate what waits, up to a batch; return by how many entries the log grew.

        Raises:
            LockLost, Overtaken: the lock is gone, or somebody else stored a checkpoint.
            LogDamaged, BadTile, FileMissing: a file of the log is not what was signed.
            TimeRanBackwards: it is earlier than at the last signature.
        """
        self._notary.refuse_backwards(at)
        if self._ahead:
            self._ahead.result()
            self._ahead = None
        placed = self._tables.placed()
        if room := max(0, self._size + BATCH - placed):
            self._tables.check_lock()
            placed += self._tables.place(placed, room)
        end = min(placed, self._size + BATCH)
        grown = end - self._size
        if grown:
            written = self._integrate(end)
            self._sign(at)
            for tile in written:
                self._files.drop_partials(tile)
        return grown

    def _refuse_rollback(self, last: Signed | None, published: Checkpoint | None) -> None:
        placed = self._tables.placed()
        known = max((found.size for found in (last, published, self._head) if found), default=0)
        if known > placed:
            raise RolledBack(
                f"a checkpoint of {known} entries was signed, but the database has {placed} of "
                f"them: it was restored from a backup; {HOW_TO}"
            )
        if last is None and (self._head or published):
            raise NeverSigned

    def _published(self) -> Checkpoint | None:
        """The checkpoint in the files, signed by a key of this log; None before the first."""
        try:
            note = self._files.read(CHECKPOINT)
        except FileMissing:
            return None
        return self._verified(note)

    def _verified(self, note: bytes) -> Checkpoint:
        head, _ = checkpoints.verify(note, origin=self._notary.origin, keys=self._keys())
        return head

    def _read_tree(self) -> None:
        """Find the files of the log right, up to the root of the last checkpoint."""
        if self._head is None:
            return
        head = self._verified(self._head.note)
        if (head.size, head.root) != (self._head.size, self._head.root):
            raise Contradiction("the columns of the last checkpoint differ from what was signed")
        self._size, self._root = head.size, head.root
        self._edge()
        self._inspector.all(head.size)

    def _edge(self) -> tuple[bytes, ...]:
        """The partial tiles at the end, read from the files and hashed up from the last pack."""
        edge = self._inspector.edge(self._size)
        if tiles.edge_root(edge) != self._root:
            raise LogDamaged(f"the tiles at the end do not have the root of {self._size} entries")
        if width := self._size % WIDTH:
            last = Tile(ENTRIES, self._size // WIDTH, width)
            if leaf_row(self._inspector.pack(last)) != edge[0]:
                raise LogDamaged(f"{last.path} is not what the tree over it says")
        return edge

    def _check_beginning(self, size: int, root: bytes) -> None:
        """What was signed or published is the beginning of this tree, where it is no longer."""
        if size <= self._size and self._root_at(size) != root:
            raise Contradiction(
                f"a checkpoint of {size} entries was signed over other entries than the log "
                f"has now; {HOW_TO}"
            )

    def _root_at(self, size: int) -> bytes:
        return merkle.root(size, tiles.reader_of(self._size, self._files.read_tile))

    def _finish(self, last: Signed, at: datetime) -> None:
        """A crash came between a signature and its storing: come to the same signature again."""
        while self._size < last.size:
            self._integrate(min(last.size, self._size + BATCH))
        self._check_beginning(last.size, last.root)
        self._sign(at)

    def _integrate(self, end: int) -> list[Tile]:
        """Let the tree grow to `end` leaves, in the files; return the full tiles it got."""
        # The last pack is written whole again, so its earlier entries are asked for as well.
        first = self._size - self._size % WIDTH
        entries = self._tables.entries(first, end)
        if end - self._size == BATCH and self._tables.placed() == end:
            self._ahead = self._thread.submit(self._tables.place, end, BATCH)
        row = leaf_row(_each(entries))[(self._size - first) * HASH_BYTES :]
        grown, _ = tiles.grow(self._size, self._edge(), row)
        written = [*_packs(first, entries), *grown]
        for tile, content in written:
            self._files.write(tile.path, content)
        self._files.sync()
        self._inspector.wrote(tile for tile, _ in written)
        self._size, self._root = end, self._reread(first, end)
        return [tile for tile, _ in written if tile.width == WIDTH]

    def _reread(self, first: int, end: int) -> bytes:
        """Read back what was written, hash it anew from its entries up, and return the root."""
        packs = tiles.packs_between(first, end)
        row = b"".join([leaf_row(self._inspector.pack(tile)) for tile in packs])
        edge, old = self._edge(), (self._size - first) * HASH_BYTES
        if old and row[:old] != edge[0]:
            raise LogDamaged("the database has other entries than the log at its end")
        grown, edge = tiles.grow(self._size, edge, row[old:])
        for tile, content in grown:
            if self._files.read_tile(tile) != content:
                raise LogDamaged(f"{tile.path} is not what was written there a moment ago")
        return tiles.edge_root(edge)

    def _sign(self, at: datetime) -> None:
        """Sign the tree as the files have it, store the checkpoint, publish it."""
        self._inspector.some(self._size)
        last = self._notary.last
        proof = self._proof(last.size) if last else ()
        # Nothing is signed by a process that lost its lock.
        self._tables.check_lock()
        head = Checkpoint(self._notary.origin, self._size, self._root)
        note = self._notary.sign(head, proof, at=at)
        stored = Head(self._size, self._root, note)
        self._tables.store(stored, self._head)
        self._head = stored
        self._publish(note)

    def _proof(self, earlier: int) -> Sequence[bytes]:
        reader = tiles.reader_of(self._size, self._files.read_tile)
        return merkle.consistency(earlier, self._size, reader)

    def _publish(self, note: bytes) -> None:
        """Keys first: a published checkpoint can be verified at every moment."""
        keys = "".join(f"{key}\n" for key in self._keys()).encode()
        self._files.write(VERIFIER_KEYS, keys)
        self._files.sync()
        self._files.write(CHECKPOINT, note)
        self._files.sync()


def _each(entries: bytes) -> Iterator[bytes]:
    for start in range(0, len(entries), HASH_BYTES):
        yield entries[start : start + HASH_BYTES]


def _packs(first: int, entries: bytes) -> Iterator[tuple[Tile, bytes]]:
    """The packs of these entries; the first one begins a pack."""
    for start in range(0, len(entries), WIDTH * HASH_BYTES):
        part = entries[start : start + WIDTH * HASH_BYTES]
        number = first // WIDTH + start // (WIDTH * HASH_BYTES)
        # What `tiles.pack` makes of entries of one length, at a tenth of the time.
        packed = PREFIX + PREFIX.join(_each(part))
        yield Tile(ENTRIES, number, len(part) // HASH_BYTES), packed
