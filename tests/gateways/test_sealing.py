"""Seals hold: of a batch, of a document; what checks them did not make them."""

import shutil
import stat
import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from uuid import UUID

import pikepdf
import pytest
from asn1crypto import pem, x509  # type: ignore[import-untyped]  # because it brings no types
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.gateways.letters import letter
from tests.gateways.verapdf import broken_rules
from tests.threads import apart
from tests.tsa import Authority, Root, make_root
from vocatio.domain.evidence import proof
from vocatio.domain.evidence.merkle import BadProof
from vocatio.domain.evidence.note import VerifierKey, WrongSignature
from vocatio.gateways.ledger_log.signing import FileSigner, LogKeyExposed
from vocatio.gateways.sealing import (
    SealPlaces,
    make_keys,
    member_proof,
    seal_places,
    sealed,
    sign_document,
)
from vocatio.gateways.sealing.document import SealKeyExposed, SealKeyMissing
from vocatio.gateways.typesetting import typeset

SEAL = UUID("01930000-0000-7000-8000-000000000001")
CONTENTS = [sha256(bytes([number])).digest() for number in range(100)]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
NO_PDFSIG = "no pdfsig (Debian: apt-get install poppler-utils): seals were NOT checked by poppler"


@pytest.fixture
def at(tmp_path: Path) -> SealPlaces:
    """Keys of a demo."""
    found = seal_places(tmp_path, "test")
    make_keys(found, "test", demo=True, suffix="x1", on=NOW)
    return found


def public(at: SealPlaces, seal: UUID = SEAL) -> VerifierKey:
    """What somebody who checks a seal was told beforehand, under the name of this seal."""
    key = FileSigner(at.batch.key).key
    return VerifierKey(f"{key.name}/{seal}", key.kind, key.public)


@pytest.mark.parametrize("position", [0, 1, 63, 64, 99])
def test_each_member_proves_itself(at: SealPlaces, position: int) -> None:
    seal = sealed(SEAL, CONTENTS, FileSigner(at.batch.key))
    key = public(at)
    shown = proof.parse(member_proof(CONTENTS, position, seal))
    head, _ = shown.verify(CONTENTS[position], origin=key.name, keys=[key])
    assert head.size == len(CONTENTS)
    with pytest.raises(BadProof):
        shown.verify(CONTENTS[position - 1], origin=key.name, keys=[key])


def test_a_seal_by_another_key_proves_nothing(at: SealPlaces, tmp_path: Path) -> None:
    other = seal_places(tmp_path / "other", "test")
    make_keys(other, "test", demo=True, suffix="x1", on=NOW)
    seal = sealed(SEAL, CONTENTS, FileSigner(at.batch.key))
    forged = sealed(SEAL, CONTENTS, FileSigner(other.batch.key))
    key = public(at)
    with pytest.raises(Exception, match="keys that are trusted"):
        proof.parse(member_proof(CONTENTS, 0, forged)).verify(
            CONTENTS[0], origin=key.name, keys=[key]
        )
    changed = seal.replace(b"\n100\n", b"\n101\n")
    with pytest.raises(WrongSignature):
        proof.parse(member_proof(CONTENTS, 0, changed)).verify(
            CONTENTS[0], origin=key.name, keys=[key]
        )


def test_two_seals_are_never_two_heads_of_one_log(at: SealPlaces) -> None:
    another = UUID(int=SEAL.int + 1)
    signer = FileSigner(at.batch.key)
    assert (
        sealed(SEAL, CONTENTS, signer).split(b"\n")[0]
        != (sealed(another, CONTENTS[:5], signer).split(b"\n")[0])
    )


def test_a_sealed_letter_holds_by_poppler_and_by_verapdf(at: SealPlaces, tmp_path: Path) -> None:
    """Neither of them made the seal. A letter that was changed afterwards does not hold."""
    drawn = typeset(letter(chosen="ar"))
    signed = sign_document(drawn.pdf, at)
    assert signed.level == "B-B"
    assert signed.pdf.startswith(drawn.pdf)
    whole, changed = tmp_path / "whole.pdf", tmp_path / "changed.pdf"
    whole.write_bytes(signed.pdf)
    middle = len(drawn.pdf) // 2
    flipped = bytes([signed.pdf[middle] ^ 1])
    changed.write_bytes(signed.pdf[:middle] + flipped + signed.pdf[middle + 1 :])
    assert broken_rules([whole]) == {"whole.pdf": []}
    with pikepdf.open(whole) as file:
        assert file.pdf_version == "1.7"
        assert set(file.Root.Extensions.keys()) == {"/ESIC"}, "and what PAdES adds to it"
        assert "/Version" not in file.Root
    told = _pdfsig(whole)
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "Signature is Valid" in told
    assert "Signature is Valid" not in _pdfsig(changed)


def _pdfsig(file: Path) -> str:
    program = shutil.which("pdfsig")
    if not program:
        pytest.skip(NO_PDFSIG)
    return subprocess.run([program, str(file)], capture_output=True, text=True, check=False).stdout


def test_keys_are_for_the_owner_alone_and_of_the_kinds_that_were_asked_for(at: SealPlaces) -> None:
    for key in (at.key, at.batch.key):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(at.folder.stat().st_mode) == 0o700
    found = serialization.load_pem_private_key(at.key.read_bytes(), None)
    assert found.curve.name == "secp256r1"  # type: ignore[union-attr]  # because it is the test


def test_keys_that_are_there_are_kept(at: SealPlaces) -> None:
    before = at.key.read_bytes(), at.batch.key.read_bytes()
    make_keys(at, "test", demo=True, suffix="x2", on=NOW)
    assert (at.key.read_bytes(), at.batch.key.read_bytes()) == before


def test_a_key_that_others_can_read_seals_nothing(at: SealPlaces) -> None:
    for key in (at.key, at.batch.key):
        key.chmod(0o640)
    with pytest.raises(SealKeyExposed, match="chmod 600"):
        sign_document(b"", at)
    with pytest.raises(LogKeyExposed):
        sealed(SEAL, CONTENTS, FileSigner(at.batch.key))


def test_a_key_that_is_missing_is_asked_for(at: SealPlaces) -> None:
    at.key.unlink()
    with pytest.raises(SealKeyMissing, match="restore it from its backup"):
        sign_document(b"", at)


class Broken(BaseHTTPRequestHandler):
    """An authority that answers, and gives no time-stamp."""

    def do_POST(self) -> None:
        """Answer with nothing of use."""
        self.send_response(503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 because it is its name
        """Say nothing."""


def test_an_authority_that_fails_leaves_a_seal_that_says_so(
    at: SealPlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HTTPServer(("127.0.0.1", 0), Broken) as server:
        Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv("VOCATIO_TSA_URL", f"http://127.0.0.1:{server.server_port}/")
        assert sign_document(typeset(letter()).pdf, at).level == "B-B"


def test_an_authority_stamps_the_seal_and_its_time_holds_under_its_root(
    at: SealPlaces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PAdES B-T by a real authority (OpenSSL), checked by pyHanko under that root alone."""
    root = make_root()
    authority = Authority(tmp_path / "tsa", root)

    class Stamping(Broken):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.reply(query)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

    # pyHanko asks twice: once to learn how large an answer is.
    with HTTPServer(("127.0.0.1", 0), Stamping) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("VOCATIO_TSA_URL", f"http://127.0.0.1:{server.server_port}/")
        signed = apart(lambda: sign_document(typeset(letter()).pdf, at))
        server.shutdown()
    assert signed.level == "B-T"
    assert _stamp_holds(signed.pdf, at, root)
    assert not _stamp_holds(signed.pdf, at, make_root("Somebody else"))


def _stamp_holds(pdf: bytes, at: SealPlaces, root: Root) -> bool:
    def trusting(*certificates: bytes) -> ValidationContext:
        roots = [x509.Certificate.load(pem.unarmor(each)[2]) for each in certificates]
        return ValidationContext(trust_roots=roots)

    (found,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    status = apart(
        lambda: validate_pdf_signature(
            found,
            signer_validation_context=trusting(at.certificate.read_bytes()),
            ts_validation_context=trusting(root.pem),
        )
    )
    stamp = status.timestamp_validity
    return bool(status.intact and status.valid and stamp and stamp.valid and stamp.trusted)
