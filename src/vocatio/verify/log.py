"""Check a log that is served as files: every entry hashes up to the signed checkpoint."""

from pathlib import Path

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle, tiles
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.merkle import BadProof
from vocatio.domain.evidence.tiles import BadTile, Tile
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust

CHECKPOINT = "checkpoint"

#: A full pack of the longest entries, and more than any tile or checkpoint.
LONGEST_FILE = tiles.WIDTH * (2 + tiles.LONGEST_ENTRY)


class MissingFile(VocatioError):
    """This file of the log is missing, or cannot be read."""


class NotALog(VocatioError):
    """The folder has no readable file “checkpoint”."""


def check(folder: Path, trust: Trust, since: bytes | None = None) -> Findings:
    """Check a log; memory is bounded by two files, time grows with the log.

    Args:
        folder: what is served: `checkpoint` and `tile/`.
        since: a checkpoint that the reader kept; the log must continue it.

    Raises:
        NotALog: it has no checkpoint.
    """
    found = Findings()
    try:
        content = _bytes(folder, CHECKPOINT)
    except MissingFile as error:
        raise NotALog from error
    head = _signed(content, trust, CHECKPOINT, found)
    if head is None:
        return found
    try:
        count = _climb(folder, head)
    except VocatioError as error:
        found.wrong("log.wrong", CHECKPOINT, error)
        return found
    found.proven("log.whole", CHECKPOINT, size=head.size, files=count)
    if since is not None:
        _continues(folder, head, since, trust, found)
    return found


def _signed(content: bytes, trust: Trust, where: str, found: Findings) -> Checkpoint | None:
    try:
        origin = checkpoints.parse(notes.parse(content).text).origin
        head, _ = checkpoints.verify(content, origin=origin, keys=trust.keys)
    except VocatioError as error:
        found.wrong("checkpoint.wrong", where, error)
        return None
    found.proven("checkpoint.signed", where, origin=origin, size=head.size, key=origin)
    return head


def _climb(folder: Path, head: Checkpoint) -> int:
    """Hash every entry, and compare with every tile on the way up; how many files were read."""
    edge: tuple[bytes, ...] = ()
    size = count = 0
    for pack in tiles.packs_between(0, head.size):
        row = merkle.leaf_row(tiles.unpack(pack, served(folder, pack)))
        grown, edge = tiles.grow(size, edge, row)
        size += pack.width
        full = [(tile, wanted) for tile, wanted in grown if tile == tile.full]
        for tile, wanted in full:
            _compare(folder, tile, wanted)
        count += 1 + len(full)
    for number, partial in enumerate(tiles.edge_tiles(head.size)):
        if partial:
            _compare(folder, partial, edge[number])
            count += 1
    if tiles.edge_root(edge) != head.root:
        raise BadProof(f"the {head.size} entries do not lead to the root of the checkpoint")
    return count


def _compare(folder: Path, tile: Tile, wanted: bytes) -> None:
    if tiles.check_width(tile, served(folder, tile)) != wanted:
        raise BadTile(f"{tile.path} does not hold the hashes of the entries below it")


def served(folder: Path, tile: Tile) -> bytes:
    """The bytes of a tile; once it is full, the partial one may be gone.

    Raises:
        MissingFile: neither is there.
    """
    gone = not (folder / tile.path).exists() and (folder / tile.full.path).exists()
    return _bytes(folder, tile.full.path if gone else tile.path)


def _bytes(folder: Path, name: str) -> bytes:
    try:
        with (folder / name).open("rb") as file:
            content = file.read(LONGEST_FILE + 1)
    except OSError as error:
        raise MissingFile(f"{name} cannot be read: {error.strerror}") from error
    if len(content) > LONGEST_FILE:
        raise MissingFile(f"{name} is longer than any file of a log")
    return content


def _continues(folder: Path, head: Checkpoint, since: bytes, trust: Trust, found: Findings) -> None:
    old = _signed(since, trust, "--since", found)
    if old is None:
        return
    try:
        if old.origin != head.origin:
            raise BadProof(f"the earlier checkpoint is of {old.origin}, not of {head.origin}")
        read = tiles.reader_of(head.size, lambda tile: served(folder, tile))
        if not old.size <= head.size:
            raise BadProof(f"the log once had {old.size} entries, and now has {head.size}")
        path = merkle.consistency(old.size, head.size, read)
        merkle.verify_consistency(old.size, head.size, old.root, head.root, path)
    except VocatioError as error:
        found.wrong("log.rewritten", "--since", error)
        return
    found.proven("log.continues", "--since", old=old.size, size=head.size)
