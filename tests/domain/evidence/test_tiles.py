"""Tiles and trees in memory agree; a log that grows in steps is the log written at once."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.evidence import merkle, tiles
from vocatio.domain.evidence.tiles import ENTRIES, BadTile, Tile

HASH = merkle.HASH_BYTES


def row(size: int) -> bytes:
    return merkle.leaf_row(b"entry %d" % n for n in range(size))


SIZE = 3_000
ROW = row(70_000)


def written(steps: list[int]) -> tuple[dict[Tile, bytes], tuple[bytes, ...]]:
    """The log after it grew to each of these sizes in turn."""
    store: dict[Tile, bytes] = {}
    edge: tuple[bytes, ...] = ()
    for old, new in pairwise([0, *steps]):
        found, edge = tiles.grow(old, edge, ROW[old * HASH : new * HASH])
        assert [tile for tile, _ in found] == list(tiles.tiles_between(old, new))
        store |= dict(found)
    return store, edge


def fallback(store: Mapping[Tile, bytes]) -> tiles.TileReader:
    """Reads as a client does once partial tiles were deleted."""
    return lambda tile: store[tile] if tile in store else store[tile.full]


def test_the_example_of_the_specification() -> None:
    found = [(tile.level, tile.width) for tile in tiles.tiles_of(70_000)]
    assert found.count((0, 256)) == 273
    assert [tile for tile in found if tile != (0, 256)] == [(0, 112), (1, 256), (1, 17), (2, 1)]
    assert [tile.path for tile in tiles.tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles.tiles_of(0)) == []


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 0), "tile/0/000"),
        (Tile(3, 999, 1), "tile/3/999.p/1"),
        (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
        (Tile(ENTRIES, 123456789), "tile/entries/x123/x456/789"),
        (Tile(ENTRIES, 5, 17), "tile/entries/005.p/17"),
    ],
)
def test_paths_are_those_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tiles.parse_path(path) == tile


@given(st.integers(-1, 63), st.integers(0, 2**55), st.integers(1, 256))
def test_every_path_reads_back(level: int, number: int, width: int) -> None:
    tile = Tile(level, number, width)
    assert tiles.parse_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        *(
            "tile/0/0",
            "tile/0/0000",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/0/x000/001",
        ),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000/"),
        *("tile/0/x001", "tile/0/001/001", "/tile/0/000", "tile/0/../000", "tile/0/٠٠٠", ""),
        *("tile/0/000\n", "tile/8/0/000", "tile/data/000", "tile/0/X001/000"),
    ],
)
def test_another_spelling_is_refused(path: str) -> None:
    with pytest.raises(BadTile):
        tiles.parse_path(path)


@given(st.lists(st.integers(0, SIZE), min_size=1, max_size=6).map(sorted))
def test_growth_in_steps_ends_in_the_same_tiles(steps: list[int]) -> None:
    in_steps, edge = written(steps)
    at_once, other_edge = written(steps[-1:])
    assert {tile: in_steps[tile] for tile in tiles.tiles_of(steps[-1])} == at_once
    assert [part for part in edge if part] == [part for part in other_edge if part]
    assert tiles.edge_root(edge) == merkle.row_root(ROW[: steps[-1] * HASH])


def test_a_third_level_grows_as_well() -> None:
    in_steps, edge = written([1, 65_535, 65_536, 65_537, 70_000])
    at_once, _ = written([70_000])
    assert {tile: in_steps[tile] for tile in tiles.tiles_of(70_000)} == at_once
    assert tiles.edge_root(edge) == merkle.row_root(ROW)
    in_memory, in_tiles = merkle.reader_of(ROW), tiles.reader_of(70_000, fallback(in_steps))
    for size, index in ((65_536, 0), (65_537, 65_536), (70_000, 12_345)):
        assert merkle.inclusion(index, size, in_tiles) == merkle.inclusion(index, size, in_memory)


def test_the_edge_of_every_small_tree_has_its_root() -> None:
    for size in [*range(1, 601), 65_535, 65_536, 65_537]:
        store, edge = written([size])
        assert tiles.edge_root(edge) == merkle.row_root(ROW[: size * HASH])
        partial = [(tile and store[tile]) or b"" for tile in tiles.edge_tiles(size)]
        assert partial == list(edge)


@given(st.data(), st.lists(st.integers(1, SIZE), min_size=2, max_size=4).map(sorted))
def test_tiles_and_memory_give_the_same_proofs(data: st.DataObject, steps: list[int]) -> None:
    store, _ = written(steps)
    in_memory = merkle.reader_of(ROW[: steps[-1] * HASH])
    in_tiles = tiles.reader_of(steps[-1], fallback(store))
    for size in {steps[0], steps[-1]}:
        index = data.draw(st.integers(0, size - 1))
        assert merkle.inclusion(index, size, in_tiles) == merkle.inclusion(index, size, in_memory)
        assert merkle.root(size, in_tiles) == merkle.root(size, in_memory)
    path = merkle.consistency(steps[0], steps[-1], in_tiles)
    assert path == merkle.consistency(steps[0], steps[-1], in_memory)


def test_a_deleted_partial_tile_is_read_from_the_full_one() -> None:
    store, _ = written([300, 70_000])
    del store[Tile(0, 1, 44)]
    read = tiles.reader_of(300, fallback(store))
    assert merkle.root(300, read) == merkle.row_root(ROW[: 300 * HASH])


def test_a_tile_of_another_length_is_named() -> None:
    store, _ = written([300])
    store[Tile(0, 0)] = store[Tile(0, 0)][:-1]
    with pytest.raises(BadTile, match="tile/0/000 has 8191 bytes, not 8192"):
        merkle.inclusion(3, 300, tiles.reader_of(300, fallback(store)))


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_packs_read_back(entries: list[bytes]) -> None:
    assert tiles.unpack(Tile(ENTRIES, 0, len(entries)), tiles.pack(entries)) == entries


def test_a_full_pack_serves_for_a_partial_one() -> None:
    content = tiles.pack(b"%d" % n for n in range(256))
    assert tiles.unpack(Tile(ENTRIES, 0, 2), content) == [b"0", b"1"]


@pytest.mark.parametrize("content", [b"\x00", b"\x00\x02a", b"\x00\x01a\x00", b"", b"\x00\x01a"])
def test_a_pack_cut_off_or_of_another_number_is_refused(content: bytes) -> None:
    with pytest.raises(BadTile, match=r"tile/entries/004\.p/2"):
        tiles.unpack(Tile(ENTRIES, 4, 2), content)


def test_an_entry_too_long_for_its_length_is_refused() -> None:
    assert tiles.pack([bytes(65_535)])[:2] == b"\xff\xff"
    with pytest.raises(BadTile, match="65536 bytes"):
        tiles.pack([bytes(65_536)])
