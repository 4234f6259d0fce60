"""Tokens of a real authority: the right ones hold, wrong ones are refused in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import (  # type: ignore[import-untyped]  # because it ships no types
    cms,
    tsp,
)
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.evidence.signing import signed_checkpoint
from tests.tsa import Authority, make_root
from vocatio.domain.evidence import merkle, timestamp
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.timestamp import BadCertificate, BadTimeStamp, TimeStamp

TEXT = notes.parse(signed_checkpoint(merkle.leaf_row([b"a", b"b"]))).text
ROOT = make_root()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), ROOT)


@pytest.fixture(scope="module")
def response(authority: Authority) -> bytes:
    return authority.stamp(TEXT)


def refused(response: bytes, why: str, message: bytes = TEXT) -> None:
    with pytest.raises(BadTimeStamp, match=why):
        timestamp.verify(response, message, [ROOT.certificate])


def with_certificate(response: bytes, certificate: x509.Certificate) -> bytes:
    """The response with another certificate in place of the one that signed."""
    read = tsp.TimeStampResp.load(response)
    held = cms.CertificateChoices.load(certificate.public_bytes(Encoding.DER))
    read["time_stamp_token"]["content"]["certificates"] = cms.CertificateSet([held])
    return bytes(read.dump(force=True))


def test_a_token_states_time_and_authority(response: bytes) -> None:
    stamp = timestamp.verify(response, TEXT, [make_root("other").certificate, ROOT.certificate])
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(hours=1)
    assert (stamp.accuracy, stamp.authority) == (timedelta(seconds=1), "CN=Authority")
    assert stamp.latest - stamp.earliest == timedelta(seconds=2)


def test_an_authority_need_not_state_its_accuracy(tmp_path: Path) -> None:
    stamp = timestamp.verify(
        Authority(tmp_path, ROOT, accuracy=None).stamp(TEXT), TEXT, [ROOT.certificate]
    )
    assert stamp.accuracy == timedelta()


@pytest.mark.parametrize("option", ["-sha384", "-sha512"])
def test_longer_hashes_hold(authority: Authority, option: str) -> None:
    stamp = timestamp.verify(authority.stamp(TEXT, option), TEXT, [ROOT.certificate])
    assert stamp.authority == "CN=Authority"


def test_a_short_hash_is_refused(authority: Authority) -> None:
    refused(authority.stamp(TEXT, "-sha1"), "hash algorithm")


def test_a_token_over_something_else_is_refused(response: bytes) -> None:
    refused(response, "over something else", TEXT + b"x")


def test_an_authority_under_a_foreign_root_is_refused(response: bytes) -> None:
    with pytest.raises(BadTimeStamp, match="not one of those that are trusted"):
        timestamp.verify(response, TEXT, [make_root("foreign").certificate])
    with pytest.raises(BadTimeStamp, match="not one of those that are trusted"):
        # The same name, another key.
        timestamp.verify(response, TEXT, [make_root().certificate])
    with pytest.raises(BadTimeStamp, match="no root"):
        timestamp.verify(response, TEXT, [])


@pytest.mark.parametrize(
    ("days", "why"), [((-300, -200), "had expired"), ((200, 300), "not valid yet")]
)
def test_a_certificate_out_of_its_time_is_refused(
    tmp_path: Path, days: tuple[int, int], why: str
) -> None:
    refused(Authority(tmp_path, ROOT, days=days).stamp(TEXT), why)


@pytest.mark.parametrize(
    ("usage", "critical"),
    [
        (None, True),
        (ExtendedKeyUsageOID.TIME_STAMPING, False),
        (ExtendedKeyUsageOID.CODE_SIGNING, True),
    ],
)
def test_a_certificate_not_meant_for_stamps_is_refused(
    authority: Authority, response: bytes, usage: x509.ObjectIdentifier | None, critical: bool
) -> None:
    serial = authority.certificate.serial_number
    other = authority.issue(usage=usage, critical=critical, serial=serial)
    refused(with_certificate(response, other), "may not stamp")


def test_a_signer_whose_certificate_is_missing_is_refused(
    authority: Authority, response: bytes
) -> None:
    refused(with_certificate(response, authority.issue()), "signature does not hold")


def test_a_refusal_of_the_authority_is_no_stamp(authority: Authority) -> None:
    refused(authority.reply(b"0\x00"), "refused|read")


@given(data=st.data())
def test_a_changed_bit_never_gives_another_time(data: st.DataObject, response: bytes) -> None:
    """Not every bit is signed (the status, the order of certificates); the time always is."""
    bit = data.draw(st.integers(0, len(response) * 8 - 1))
    changed = bytearray(response)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        found = timestamp.verify(bytes(changed), TEXT, [ROOT.certificate])
    except BadTimeStamp:
        return
    assert found == timestamp.verify(response, TEXT, [ROOT.certificate])


@given(st.binary(max_size=200))
def test_noise_is_refused(content: bytes) -> None:
    refused(content, "read")


def test_too_long_is_refused() -> None:
    refused(bytes(100_001), "too long")


@pytest.mark.parametrize("pem", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nAA\n"])
def test_what_is_no_certificate_is_refused(pem: bytes) -> None:
    with pytest.raises(BadCertificate):
        timestamp.parse_certificates(pem)
    assert timestamp.parse_certificates(ROOT.pem * 2) == [ROOT.certificate] * 2


def stamps() -> Iterator[tuple[int, TimeStamp]]:
    start = datetime(2026, 4, 9, tzinfo=UTC)
    for size, minutes, accuracy in (
        (10, 0, 1),
        (10, 5, 1),
        (20, 10, 1),
        (20, 11, 600),
        (30, 20, 1),
    ):
        at = start + timedelta(minutes=minutes)
        yield size, TimeStamp(at, timedelta(seconds=accuracy), "CN=x")


@pytest.mark.parametrize(
    ("index", "after", "before"),
    [(0, None, 0), (9, None, 0), (10, 5, 10), (19, 5, 10), (20, 10, 20), (30, 20, None)],
)
def test_the_bracket_is_as_tight_as_the_stamps_allow(
    index: int, after: int | None, before: int | None
) -> None:
    found = timestamp.bracket(index, stamps())
    assert (found.after and found.after.at.minute) == after
    assert (found.before and found.before.at.minute) == before
