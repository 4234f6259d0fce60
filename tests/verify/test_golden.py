"""Bundles that were made long ago stay valid, whatever the code has become since."""

from pathlib import Path

from tests.domain.evidence.signing import LOG, WITNESS
from vocatio.domain.evidence.bundle import layout
from vocatio.verify import bundle as verifier
from vocatio.verify.findings import Verdict
from vocatio.verify.trust import Trust

GOLDEN = Path(__file__).parent / "golden" / "bundle-v1.zip"


def test_the_golden_bundle_verifies() -> None:
    found = verifier.check(GOLDEN.read_bytes(), Trust([LOG.key], [WITNESS.key]))
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


def test_it_is_still_written_as_it_was() -> None:
    content = GOLDEN.read_bytes()
    assert layout.parse(content).encode() == content
