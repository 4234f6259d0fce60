"""What was handed out: are the notices sealed, and which letters were made of them?"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import seal
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle
from vocatio.domain.evidence.note import VerifierKey
from vocatio.domain.summons.kinds import Kind
from vocatio.verify.facts import Logged
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust


class NoDocument(VocatioError):
    """The document that this seal is about is missing."""


def check(
    bundle: Bundle,
    logged: Sequence[Logged],
    trust: Trust,
    letters: Mapping[str, bytes],
    found: Findings,
) -> None:
    """Seals of the notices, then the letters that facts name.

    Args:
        letters: name -> bytes of PDFs that the reader holds.
    """
    _seals(bundle, trust, found)
    handed_out = _copies(bundle, logged, found)
    for name, pdf in letters.items():
        one = handed_out.get(sha256(pdf).hexdigest())
        if one:
            found.proven("letter.handed_out", name, at=one.fact.recorded_at, index=one.index)
        else:
            found.wrong("letter.unknown", name, sha256=sha256(pdf).hexdigest())


def _seals(bundle: Bundle, trust: Trust, found: Findings) -> None:
    if not bundle.seals:
        found.left_open("seal.none", layout.SEAL_KEYS)
        return
    try:
        keys = tuple(trust.seals) or notes.parse_keys(bundle.seal_keys or b"")
    except VocatioError as error:
        found.wrong("seal.wrong", layout.SEAL_KEYS, error)
        return
    held = [_seal(bundle, name, proof, keys, found) for name, proof in bundle.seals.items()]
    if any(held) and not trust.seals:
        found.left_open("seal.unpinned", layout.SEAL_KEYS)


def _seal(
    bundle: Bundle, name: str, proof: bytes, keys: Sequence[VerifierKey], found: Findings
) -> bool:
    where = f"seals/{name}.tlog-proof"
    try:
        if name not in bundle.documents:
            raise NoDocument
        sealed = seal.verify(bundle.documents[name], proof, keys)
    except VocatioError as error:
        found.wrong("seal.wrong", where, error)
        return False
    found.proven("seal.holds", f"documents/{name}", members=sealed.members, key=sealed.key)
    return True


def _copies(bundle: Bundle, logged: Sequence[Logged], found: Findings) -> dict[str, Logged]:
    """The letters that were handed out, by the SHA-256 of their bytes in hexadecimal."""
    said = {sha256(content).hexdigest(): name for name, content in bundle.documents.items()}
    copies = {}
    for one in logged:
        pdf, content = one.fact.data.get("pdf"), one.fact.data.get("content")
        if one.fact.kind != Kind.COPIED or not isinstance(pdf, str):
            continue
        copies[pdf] = one
        known = isinstance(content, str) and content in said
        document = f"documents/{said[str(content)]}" if known else "—"
        found.proven(
            "letter.named", one.where, at=one.fact.recorded_at, sha256=pdf, document=document
        )
    return copies
