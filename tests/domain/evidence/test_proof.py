"""Receipts read back, verify, and fail when anything in them is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.evidence.signing import LOG, ORIGIN, Signer, signed_checkpoint
from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import merkle, proof
from vocatio.domain.evidence.note import NotSigned
from vocatio.domain.evidence.proof import BadReceipt, Receipt

ENTRIES = [b"entry %d" % n for n in range(9)]
ROW = merkle.leaf_row(ENTRIES)
READ = merkle.reader_of(ROW)
RECEIPTS = [
    Receipt(n, tuple(merkle.inclusion(n, 9, READ)), signed_checkpoint(ROW)) for n in range(9)
]
ENCODED = RECEIPTS[8].encode()


@given(st.none() | st.binary(max_size=40), st.sampled_from(RECEIPTS))
def test_a_receipt_reads_back_and_verifies(extra: bytes | None, made: Receipt) -> None:
    receipt = Receipt(made.index, made.path, made.checkpoint, extra)
    assert proof.parse(receipt.encode()) == receipt
    head, _ = receipt.verify(ENTRIES[made.index], origin=ORIGIN, keys=[LOG.key])
    assert head.size == 9


def test_a_tree_of_one_leaf_has_an_empty_path() -> None:
    row = merkle.leaf_row([b"only"])
    receipt = Receipt(0, (), signed_checkpoint(row))
    assert b"index 0\n\nlog.example" in receipt.encode()
    assert proof.parse(receipt.encode()).verify(b"only", origin=ORIGIN, keys=[LOG.key])


@given(st.integers(0, len(ENCODED) * 8 - 1))
def test_a_changed_bit_anywhere_breaks_a_receipt(bit: int) -> None:
    changed = bytearray(ENCODED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VocatioError):
        proof.parse(bytes(changed)).verify(ENTRIES[8], origin=ORIGIN, keys=[LOG.key])


@given(st.integers(0, len(ENCODED) - 1))
def test_a_receipt_cut_short_anywhere_is_refused(length: int) -> None:
    with pytest.raises(VocatioError):
        proof.parse(ENCODED[:length]).verify(ENTRIES[8], origin=ORIGIN, keys=[LOG.key])


def test_another_entry_or_another_log_is_refused() -> None:
    with pytest.raises(merkle.BadProof):
        RECEIPTS[3].verify(ENTRIES[4], origin=ORIGIN, keys=[LOG.key])
    with pytest.raises(NotSigned):
        RECEIPTS[3].verify(ENTRIES[3], origin=ORIGIN, keys=[Signer(ORIGIN, seed="x").key])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty line"),
        (b"\n\n", "first line"),
        (ENCODED.replace(b"@v1", b"@v2"), "first line"),
        (ENCODED.replace(b"index 8", b"index 08"), "line 2"),
        (ENCODED.replace(b"index 8", b"Index 8"), "line 2"),
        (ENCODED.replace(b"index 8\n", b""), "line 2"),
        (ENCODED.replace(b"index 8\n", b"extra A\nindex 8\n"), "line 2"),
        (ENCODED.replace(b"index 8\n", b"extra AA==\n"), "line 3"),
        (ENCODED.replace(b"index 8\n", b"index 8\nAA==\n"), "line 3"),
        (ENCODED.replace(b"index 8\n", b"index 8\n" + b"AA==\n" * 63), "at most 63"),
        (ENCODED.replace(b"index 8", "index ٨".encode()), "ASCII"),
        (b"x" * 3_000_000, "too long"),
    ],
)
def test_a_wrong_receipt_says_where(content: bytes, why: str) -> None:
    with pytest.raises(BadReceipt, match=why):
        proof.parse(content)
