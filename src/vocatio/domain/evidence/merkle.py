"""Merkle trees over SHA-256, as RFC 6962 section 2.1 and RFC 9162 section 2.1 define them.

A row is the concatenation of hashes of 32 bytes: hashing a row level by level costs one slice
and one digest per node, and a tile (see `tiles`) is a row as well. Proofs are computed over a
`Reader`, so that rows in memory and tiles on disk serve the same code.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from vocatio.domain.errors import VocatioError

HASH_BYTES = 32
PAIR_BYTES = 2 * HASH_BYTES

#: The root of a tree without leaves (RFC 6962 section 2.1).
EMPTY_ROOT = sha256(b"").digest()

#: (level, index) -> hash of the complete subtree over leaves `index << level` up to, and
#: without, `(index + 1) << level`. Level 0 holds the leaf hashes.
Reader = Callable[[int, int], bytes]


class OutsideTree(VocatioError):
    """A tree of this size has no such leaf or earlier tree."""


class BadProof(VocatioError):
    """This proof does not lead to the root."""


def leaf(entry: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 ‖ entry), so that no leaf can pass for a node."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of a node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def leaf_row(entries: Iterable[bytes]) -> bytes:
    """The leaf hashes of `entries` as a row."""
    return b"".join([sha256(b"\x00" + entry).digest() for entry in entries])


def row_above(row: bytes) -> bytes:
    """The nodes over a row; a last hash without a partner is left out."""
    starts = range(0, len(row) - PAIR_BYTES + 1, PAIR_BYTES)
    return b"".join([sha256(b"\x01" + row[n : n + PAIR_BYTES]).digest() for n in starts])


def row_root(row: bytes) -> bytes:
    """Root over the hashes of a row, of any number.

    Handing an odd last hash up unchanged gives the split of RFC 6962 at the largest power of
    two, without recursion.
    """
    if not row:
        return EMPTY_ROOT
    while len(row) > HASH_BYTES:
        odd = row[-HASH_BYTES:] if len(row) % PAIR_BYTES else b""
        row = row_above(row) + odd
    return row


def reader_of(row: bytes) -> Reader:
    """Read a tree that is held in memory, given the row of its leaf hashes."""
    rows = [row]
    while len(rows[-1]) >= PAIR_BYTES:
        rows.append(row_above(rows[-1]))

    def read(level: int, index: int) -> bytes:
        return rows[level][index * HASH_BYTES : (index + 1) * HASH_BYTES]

    return read


def root(size: int, read: Reader) -> bytes:
    """Root of the tree of the first `size` leaves."""
    return _subtree(0, size, read) if size else EMPTY_ROOT


def inclusion(index: int, size: int, read: Reader) -> list[bytes]:
    """The path from leaf `index` up to the root of the first `size` leaves (RFC 6962 2.1.1).

    Raises:
        OutsideTree: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise OutsideTree(f"a tree of {size} leaves has no leaf {index}")
    path, first, end = [], 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(_subtree(middle, end, read))
            end = middle
        else:
            path.append(_subtree(first, middle, read))
            first = middle
    return path[::-1]


def consistency(old: int, new: int, read: Reader) -> list[bytes]:
    """Proof that the tree of `new` leaves begins with that of `old` (RFC 6962 2.1.2).

    Empty where there is nothing to prove: an empty earlier tree, or twice the same.

    Raises:
        OutsideTree: the earlier tree is the larger one.
    """
    if not 0 <= old <= new:
        raise OutsideTree(f"a tree of {new} leaves does not begin with one of {old}")
    if old in {0, new}:
        return []
    path, first, end = [], 0, new
    while end != old:
        middle = first + _split(end - first)
        if old <= middle:
            path.append(_subtree(middle, end, read))
            end = middle
        else:
            path.append(_subtree(first, middle, read))
            first = middle
    # The verifier knows the old root itself, unless it stands to the right of something.
    if first:
        path.append(_subtree(first, end, read))
    return path[::-1]


def verify_inclusion(
    index: int, size: int, leaf_hash: bytes, path: Sequence[bytes], root: bytes
) -> None:
    """Check that a leaf stands at `index` in the tree with this root (RFC 9162 2.1.3.2).

    Raises:
        BadProof: it does not, or the path has hashes too many, too few, or of a wrong length.
    """
    if not 0 <= index < size:
        raise BadProof(f"a tree of {size} leaves has no leaf {index}")
    _check_lengths((leaf_hash, root, *path))
    found = leaf_hash
    for sibling, is_left in _steps(index, size - 1, path):
        found = node(sibling, found) if is_left else node(found, sibling)
    if found != root:
        raise BadProof(f"the path of leaf {index} does not lead to the root of {size} leaves")


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Check that the newer tree begins with the older one (RFC 9162 2.1.4.2).

    Raises:
        BadProof: it does not, or the path has hashes too many, too few, or of a wrong length.
    """
    if not 0 <= old <= new:
        raise BadProof(f"a tree of {new} leaves does not begin with one of {old}")
    _check_lengths((old_root, new_root, *path))
    if old in {0, new}:
        _check_trivial(old, new, old_root, new_root, path)
        return
    if not path:
        raise BadProof("the consistency proof is empty")
    # A complete older tree is itself the first node; its root need not be sent.
    first, *rest = path if old & (old - 1) else (old_root, *path)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    found_old = found_new = first
    for sibling, is_left in _steps(at, last, rest):
        if is_left:
            found_old, found_new = node(sibling, found_old), node(sibling, found_new)
        else:
            found_new = node(found_new, sibling)
    for size, found, wanted in ((old, found_old, old_root), (new, found_new, new_root)):
        if found != wanted:
            raise BadProof(f"the consistency proof does not lead to the root of {size} leaves")


def _check_trivial(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> None:
    if path:
        raise BadProof("the consistency proof has hashes too many: there is nothing to prove")
    if old == new and old_root != new_root:
        raise BadProof(f"two different roots are given for {new} leaves")
    if old == 0 and old_root != EMPTY_ROOT:
        raise BadProof("the root given for an empty tree is not that of an empty tree")


def _check_lengths(hashes: Iterable[bytes]) -> None:
    if any(len(found) != HASH_BYTES for found in hashes):
        raise BadProof("every hash of a proof has 32 bytes")


def _steps(at: int, last: int, path: Sequence[bytes]) -> Iterable[tuple[bytes, bool]]:
    """Each sibling on the way up from node `at` of 0 to `last`, and whether it is on the left."""
    sides = []
    while last:
        sides.append(is_left := bool(at & 1) or at == last)
        while is_left and at and not at & 1:
            # The last node of a level without a partner goes up unchanged.
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    if len(path) != len(sides):
        raise BadProof(f"the proof has {len(path)} hashes where {len(sides)} lead to the root")
    return zip(path, sides, strict=True)


def _split(size: int) -> int:
    """The largest power of two below `size` (RFC 6962 section 2.1)."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(first: int, end: int, read: Reader) -> bytes:
    """Hash over leaves `first` to `end`, from the complete subtrees that they fall into."""
    parts = []
    while first < end:
        level = (end - first).bit_length() - 1
        parts.append(read(level, first >> level))
        first += 1 << level
    found = parts.pop()
    while parts:
        found = node(parts.pop(), found)
    return found
