"""What others published holds here too. Sources: tests/vectors/evidence/README.md."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from vocatio.domain.evidence import checkpoint, merkle, tiles
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.cosignature import TIME_BYTES
from vocatio.domain.evidence.merkle import BadProof
from vocatio.domain.evidence.note import KEY_ID_BYTES, BadKey, NotSigned
from vocatio.domain.evidence.tiles import BadTile, Tile

FOLDER = Path(__file__).parents[2] / "vectors" / "evidence"


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


PROBES = load("merkle-probes.json")
Probe = dict[str, Any]


def path(probe: Probe) -> list[bytes]:
    return [base64.b64decode(found) for found in probe["proof"] or ()]


def bytes_of(probe: Probe, key: str) -> bytes:
    return base64.b64decode(probe[key] or "")


def names(probe: Probe) -> str:
    return str(probe["file"])


def test_the_reference_trees_have_their_roots() -> None:
    found = load("rfc6962-trees.json")
    row = merkle.leaf_row(bytes.fromhex(leaf) for leaf in found["leaves"])
    for size, root in enumerate(found["roots"]):
        assert merkle.row_root(row[: size * merkle.HASH_BYTES]).hex() == root
        assert merkle.root(size, merkle.reader_of(row)).hex() == root


@pytest.mark.parametrize("probe", PROBES["inclusion"], ids=names)
def test_inclusion(probe: Probe) -> None:
    arguments = (probe["leafIdx"], probe["treeSize"], bytes_of(probe, "leafHash"), path(probe))
    if probe["wantErr"]:
        with pytest.raises(BadProof):
            merkle.verify_inclusion(*arguments, bytes_of(probe, "root"))
    else:
        merkle.verify_inclusion(*arguments, bytes_of(probe, "root"))


#: These two find nothing wrong with a root that is no hash, as long as it is given twice; we
#: insist on 32 bytes, and on the one root that an empty tree has (RFC 6962 section 2.1).
LAX = {
    f"consistency/additional/sizes-are-equal-{n}-and-proof-is-empty.json" for n in ("zero", "one")
}


@pytest.mark.parametrize("probe", PROBES["consistency"], ids=names)
def test_consistency(probe: Probe) -> None:
    roots = bytes_of(probe, "root1"), bytes_of(probe, "root2")
    if probe["wantErr"] or probe["file"] in LAX:
        with pytest.raises(BadProof):
            merkle.verify_consistency(probe["size1"], probe["size2"], *roots, path(probe))
    else:
        merkle.verify_consistency(probe["size1"], probe["size2"], *roots, path(probe))


@pytest.mark.parametrize("vector", load("notes.json"), ids=lambda vector: vector["source"])
def test_notes(vector: dict[str, Any]) -> None:
    content = vector["note"].encode()
    keys = [notes.parse_key(key) for key in vector["keys"]]
    note = notes.parse(content)
    assert note.encode() == content
    assert notes.verify(note, keys) == keys
    assert [str(key) for key in keys] == vector["keys"]
    if said := vector.get("checkpoint"):
        found = checkpoint.parse(note.text)
        assert (found.origin, found.size) == (said["origin"], said["size"])
        assert found.text() == note.text
    for key in keys:
        with pytest.raises(NotSigned):
            notes.verify(note, [notes.VerifierKey("other", key.kind, key.public)])


def test_keys() -> None:
    found = load("keys.json")
    for text in found["good"]:
        assert str(notes.parse_key(text)) == text
    for text in found["bad"]:
        with pytest.raises(BadKey):
            notes.parse_key(text)
    for vector in found["timestamps"]:
        time = notes.decode64(vector["signature"])[KEY_ID_BYTES:][:TIME_BYTES]
        assert int.from_bytes(time, "big") == vector["seconds"]


@pytest.mark.parametrize("vector", load("paths.json"), ids=lambda vector: vector["path"])
def test_paths(vector: dict[str, Any]) -> None:
    if vector["tile"] is None:
        with pytest.raises(BadTile):
            tiles.parse_path(vector["path"])
    else:
        assert tiles.parse_path(vector["path"]) == Tile(*vector["tile"])
        assert Tile(*vector["tile"]).path == vector["path"]
