"""Is every file of the log what the tree says? Asked before anything is signed over it."""

from collections import defaultdict
from collections.abc import Iterable

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.merkle import HASH_BYTES, leaf_row, row_root
from vocatio.domain.evidence.tiles import (
    ENTRIES,
    WIDTH,
    Tile,
    check_width,
    edge_tiles,
    unpack,
)
from vocatio.gateways.ledger_log.files import BLOCK, NO_FILES, Fingerprint, LogFiles, full_tiles

#: The length that stands before each entry of a pack: a commitment has 32 bytes.
PREFIX = HASH_BYTES.to_bytes(2, "big")
STRIDE = len(PREFIX) + HASH_BYTES

#: Directories looked at before each signature, in turn: those of some two million entries.
AT_ONCE = 16


class LogDamaged(VocatioError):
    """A file of the log is not what it was when it was signed."""


class Inspector:
    """Reads every full tile once, and again whenever something touched its directory.

    A full tile never changes. So what was read and found right stays right until the kernel
    says that a file of its directory was touched; asking that costs a thousandth of reading.
    """

    def __init__(self, files: LogFiles) -> None:
        self._files = files
        self._seen: dict[tuple[int, int], Fingerprint] = {}
        self._turn = 0

    def all(self, size: int) -> None:
        """Read every full tile of a log of this size, whose edge was found right.

        Raises:
            LogDamaged, BadTile, FileMissing: naming the file.
        """
        for level, block in self._files.blocks(size):
            self._block(level, block, size)

    def some(self, size: int) -> None:
        """Look at the next directories; in a log of up to two million entries at all of them.

        Raises:
            LogDamaged, BadTile, FileMissing: naming the file.
        """
        blocks = list(self._files.blocks(size))
        turn = [blocks[(self._turn + n) % len(blocks)] for n in range(min(AT_ONCE, len(blocks)))]
        self._turn += AT_ONCE
        for level, block in {*turn, *(set(blocks) - self._seen.keys())}:
            if self._files.fingerprint(level, block) != self._seen.get((level, block)):
                self._block(level, block, size)

    def wrote(self, tiles: Iterable[Tile]) -> None:
        """Full tiles were written, which changes the look of their directories.

        Where more changed than that, the next `some` reads the directory anew.
        """
        written: dict[tuple[int, int], set[str]] = defaultdict(set)
        for tile in tiles:
            if tile.width == WIDTH:
                written[tile.level, tile.number // BLOCK].add(tile.path.rpartition("/")[2])
        for (level, block), names in written.items():
            rest = self._files.fingerprint(level, block, without=frozenset(names))
            if rest == self._seen.pop((level, block), NO_FILES):
                self._seen[level, block] = self._files.fingerprint(level, block)

    def edge(self, size: int) -> tuple[bytes, ...]:
        """The partial tiles at the end of each level, read from the files."""
        return tuple(
            check_width(tile, self._files.read_tile(tile)) if tile else b""
            for tile in edge_tiles(size)
        )

    def pack(self, tile: Tile) -> list[bytes]:
        """The entries of a pack, each of 32 bytes.

        Raises:
            LogDamaged: an entry has another length.
        """
        content = self._files.read_tile(tile)
        if (entries := _of_one_length(tile, content)) is not None:
            return entries
        entries = unpack(tile, content)
        if any(len(entry) != HASH_BYTES for entry in entries):
            raise LogDamaged(f"{tile.path} holds an entry that is no commitment of 32 bytes")
        return entries

    def _block(self, level: int, block: int, size: int) -> None:
        # What is touched while it is read is read again the next time.
        before = self._files.fingerprint(level, block)
        for tile in full_tiles(level, block, size):
            self._check(tile, size)
        self._seen[level, block] = before

    def _check(self, tile: Tile, size: int) -> None:
        """A pack against the tile over it, a tile against the tile above."""
        if tile.level == ENTRIES:
            below = leaf_row(self.pack(tile))
            right = below == self._read(Tile(0, tile.number))
        else:
            below = row_root(self._read(tile))
            number, within = divmod(tile.number, WIDTH)
            level = tile.level + 1
            width = min(WIDTH, (size >> 8 * level) - number * WIDTH)
            above = self._read(Tile(level, number, width))
            right = above[within * HASH_BYTES : (within + 1) * HASH_BYTES] == below
        if not right:
            raise LogDamaged(f"{tile.path} is not what the tree over it says")

    def _read(self, tile: Tile) -> bytes:
        return check_width(tile, self._files.read_tile(tile))


def _of_one_length(tile: Tile, content: bytes) -> list[bytes] | None:
    """The entries of a pack that is as it should be, at a tenth of the time of `unpack`."""
    count = tile.width
    if len(content) != count * STRIDE:
        return None
    if any(content[n::STRIDE] != PREFIX[n : n + 1] * count for n in range(len(PREFIX))):
        return None
    return [content[n : n + HASH_BYTES] for n in range(len(PREFIX), len(content), STRIDE)]
