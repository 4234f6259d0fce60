"""The tree by its laws: every proof verifies, and every single-bit change fails."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.evidence import merkle
from vocatio.domain.evidence.merkle import BadProof, OutsideTree

SIZES = 600


def recursive_root(hashes: Sequence[bytes]) -> bytes:
    """RFC 6962 section 2.1, to the letter."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    left, right = recursive_root(hashes[:split]), recursive_root(hashes[split:])
    return sha256(b"\x01" + left + right).digest()


@cache
def leaves(size: int) -> tuple[bytes, ...]:
    return tuple(merkle.leaf(b"entry %d" % n) for n in range(size))


@cache
def read(level: int, index: int) -> bytes:
    return merkle.reader_of(b"".join(leaves(5000)))(level, index)


@cache
def root(size: int) -> bytes:
    return merkle.row_root(b"".join(leaves(size)))


def flipped(content: bytes, bit: int) -> bytes:
    number = int.from_bytes(content, "big") ^ 1 << bit % (len(content) * 8)
    return number.to_bytes(len(content), "big")


def test_every_size_has_the_root_of_the_recursive_definition() -> None:
    for size in range(SIZES + 1):
        assert root(size) == recursive_root(leaves(size)) == merkle.root(size, read)


def test_every_leaf_of_every_small_tree_is_included() -> None:
    for size in range(1, 70):
        for index in range(size):
            path = merkle.inclusion(index, size, read)
            merkle.verify_inclusion(index, size, leaves(size)[index], path, root(size))


def test_every_pair_of_small_trees_is_consistent() -> None:
    for new in range(70):
        for old in range(new + 1):
            path = merkle.consistency(old, new, read)
            merkle.verify_consistency(old, new, root(old), root(new), path)


@given(st.data(), st.integers(1, 5000))
def test_a_changed_bit_breaks_inclusion(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion(index, size, read)
    merkle.verify_inclusion(index, size, leaves(5000)[index], path, merkle.root(size, read))
    parts = [leaves(5000)[index], merkle.root(size, read), *path]
    chosen = data.draw(st.integers(0, len(parts) - 1))
    parts[chosen] = flipped(parts[chosen], data.draw(st.integers(0, 255)))
    with pytest.raises(BadProof):
        merkle.verify_inclusion(index, size, parts[0], parts[2:], parts[1])


@given(st.data(), st.integers(1, 5000))
def test_a_changed_bit_breaks_consistency(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(0, new))
    path = merkle.consistency(old, new, read)
    parts = [merkle.root(old, read), merkle.root(new, read), *path]
    merkle.verify_consistency(old, new, parts[0], parts[1], path)
    # From an empty tree to any other, nothing says which: the newer root is then free.
    chosen = data.draw(st.integers(0, len(parts) - 1 if old else 0))
    parts[chosen] = flipped(parts[chosen], data.draw(st.integers(0, 255)))
    with pytest.raises(BadProof):
        merkle.verify_consistency(old, new, parts[0], parts[1], parts[2:])


@given(st.data(), st.integers(2, 5000))
def test_a_path_of_another_length_or_place_is_refused(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, found = merkle.inclusion(index, size, read), leaves(5000)[index]
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
    for at, changed in (
        (index, path[:-1]),
        (index, [*path, path[-1]]),
        (index, [path[-1], *path]),
        (other, path),
        (size, path),
        (-1, path),
    ):
        with pytest.raises(BadProof):
            merkle.verify_inclusion(at, size, found, changed, merkle.root(size, read))


def test_hashes_of_another_length_are_refused() -> None:
    with pytest.raises(BadProof, match="32 bytes"):
        merkle.verify_inclusion(0, 2, leaves(2)[0], [leaves(2)[1] + b"x"], root(2))
    with pytest.raises(BadProof, match="32 bytes"):
        merkle.verify_consistency(1, 2, root(1), root(2), [b""])


def test_a_leaf_beyond_the_tree_has_no_proof() -> None:
    with pytest.raises(OutsideTree, match="no leaf 3"):
        merkle.inclusion(3, 3, read)
    with pytest.raises(OutsideTree):
        merkle.consistency(4, 3, read)


def test_a_node_never_passes_for_a_leaf() -> None:
    """Second preimage: the entry 'left ‖ right' must not hash to the node over both."""
    assert merkle.leaf(leaves(2)[0] + leaves(2)[1]) != merkle.node(*leaves(2))
