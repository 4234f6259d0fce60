"""The tree as static files: C2SP tlog-tiles v0.1.0.

A tile is a row of up to 256 hashes, each the root over a full tile of the level below; level 0
holds leaf hashes. Entry bundles, which we call packs so as to keep “bundle” for what a person
takes home, hold the entries themselves. Neither ever changes under its path.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.merkle import EMPTY_ROOT, HASH_BYTES, Reader, row_root

HEIGHT = 8
WIDTH = 1 << HEIGHT
TILE_BYTES = WIDTH * HASH_BYTES

#: The “level” of entries, which are served beside the tiles.
ENTRIES = -1
HIGHEST_LEVEL = 63

LONGEST_ENTRY = 0xFFFF

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


class BadTile(VocatioError):
    """This file of the log is not what its path says."""


class Tile(NamedTuple):
    """One file of the log: a tile of hashes, or a pack of entries (level `ENTRIES`).

    Attributes:
        level: 0 to 63, or `ENTRIES`.
        number: position in its level, from 0.
        width: how many hashes or entries it holds, 1 to 256.
    """

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Path below the log's prefix, such as “tile/0/x001/x234/067.p/12”."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{level}/{_numbered(self.number)}{partial}"

    @property
    def full(self) -> "Tile":
        """The same tile once it is full: it may be served in place of a partial one."""
        return self._replace(width=WIDTH)


#: Tile -> its bytes.
TileReader = Callable[[Tile], bytes]


def _numbered(number: int) -> str:
    """Path elements of three digits; all but the last begin with x."""
    path = f"{number % 1000:03d}"
    while number := number // 1000:
        path = f"x{number % 1000:03d}/{path}"
    return path


def parse_path(path: str) -> Tile:
    """The tile at this path.

    Raises:
        BadTile: no tile has this path, or another spelling of it is the right one.
    """
    if match := _PATH.fullmatch(path):
        level = ENTRIES if match["level"] == "entries" else int(match["level"])
        number = int(match["number"].replace("x", "").replace("/", ""))
        tile = Tile(level, number, int(match["width"] or WIDTH))
        if level <= HIGHEST_LEVEL and tile.path == path:
            return tile
    raise BadTile(f"{path!r} is not the path of a tile")


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of hashes that a tree of `size` leaves consists of, level by level."""
    return tiles_between(0, size)


def tiles_between(old: int, new: int) -> Iterator[Tile]:
    """The tiles of hashes that must be written when a tree grows from `old` to `new` leaves."""
    level, before, after = 0, old, new
    while after:
        yield from _grown(level, before, after)
        level, before, after = level + 1, before // WIDTH, after // WIDTH


def packs_between(old: int, new: int) -> Iterator[Tile]:
    """The packs of entries that must be written when a tree grows from `old` to `new` leaves."""
    return _grown(ENTRIES, old, new)


def _grown(level: int, before: int, after: int) -> Iterator[Tile]:
    if before == after:
        return
    for number in range(before // WIDTH, after // WIDTH):
        yield Tile(level, number)
    if width := after % WIDTH:
        yield Tile(level, after // WIDTH, width)


def grow(
    size: int, edge: Sequence[bytes], row: bytes
) -> tuple[list[tuple[Tile, bytes]], tuple[bytes, ...]]:
    """Add leaf hashes to a tree; memory and work grow with what is added alone.

    Args:
        size: number of leaves so far.
        edge: the partial tile at the end of each level, from level 0 up; b"" for none.
        row: the leaf hashes to add.

    Returns:
        The tiles to write, as `tiles_between` lists them, with their bytes; and the new edge.
    """
    written: list[tuple[Tile, bytes]] = []
    grown: list[bytes] = []
    level = 0
    while row or level < len(edge):
        partial = edge[level] if level < len(edge) else b""
        joined = partial + row
        first = size // WIDTH
        full = [joined[n : n + TILE_BYTES] for n in range(0, len(joined), TILE_BYTES)]
        rest = full.pop() if len(joined) % TILE_BYTES else b""
        written += [(Tile(level, first + n), tile) for n, tile in enumerate(full)]
        if rest and row:
            written.append((Tile(level, first + len(full), len(rest) // HASH_BYTES), rest))
        grown.append(rest)
        row = b"".join([row_root(tile) for tile in full])
        level, size = level + 1, size // WIDTH
    return written, tuple(grown)


def edge_root(edge: Sequence[bytes]) -> bytes:
    """Root of the tree whose partial tiles are these, from level 0 up."""
    found = b""
    for row in edge:
        if row or found:
            found = row_root(row + found)
    return found or EMPTY_ROOT


def edge_tiles(size: int) -> Iterator[Tile | None]:
    """For each level from 0 up, the partial tile at the end of a tree, or None."""
    level, width = 0, size
    while width:
        rest = width % WIDTH
        yield Tile(level, width // WIDTH, rest) if rest else None
        level, width = level + 1, width // WIDTH


def reader_of(size: int, read: TileReader) -> Reader:
    """Read a tree of `size` leaves from its tiles.

    The reader raises `BadTile` where a tile has another length than its width asks for, and
    passes on what `read` raises. It remembers the last few tiles.
    """

    @lru_cache(maxsize=32)
    def checked(tile: Tile) -> bytes:
        return check_width(tile, read(tile))

    def read_hash(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, HEIGHT)
        number, within = divmod(index << height, WIDTH)
        width = min(WIDTH, (size >> tile_level * HEIGHT) - number * WIDTH)
        row = checked(Tile(tile_level, number, width))
        return row_root(row[within * HASH_BYTES : (within + (1 << height)) * HASH_BYTES])

    return read_hash


def check_width(tile: Tile, content: bytes) -> bytes:
    """Return `content` if it has the length of this tile; a full tile serves for a partial one.

    Raises:
        BadTile: it has another length.
    """
    wanted = tile.width * HASH_BYTES
    if len(content) not in {wanted, TILE_BYTES}:
        raise BadTile(f"{tile.path} has {len(content)} bytes, not {wanted}")
    return content[:wanted]


def pack(entries: Iterable[bytes]) -> bytes:
    """Entries, each after its length as a big-endian uint16.

    Raises:
        BadTile: an entry is longer than 65,535 bytes.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise BadTile(f"an entry of {len(entry)} bytes is longer than {LONGEST_ENTRY}")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unpack(tile: Tile, content: bytes) -> list[bytes]:
    """The entries of a pack; a full pack serves for a partial one.

    Raises:
        BadTile: it is cut off, or holds another number of entries than its width.
    """
    entries: list[bytes] = []
    at = 0
    while at < len(content):
        start = at + 2
        at = start + int.from_bytes(content[at:start], "big")
        if start > len(content) or at > len(content):
            raise BadTile(f"{tile.path} is cut off in entry {len(entries)}")
        entries.append(content[start:at])
    if len(entries) not in {tile.width, WIDTH}:
        raise BadTile(f"{tile.path} holds {len(entries)} entries, not {tile.width}")
    return entries[: tile.width]
