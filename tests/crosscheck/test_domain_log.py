"""A log that is written with our domain is read by what others wrote."""

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from sigstore.errors import VerificationError
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader

from tests.crosscheck import readers
from tests.domain.evidence.signing import LOG, signed_checkpoint
from vocatio.domain.evidence import merkle, proof, tiles
from vocatio.verify import log as verifier
from vocatio.verify.trust import Trust

TRUST = Trust([LOG.key])


def write_log(folder: Path, *sizes: int) -> None:
    """Grow a log to each of these sizes in turn, as a sequencer would."""
    entries = [sha256(b"%d" % n).digest() for n in range(sizes[-1])]
    edge: tuple[bytes, ...] = ()
    for old, new in pairwise((0, *sizes)):
        grown, edge = tiles.grow(old, edge, merkle.leaf_row(entries[old:new]))
        for pack in tiles.packs_between(old, new):
            first = pack.number * tiles.WIDTH
            put(folder / pack.path, tiles.pack(entries[first : first + pack.width]))
        for tile, content in grown:
            put(folder / tile.path, content)
    put(folder / "checkpoint", signed_checkpoint(merkle.leaf_row(entries)))


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("sizes", [(1,), (3, 255), (256,), (200, 257), (700,), (65_536, 65_793)])
def test_what_others_wrote_reads_our_log(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    write_log(tmp_path, *sizes)
    wanted = len(readers.chosen(sizes[-1]))
    assert readers.with_tlog_scales(tmp_path, str(LOG.key)) == wanted
    assert readers.with_sigstore(tmp_path, str(LOG.key)) == wanted
    assert verifier.check(tmp_path, TRUST).hold


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33, 100])
def test_proofs_agree_to_the_byte(tmp_path: Path, size: int) -> None:
    """Not only that theirs verify: in every small tree they are the same hashes."""
    write_log(tmp_path, size)
    reader = TilesReader(LocalBackend(tmp_path))
    head = reader.get_checkpoint()
    read = tiles.reader_of(size, lambda tile: verifier.served(tmp_path, tile))
    for index in range(size):
        theirs = reader.get_inclusion_proof(index, size)
        assert merkle.inclusion(index, size, read) == theirs.node_hashes
        old = reader.get_consistency_proof(index + 1, size)
        assert merkle.consistency(index + 1, size, read) == old.node_hashes
    assert head.root_hash == merkle.root(size, read)


def test_they_refuse_what_we_refuse(tmp_path: Path) -> None:
    write_log(tmp_path, 300)
    path = tmp_path / "tile" / "entries" / "000"
    content = bytearray(path.read_bytes())
    content[2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(Exception, match="root_hash"):
        readers.with_tlog_scales(tmp_path, str(LOG.key))
    with pytest.raises(VerificationError, match="invalid root hash"):
        readers.with_sigstore(tmp_path, str(LOG.key))
    assert not verifier.check(tmp_path, TRUST).hold


def test_a_changed_checkpoint_is_refused_by_all(tmp_path: Path) -> None:
    write_log(tmp_path, 300)
    (tmp_path / "checkpoint").write_bytes(signed_checkpoint(merkle.leaf_row([b"x"] * 300)))
    with pytest.raises(VerificationError):
        readers.with_sigstore(tmp_path, str(LOG.key))
    with pytest.raises(AssertionError):
        readers.with_tlog_scales(tmp_path, str(LOG.key))
    assert not verifier.check(tmp_path, TRUST).hold
    assert proof.parse(readers.receipt(tmp_path, 0)).index == 0
