"""Notes, keys, checkpoints and cosignatures are read strictly; a wrong signature never passes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.evidence.signing import LOG, ORIGIN, WITNESS, Signer, signed_checkpoint
from vocatio.domain.evidence import checkpoint, cosignature, merkle
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.checkpoint import BadCheckpoint, Checkpoint
from vocatio.domain.evidence.cosignature import BadCosignature
from vocatio.domain.evidence.note import (
    ED25519,
    BadKey,
    BadNote,
    Note,
    NotSigned,
    Signature,
    WrongSignature,
)

ROW = merkle.leaf_row([b"a", b"b", b"c"])
SIGNED = signed_checkpoint(ROW)
TEXT = notes.parse(SIGNED).text


def test_a_key_reads_back() -> None:
    for signer in (LOG, WITNESS):
        assert notes.parse_key(str(signer.key)) == signer.key


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "form"),
        ("example.com/foo", "form"),
        ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "name"),
        ("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "name"),
        ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "530d903a"),
        ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "530d903a"),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", "base64"),
        ("example.com/foo+530d903a+A", "base64"),
        ("example.com/foo+530d903a+", "kind"),
        ("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "kind"),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=", "31 bytes"),
    ],
)
def test_a_wrong_key_says_why(text: str, why: str) -> None:
    with pytest.raises(BadKey, match=why):
        notes.parse_key(text)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"])).map(lambda text: f"{text}\n"),
    st.integers(1, 20),
)
def test_a_note_reads_back(text: str, count: int) -> None:
    signatures = tuple(Signature(f"key{n}", bytes(4), bytes([n])) for n in range(count))
    note = Note(text.encode(), signatures)
    assert notes.parse(note.encode()) == note


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty line"),
        (TEXT, "empty line"),
        (TEXT + b"\n", "newline"),
        (SIGNED[:-1], "newline"),
        (SIGNED + b"\n", "newline"),
        (SIGNED + b"x\n", "line 6"),
        (SIGNED.replace("—".encode(), b"-"), "line 5"),
        (SIGNED.replace(b"\n\n", b"\r\n\r\n"), "control"),
        (SIGNED + b"\x00", "control"),
        (b"\xff" + SIGNED, "byte 0"),
        (SIGNED[:-3] + b"\n", "base64"),
        (TEXT + "\n— name AAAA\n".encode(), "too short"),
        (TEXT + "\n— na+me AAAAAAAA\n".encode(), "line 5"),
        (TEXT + b"\n" + "— name AAAAAAAA\n".encode() * 101, "at most 100"),
        (b"x" * 1_000_001, "too long"),
    ],
)
def test_a_wrong_note_says_where(content: bytes, why: str) -> None:
    with pytest.raises(BadNote, match=why):
        notes.parse(content)


def test_only_the_keys_given_count() -> None:
    other = Signer(ORIGIN, seed="other")
    note = Note(TEXT, (other.sign(TEXT), LOG.sign(TEXT)))
    assert notes.verify(note, [LOG.key]) == [LOG.key]
    assert notes.verify(note, [LOG.key, other.key, LOG.key]) == [LOG.key, other.key]
    with pytest.raises(NotSigned):
        notes.verify(note, [Signer("someone.else").key])
    with pytest.raises(NotSigned):
        notes.verify(note, [])


def test_one_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    other = Signer(ORIGIN, seed="other")
    note = Note(TEXT, (LOG.sign(TEXT), other.sign(TEXT + b"x")))
    with pytest.raises(WrongSignature, match=ORIGIN):
        notes.verify(note, [LOG.key, other.key])


@given(st.integers(0, len(SIGNED) * 8 - 1))
def test_a_changed_bit_anywhere_breaks_a_checkpoint(bit: int) -> None:
    changed = bytearray(SIGNED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises((BadNote, BadCheckpoint, NotSigned, WrongSignature)):
        checkpoint.verify(bytes(changed), origin=ORIGIN, keys=[LOG.key])


def test_a_checkpoint_reads_back() -> None:
    head, note = checkpoint.verify(SIGNED, origin=ORIGIN, keys=[LOG.key])
    assert (head.origin, head.size, head.root) == (ORIGIN, 3, merkle.row_root(ROW))
    assert head.text() == note.text == TEXT
    extended = Checkpoint("a", 0, merkle.EMPTY_ROOT, ("more", "lines"))
    assert checkpoint.parse(extended.text()) == extended


def test_the_key_of_one_log_says_nothing_about_another() -> None:
    text = Checkpoint("other.example/log", 3, merkle.row_root(ROW)).text()
    content = Note(text, (LOG.sign(text),)).encode()
    with pytest.raises(BadCheckpoint, match="not of"):
        checkpoint.verify(content, origin=ORIGIN, keys=[LOG.key])
    with pytest.raises(NotSigned):
        checkpoint.verify(content, origin="other.example/log", keys=[LOG.key])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "origin, size and root"),
        (TEXT[:-1], "origin, size and root"),
        (b"a\n1\n", "origin, size and root"),
        (b"\n" + TEXT, "line 1"),
        (TEXT + b"\n", "line 4"),
        (TEXT.replace(b"\n3\n", b"\n03\n"), "leading zeroes"),
        (TEXT.replace(b"\n3\n", b"\n+3\n"), "leading zeroes"),
        (TEXT.replace(b"\n3\n", b"\n-3\n"), "leading zeroes"),
        (TEXT.replace(b"\n3\n", "\n٣\n".encode()), "leading zeroes"),
        (TEXT.replace(b"\n3\n", b"\n9223372036854775808\n"), "leading zeroes"),
        (TEXT.replace(b"=\n", b"\n"), "line 3"),
        (b"a\n1\nAAAA\n", "32 bytes"),
        (b"\xff\n1\nAAAA\n", "UTF-8"),
    ],
)
def test_a_wrong_checkpoint_says_where(text: bytes, why: str) -> None:
    with pytest.raises(BadCheckpoint, match=why):
        checkpoint.parse(text)


def test_a_witness_states_its_time() -> None:
    note = Note(TEXT, (LOG.sign(TEXT), WITNESS.cosign(TEXT, 1_679_315_147)))
    (found,) = cosignature.verify(note, [WITNESS.key, Signer("unknown", 4).key])
    assert found.witness == WITNESS.key
    assert found.at == datetime(2023, 3, 20, 12, 25, 47, tzinfo=UTC)
    # The log's own key is no witness, and a witness's key is no log.
    assert cosignature.verify(note, [LOG.key]) == ()
    with pytest.raises(NotSigned):
        notes.verify(note, [WITNESS.key])


def test_an_ed25519_signature_is_no_cosignature() -> None:
    """The same key under the other kind has another id, and signs another message."""
    twin = Signer(WITNESS.key.name, ED25519)
    assert twin.key.public == WITNESS.key.public
    note = Note(TEXT, (twin.sign(TEXT),))
    assert cosignature.verify(note, [WITNESS.key]) == ()


@given(st.integers(0, 72 * 8 - 1))
def test_a_changed_bit_breaks_a_cosignature(bit: int) -> None:
    made = WITNESS.cosign(TEXT, 1_679_315_147)
    changed = bytearray(made.content)
    changed[bit // 8] ^= 1 << bit % 8
    note = Note(TEXT, (Signature(made.name, made.key_id, bytes(changed)),))
    with pytest.raises((WrongSignature, BadCosignature)):
        cosignature.verify(note, [WITNESS.key])


def test_a_cosignature_of_another_length_is_refused() -> None:
    note = Note(TEXT, (Signature(WITNESS.key.name, WITNESS.key.id, bytes(71)),))
    with pytest.raises(BadCosignature, match="length"):
        cosignature.verify(note, [WITNESS.key])
