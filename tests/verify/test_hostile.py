"""Bad input gets a verdict, never a traceback, in bounded memory and time."""

import io
import json
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain import builders as cases
from tests.domain.evidence.signing import LOG
from tests.verify import builders
from vocatio.domain.evidence.bundle import archive, layout
from vocatio.domain.evidence.bundle.errors import Damaged, NotABundle
from vocatio.domain.evidence.canonical import canonical, commitment
from vocatio.verify import bundle as verifier
from vocatio.verify import command
from vocatio.verify.trust import Trust


def zipped(*members: tuple[str, bytes], kind: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", kind) as file:
        warnings.simplefilter("ignore")  # two members of one name are what we want
        for name, content in members:
            file.writestr(name, content)
    return made.getvalue()


def manifest(**changes: object) -> bytes:
    head = {"format": "vocatio-bundle", "version": 1, "summons": "x", "made_at": "x", "members": {}}
    return json.dumps({**head, **changes}, sort_keys=True, separators=(",", ":")).encode()


def claiming(size: int) -> bytes:
    """A small zip whose only member claims to be of this size."""
    content = zipped(("manifest.json", b"{}"))
    return content.replace(struct.pack("<LL", 2, 2), struct.pack("<LL", size, size))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a zip"),
        (b"PK\x03\x04", "not a zip"),
        (b"PK\x05\x06" + bytes(18), "manifest"),
        (zipped(("manifest.json", b"{}"))[:-5], "not a zip"),
        (zipped(("other.json", b"{}")), "not as it was written"),
        (zipped(("a", b"\0" * 10_000_000), kind=zipfile.ZIP_DEFLATED), "compressed"),
        (claiming(0xFFFFFFF0), "longer than the file"),
        (zipped(("../../etc/passwd", b"x")), "cannot be the name"),
        (zipped(("/etc/passwd", b"x")), "cannot be the name"),
        (zipped(("a/../b", b"x")), "cannot be the name"),
        (zipped(("C:\\x", b"x")), "cannot be the name"),
        (zipped(("folder/", b"")), "cannot be the name"),
        (zipped(("x" * 5000, b"")), "cannot be the name"),
        (zipped(("name\x1b[2J", b"x")), "cannot be the name"),
        (zipped(("a", b"1"), ("a", b"2")), "two members"),
        (zipped(*((f"f{n}", b"") for n in range(10_001))), "10001 members"),
        (bytes(archive.LARGEST_BUNDLE + 1), "at most"),
        (archive.write({"a": b""}), "no manifest"),
        (archive.write({layout.MANIFEST: manifest(format="other")}), "does not say"),
        (archive.write({layout.MANIFEST: manifest(version=2)}), "version 2"),
        (archive.write({layout.MANIFEST: manifest(version="1")}), "version 1"),
        (archive.write({layout.MANIFEST: manifest(version={"a": [1]})}), "version"),
    ],
)
def test_what_is_no_bundle_is_said(content: bytes, why: str) -> None:
    with pytest.raises((NotABundle, Damaged), match=why):
        layout.parse(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"1",
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":1e5}',
        b'{ "a":1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":9007199254740993}',
        b'{"a":"\\ud800"}',
        manifest(members=[]),
        manifest(summons=1),
        manifest(members={"a": 1}),
    ],
)
def test_a_manifest_that_is_not_canonical_or_wrong_is_damaged(content: bytes) -> None:
    with pytest.raises((NotABundle, Damaged)):
        layout.parse(archive.write({layout.MANIFEST: content}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def sealed(members: Mapping[str, bytes]) -> bytes:
    """A bundle with a true manifest over members that may be anything."""
    listed = {
        name: {"sha256": sha256(content).hexdigest(), "size": len(content)}
        for name, content in members.items()
    }
    head = manifest(members=listed, summons="00000000-0000-0000-0000-000000000001")
    return archive.write({layout.MANIFEST: head, **members})


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *(layout.PROFILE, layout.CALENDAR, layout.SERVICE, layout.CHECKPOINT, layout.KEYS),
                *(layout.WITNESSES, layout.AUTHORITIES, "documents/a", "stamps/7/checkpoint"),
                *("stamps/7/consistency", "stamps/7/1.tsr", "facts/" + "0" * 36 + ".json"),
                *("facts/" + "0" * 36 + ".salt", "facts/" + "0" * 36 + ".tlog-proof"),
            ]
        ),
        st.binary(max_size=200) | st.dictionaries(st.text(), JSON, max_size=4).map(canonical),
    )
)
def test_noise_in_every_member_gets_a_verdict(members: dict[str, bytes]) -> None:
    assert not verifier.check(sealed(members), Trust()).hold


FACT_KEYS = (
    "by",
    "data",
    "id",
    "kind",
    "occurred_at",
    "person",
    "recorded_at",
    "source",
    "subject",
)


@given(st.data())
def test_strange_facts_and_rules_under_a_hostile_key_get_a_verdict(data: st.DataObject) -> None:
    """Whoever makes the log can put anything in: every JSON that can be hashed."""
    first = builders.summons_facts()[0]
    content = json.loads(first.canonical())
    content[data.draw(st.sampled_from(FACT_KEYS))] = data.draw(JSON)
    tables = json.loads(builders.PROFILE)
    table = tables[data.draw(st.sampled_from(sorted(tables)))]
    table[data.draw(st.sampled_from(sorted(table)))] = data.draw(JSON)
    profile = canonical(tables)
    if isinstance(content["data"], dict):
        content["data"]["profile"] = sha256(profile).hexdigest()
    changed = canonical(content)
    log = builders.make_log(())
    log.entries[5] = commitment(builders.salt(0), changed)
    fact = layout.BundledFact(changed, builders.salt(0), log.receipt(5, len(log.entries)))
    bundle = layout.Bundle(
        summons=str(cases.SUMMONS),
        made_at="",
        facts={str(first.id): fact},
        profile=profile,
        calendar=builders.CALENDAR.canonical,
        service=canonical({"on": "2027-03-01T00:00:00+00:00"}),
        checkpoint=log.checkpoint(len(log.entries)),
    )
    assert verifier.check(bundle.encode(), Trust([LOG.key])).all


def test_nothing_in_a_report_can_steer_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = tmp_path / "x.zip"
    hostile.write_bytes(sealed({layout.CHECKPOINT: b"x", layout.KEYS: b"\x1b[2J\xe2\x80\xae+a+b"}))
    assert command.main([str(hostile)]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\u202e" not in printed


@pytest.mark.parametrize("size", [10_000_000, 200_000_000])
def test_memory_is_bounded_by_the_largest_bundle(tmp_path: Path, size: int) -> None:
    """A sparse file of any length, in a process that may have 600 MB of address space."""
    path = tmp_path / "big.zip"
    with path.open("wb") as file:
        file.truncate(size)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20,) * 2);"
        "from vocatio.verify.command import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be checked" in done.stdout


def test_a_whole_bundle_is_far_from_every_limit() -> None:
    assert len(builders.make_bundle().encode()) < archive.LARGEST_BUNDLE / 100
