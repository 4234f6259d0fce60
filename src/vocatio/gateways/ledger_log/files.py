"""The log as static files: any web server can carry the directory (C2SP tlog-tiles).

Files are written first and made durable together, which costs one flush of the disk for a
batch instead of one for each. Nothing that is written may be relied on before `sync`.
"""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence.tiles import ENTRIES, WIDTH, Tile
from vocatio.gateways.ledger_log.durable import sync_folder

CHECKPOINT = "checkpoint"
VERIFIER_KEYS = "vkeys"

#: Full tiles of one level in one directory: paths have three digits in each element.
BLOCK = 1000

#: Flushes that the file system may take together; each waits for the disk, not for us.
FLUSHES = 16

#: What tells that files were touched: names, sizes, times that no user can set, inodes.
Fingerprint = int
NO_FILES: Fingerprint = hash(())


class FileMissing(VocatioError):
    """A file of the log is missing; restore the directory from a copy, or export it anew."""


class LogFiles:
    """The directory of a log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: list[int] = []
        self._folders: set[Path] = set()

    def read(self, path: str) -> bytes:
        """The content of a file, whole.

        Raises:
            FileMissing: naming it.
        """
        try:
            return (self.folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileMissing(f"{self.folder / path} is missing") from error

    def read_tile(self, tile: Tile) -> bytes:
        """The bytes of a tile, or of the full one that took its place.

        Raises:
            FileMissing: neither is there.
        """
        try:
            return self.read(tile.path)
        except FileMissing:
            if tile.width == WIDTH:
                raise
            try:
                return self.read(tile.full.path)
            except FileMissing:
                raise FileMissing(f"{self.folder / tile.path} is missing") from None

    def write(self, path: str, content: bytes) -> None:
        """Put a file in its place, whole; it is durable once `sync` has returned."""
        target = self.folder / path
        if target.parent not in self._folders:
            self._make(target.parent)
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        self._open.append(descriptor)
        os.write(descriptor, content)
        partial.rename(target)

    def _make(self, folder: Path) -> None:
        """A new directory is durable once the one above it is."""
        while folder not in self._folders:
            self._folders.add(folder)
            folder.mkdir(parents=True, exist_ok=True)
            if folder == self.folder:
                break
            folder = folder.parent

    def sync(self) -> None:
        """Make everything durable that was written since the last time."""
        try:
            with ThreadPoolExecutor(FLUSHES) as pool:
                list(pool.map(os.fsync, self._open))
        finally:
            for descriptor in self._open:
                os.close(descriptor)
            self._open.clear()
        for folder in self._folders:
            sync_folder(folder)
        self._folders.clear()

    def drop_partials(self, tile: Tile) -> None:
        """Remove the partial tiles whose place a full one has taken."""
        shutil.rmtree(self.folder / f"{tile.path}.p", ignore_errors=True)

    def fingerprint(
        self, level: int, block: int, *, without: frozenset[str] = frozenset()
    ) -> Fingerprint:
        """Of the files in one directory: unlike an earlier one if any of them was touched.

        The time of a file's last change in the kernel (ctime) cannot be set back by anybody
        who has not taken over the machine.

        Args:
            without: names to leave out.
        """
        folder = (self.folder / Tile(level, block * BLOCK).path).parent
        return hash(tuple(sorted(look for look in _looks(folder) if look[0] not in without)))

    def blocks(self, size: int) -> Iterator[tuple[int, int]]:
        """(level, block) of every directory that holds full tiles of a log of this size."""
        for level, full in _full(size):
            for block in range((full + BLOCK - 1) // BLOCK):
                yield level, block


def full_tiles(level: int, block: int, size: int) -> Iterator[Tile]:
    """The full tiles of one directory, in a log of this size."""
    full = dict(_full(size)).get(level, 0)
    for number in range(block * BLOCK, min((block + 1) * BLOCK, full)):
        yield Tile(level, number)


def _full(size: int) -> Iterator[tuple[int, int]]:
    """(level, number of full tiles), entries included."""
    yield ENTRIES, size // WIDTH
    level, full = 0, size // WIDTH
    while full:
        yield level, full
        level, full = level + 1, full // WIDTH


def _looks(folder: Path) -> Iterator[tuple[str, int, int, int, int]]:
    with os.scandir(folder) as found:
        for item in found:
            if not item.is_dir(follow_symlinks=False):
                look = item.stat(follow_symlinks=False)
                yield item.name, look.st_size, look.st_mtime_ns, look.st_ctime_ns, look.st_ino
