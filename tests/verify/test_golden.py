"""Bundles that were made long ago stay valid, whatever the code has become since."""

from pathlib import Path

import pytest

from tests.domain.evidence.signing import LOG, WITNESS
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.note import parse_key
from vocatio.domain.evidence.timestamp import parse_certificates
from vocatio.verify import bundle as verifier
from vocatio.verify.findings import Verdict
from vocatio.verify.trust import Trust

FOLDER = Path(__file__).parent / "golden"
GOLDEN = FOLDER / "bundle-v1.zip"
#: Of a demo, as the web made it before seals and keys of witnesses were in it.
DEMO = FOLDER / "bundle-v1-demo.zip"
DEMO_KEY = (
    "demo.vocatio.invalid/vocatio_demo_arrival_800_60_1/49154fe4"
    "+f62e5eea+AfjNaLd4y1icdcLvJ6UaCl52Ov67rScYVRQLvuQFeK2n"
)


def test_the_golden_bundle_verifies() -> None:
    content = GOLDEN.read_bytes()
    roots = parse_certificates(layout.parse(content).authorities or b"")
    found = verifier.check(content, Trust([LOG.key], [WITNESS.key], roots))
    assert found.hold, [(one.code, one.where, one.cause) for one in found.all]
    proven = [one.code for one in found.all if one.verdict == Verdict.PROVEN]
    for code, count in {
        "checkpoint.signed": 1,
        "witness.cosigned": 1,
        "fact.logged": 3,
        "fact.between": 3,
        "stamp.holds": 2,
        "law.profile": 1,
        "law.calendar": 1,
        "document.named": 1,
    }.items():
        assert proven.count(code) == count, code


def test_a_bundle_without_seals_verifies() -> None:
    """With a new date, a decision and a letter that was handed out."""
    found = verifier.check(DEMO.read_bytes(), Trust([parse_key(DEMO_KEY)]))
    assert found.hold, [(one.code, one.where, one.cause) for one in found.all]
    proven = [one.code for one in found.all if one.verdict == Verdict.PROVEN]
    assert (proven.count("fact.logged"), proven.count("document.named")) == (9, 2)
    assert {"service.served", "letter.named"} <= set(proven)
    left = {one.code for one in found.all if one.verdict == Verdict.NOT_PROVEN}
    assert {"seal.none", "roll.none", "witness.none", "stamp.none"} <= left


@pytest.mark.parametrize("golden", [GOLDEN, DEMO])
def test_it_is_still_written_as_it_was(golden: Path) -> None:
    content = golden.read_bytes()
    assert layout.parse(content).encode() == content
