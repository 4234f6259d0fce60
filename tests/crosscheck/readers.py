"""Verifiers that nobody here wrote, let loose on a folder that a web server would serve.

An absent package is a failure: it is imported at the top, and locked with hashes. tlog-scales
reads tiles and entries by itself; sigstore has no reader of tiles, and checks the receipts that
we make from them.
"""

import base64
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import verify_checkpoint
from sigstore._internal.trust import Keyring, RekorKeyring
from sigstore.models import TransparencyLogEntry
from sigstore_models.common import v1 as common
from sigstore_models.rekor import v1 as rekor
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash

from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle, proof, tiles
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.proof import Receipt
from vocatio.domain.evidence.tiles import ENTRIES, WIDTH, Tile
from vocatio.verify.log import served


def chosen(size: int) -> list[int]:
    """Leaves at every kind of place: both ends, the borders of tiles, one in the middle."""
    near = {0, 1, 254, 255, 256, 257, 511, 512, 65_535, 65_536, size // 2, size - 2, size - 1}
    return sorted(index for index in near if 0 <= index < size)


def with_tlog_scales(folder: Path, vkey: str) -> int:
    """Read everything that tlog-scales can read; the number of leaves that were checked."""
    reader = TilesReader(LocalBackend(folder))
    head = reader.get_checkpoint()
    head.verify(Vkey.from_string(vkey))
    assert reader.calculate_root_hash() == head.root_hash
    for index in chosen(head.size):
        path = reader.get_inclusion_proof(index, head.size)
        path.check(leaf_hash(reader.get_entry(index)), head.root_hash)
        if index:
            reader.get_consistency_proof(index, head.size).check(
                reader.mth(0, index), head.root_hash
            )
    return len(chosen(head.size))


def receipt(folder: Path, index: int) -> bytes:
    """A receipt that we make from the served files alone."""
    content = (folder / "checkpoint").read_bytes()
    size = checkpoints.parse(notes.parse(content).text).size
    read = tiles.reader_of(size, lambda tile: served(folder, tile))
    path = merkle.inclusion(index, size, read)
    return Receipt(index, tuple(path), content, entry(folder, index, size)).encode()


def entry(folder: Path, index: int, size: int) -> bytes:
    number, within = divmod(index, WIDTH)
    pack = Tile(ENTRIES, number, min(WIDTH, size - number * WIDTH))
    return tiles.unpack(pack, served(folder, pack))[within]


def with_sigstore(folder: Path, vkey: str) -> int:
    """Check our receipts with the code that checks Rekor's; the number of leaves."""
    head = checkpoints.parse(notes.parse((folder / "checkpoint").read_bytes()).text)
    for index in chosen(head.size):
        check_with_sigstore(proof.parse(receipt(folder, index)), head.size, head.root, vkey)
    return len(chosen(head.size))


def check_with_sigstore(found: Receipt, size: int, root: bytes, vkey: str) -> None:
    key = notes.parse_key(vkey)
    spki = Ed25519PublicKey.from_public_bytes(key.public).public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    ring = Keyring(
        [common.PublicKey(raw_bytes=b64(spki), key_details=common.PublicKeyDetails.PKIX_ED25519)]
    )
    # Its types say int, its validators want the strings of protobuf's JSON.
    index = cast("int", str(found.index))
    logged = TransparencyLogEntry(
        rekor.TransparencyLogEntry(
            log_index=index,
            integrated_time=cast("int", "0"),
            log_id=common.LogId(key_id=b64(key.id)),
            kind_version=rekor.KindVersion(kind="vocatio", version="1"),
            inclusion_promise=None,
            inclusion_proof=rekor.InclusionProof(
                log_index=index,
                tree_size=cast("int", str(size)),
                root_hash=b64(root),
                hashes=[b64(one) for one in found.path],
                checkpoint=rekor.Checkpoint(envelope=found.checkpoint.decode()),
            ),
            canonicalized_body=b64(found.extra or b""),
        )
    )
    verify_merkle_inclusion(logged)
    verify_checkpoint(RekorKeyring(ring), logged)


def b64(content: bytes) -> bytes:
    return base64.b64encode(content)
