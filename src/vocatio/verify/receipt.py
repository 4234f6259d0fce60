"""Check a single receipt: is what it is about in the log?"""

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import canonical, cosignature, proof
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import note as notes
from vocatio.verify.facts import NotTheCommitment
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust


class NothingToCompare(VocatioError):
    """The receipt does not carry the entry that it is about; give fact and salt as well."""


def check(
    content: bytes, trust: Trust, where: str, fact: bytes | None = None, salt: bytes | None = None
) -> Findings:
    """Check a receipt.

    Args:
        content: the tlog-proof file.
        fact, salt: the bytes of a fact, and its salt: with them, the fact itself is checked;
            without them, only the entry that the receipt carries.

    Raises:
        BadReceipt: it cannot be read as a receipt at all.
    """
    found = Findings()
    receipt = proof.parse(content)
    try:
        origin = checkpoints.parse(notes.parse(receipt.checkpoint).text).origin
        entry = _entry(receipt.extra, fact, salt)
        head, note = receipt.verify(entry, origin=origin, keys=trust.keys)
        seen = cosignature.verify(note, trust.witnesses)
    except VocatioError as error:
        found.wrong("receipt.wrong", where, error)
        return found
    found.proven("checkpoint.signed", where, origin=origin, size=head.size, key=origin)
    found.proven("receipt.holds", where, index=receipt.index, entry=entry.hex())
    for one in seen:
        found.proven("witness.cosigned", where, witness=one.witness.name, at=one.at)
    if not seen:
        found.left_open("witness.none", where)
    if fact is None:
        found.left_open("receipt.entry_alone", where)
    else:
        found.proven("receipt.fact", where)
    return found


def _entry(extra: bytes | None, fact: bytes | None, salt: bytes | None) -> bytes:
    """What the receipt must be about: the commitment to the fact, or the entry it carries."""
    if fact is None or salt is None:
        if extra is None:
            raise NothingToCompare
        return extra
    entry = canonical.commitment(salt, fact)
    if extra is not None and extra != entry:
        raise NotTheCommitment
    return entry
