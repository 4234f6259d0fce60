"""Is the log itself sound, and do the leaves and checkpoints of the database agree with it?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from vocatio.actions.ledger.findings import LOG, Finding
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import tiles
from vocatio.domain.evidence.merkle import HASH_BYTES, leaf_row
from vocatio.domain.evidence.note import VerifierKey
from vocatio.domain.evidence.tiles import ENTRIES, WIDTH, Tile
from vocatio.gateways.ledger_log.files import CHECKPOINT, LogFiles
from vocatio.gateways.ledger_log.notary import Signed
from vocatio.records.ledger.replay import CheckpointRow, LeafRow

#: Is told how many entries were hashed so far.
Progress = Callable[[int], None]

LEAVES, COMMITMENTS, CHECKPOINTS = "ledger_leaf", "ledger_commitment", "ledger_checkpoint"


class PublishedLog:
    """The files of a log, up to its published checkpoint.

    Raises:
        FileMissing, BadNote, BadCheckpoint, NotSigned, WrongSignature: of the checkpoint.
    """

    def __init__(self, files: LogFiles, origin: str, keys: Sequence[VerifierKey]) -> None:
        self.files, self.origin, self.keys = files, origin, keys
        self.head, _ = checkpoints.verify(files.read(CHECKPOINT), origin=origin, keys=keys)
        self.pack = lru_cache(maxsize=64)(self._pack)

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.head.size

    def entry(self, index: int) -> bytes | None:
        """The entry at a place; None where the file is damaged, which `tree` reports."""
        number, within = divmod(index, WIDTH)
        try:
            return self.pack(number)[within]
        except VocatioError:
            return None

    def _pack(self, number: int) -> list[bytes]:
        tile = Tile(ENTRIES, number, min(WIDTH, self.size - number * WIDTH))
        return tiles.unpack(tile, self.files.read_tile(tile))

    def tree(self, stored: Iterable[CheckpointRow], progress: Progress) -> Iterator[Finding]:
        """Hash everything from the entries up, and compare with tiles, root and checkpoints."""
        due, size = _Due(self, stored), 0
        edge: tuple[bytes, ...] = ()
        yield from due.reached(0, (), b"")
        for number in range((self.size + WIDTH - 1) // WIDTH):
            try:
                row = leaf_row(self.pack(number))
            except VocatioError as error:
                yield Finding(LOG, Tile(ENTRIES, number).path, f"{error}; nothing after it hashes")
                return
            yield from due.reached(size, edge, row)
            written, edge = tiles.grow(size, edge, row)
            size += len(row) // HASH_BYTES
            yield from self._compare(t for t in written if t[0].width == WIDTH)
            progress(size)
        ends = zip(tiles.edge_tiles(size), edge, strict=True)
        yield from self._compare((tile, row) for tile, row in ends if tile)
        if tiles.edge_root(edge) != self.head.root:
            yield Finding(LOG, CHECKPOINT, "its root is not that of the entries")
        yield from due.rest()

    def _compare(self, wanted: Iterable[tuple[Tile, bytes]]) -> Iterator[Finding]:
        for tile, content in wanted:
            try:
                found = tiles.check_width(tile, self.files.read_tile(tile))
            except VocatioError as error:
                yield Finding(LOG, tile.path, str(error))
                continue
            if found != content:
                yield Finding(LOG, tile.path, "it is not what the entries below hash to")

    def behind(self, stored: Iterable[CheckpointRow], signed: Signed | None) -> Iterator[Finding]:
        """Are the files those of an earlier day?

        A checkpoint is published before the next one is stored. So, whatever the sequencer does
        meanwhile, all but the last one of those that are stored must be published by now; and
        so must the one that was `signed` last, by what is kept beside the key, when this began:
        whoever sets database and files back together does not have the key's directory.
        """
        sizes = [row.size for row in stored]
        read = self.files.read(CHECKPOINT)
        now, _ = checkpoints.verify(read, origin=self.origin, keys=self.keys)
        if any(size > now.size for size in sizes[:-1]):
            what = f"it has {now.size} entries; {sizes[-1]} were signed: files of an earlier day?"
            yield Finding(LOG, CHECKPOINT, what)
        if signed and signed.size > now.size:
            what = f"it has {now.size} entries; {signed.size} were signed, as the key's state says"
            yield Finding(LOG, CHECKPOINT, what)

    def leaves(self, rows: Iterable[LeafRow]) -> Iterator[Finding]:
        """Every place has its leaf in the database, with the entry that the log has there."""
        expected = 0
        for row in rows:
            for index in range(expected, min(row.place, self.size)):
                yield Finding(LEAVES, str(index), "the log has an entry there, the table no leaf")
            if row.place > expected >= self.size:
                yield Finding(LEAVES, str(row.place), "leaves are missing before it")
            expected = row.place + 1
            yield from self._leaf(row)
        for index in range(expected, self.size):
            yield Finding(LEAVES, str(index), "the log has an entry there, the table no leaf")

    def _leaf(self, row: LeafRow) -> Iterator[Finding]:
        logged = self.entry(row.place) if row.place < self.size else row.entry
        if logged is not None and row.entry != logged:
            yield Finding(LEAVES, str(row.place), "it differs from the entry in the log")
        if row.committed is None:
            yield Finding(COMMITMENTS, str(row.record_id), f"gone; it is leaf {row.place}")
        elif logged is not None and row.committed != logged:
            yield Finding(
                COMMITMENTS, str(row.record_id), f"it differs from the log, leaf {row.place}"
            )


class _Due:
    """The stored checkpoints, each looked at when the tree has come to its size."""

    def __init__(self, log: PublishedLog, stored: Iterable[CheckpointRow]) -> None:
        self._log, self._rows = log, iter(stored)
        self._next = next(self._rows, None)
        self._last: CheckpointRow | None = None
        self._published = False

    def reached(self, size: int, edge: tuple[bytes, ...], row: bytes) -> Iterator[Finding]:
        """Those of a size up to that of the tree with this row added."""
        end = size + len(row) // HASH_BYTES
        while self._next and self._next.size <= min(end, self._log.size):
            part = row[: (self._next.size - size) * HASH_BYTES]
            _, grown = tiles.grow(size, edge, part)
            yield from self._look(self._next, tiles.edge_root(grown))
            self._next = next(self._rows, None)

    def rest(self) -> Iterator[Finding]:
        """Those beyond the log, and whether the published one is stored at all."""
        while self._next:
            yield from self._look(self._next, None)
            self._next = next(self._rows, None)
        if not self._published:
            yield Finding(CHECKPOINTS, str(self._log.size), "gone; the log has published it")

    def _look(self, row: CheckpointRow, root: bytes | None) -> Iterator[Finding]:
        self._published = self._published or row.size == self._log.size
        if row.previous != (self._last.size if self._last else None):
            yield Finding(CHECKPOINTS, str(row.size), "it does not follow the one before it")
        self._last = row
        try:
            signed, _ = checkpoints.verify(row.note, origin=self._log.origin, keys=self._log.keys)
        except VocatioError as error:
            yield Finding(CHECKPOINTS, str(row.size), str(error))
            return
        if (signed.size, signed.root) != (row.size, row.root):
            yield Finding(CHECKPOINTS, str(row.size), "its columns differ from what was signed")
        elif root is not None and signed.root != root:
            yield Finding(CHECKPOINTS, str(row.size), "signed, but the log has another root there")
