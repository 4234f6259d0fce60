"""At what time, by a clock that is not the issuer's, was each fact in the log (F2)?

A stamp proves a time to whoever trusts the root of its authority. A root that comes from the
bundle itself could have been made together with it: what stands under it is checked, and told
as the claim that it is (docs/adr/0067-where-a-root-comes-from.md).
"""

from collections.abc import Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import checkpoint as checkpoints
from vocatio.domain.evidence import merkle, timestamp
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle, Stamped
from vocatio.domain.evidence.checkpoint import BadCheckpoint, Checkpoint
from vocatio.domain.evidence.merkle import BadProof
from vocatio.domain.evidence.note import VerifierKey, decode64
from vocatio.domain.evidence.timestamp import TimeStamp
from vocatio.domain.law.floor import RECORDING_TOLERANCE
from vocatio.verify.facts import Logged
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust


class NoCheckpoint(VocatioError):
    """The checkpoint that was stamped is missing."""


#: The size of a tree, and a stamp over it.
StampedSize = tuple[int, TimeStamp]


def check(
    bundle: Bundle, head: Checkpoint, keys: Sequence[VerifierKey], trust: Trust, found: Findings
) -> list[StampedSize]:
    """The stamps that hold, each with the size of the tree that it covers."""
    if not bundle.stamped:
        found.left_open("stamp.none", layout.CHECKPOINT)
        return []
    roots = _roots(bundle, trust, found)
    held: list[StampedSize] = []
    for size, stamped in sorted(bundle.stamped.items()):
        where = f"stamps/{size}/checkpoint"
        try:
            earlier, text = _read(size, stamped, head, keys)
            where = f"stamps/{size}/consistency"
            _continued(earlier, head, stamped.consistency)
        except VocatioError as error:
            found.wrong("stamp.wrong", where, error)
            continue
        for name, response in sorted(stamped.responses.items()):
            where = f"stamps/{size}/{name}"
            stamp = _stamp(where, response, text, roots, found)
            if stamp is None:
                continue
            held.append((size, stamp))
            tell = found.proven if trust.authorities else found.left_open
            code = "stamp.holds" if trust.authorities else "stamp.claimed"
            tell(code, where, at=stamp.at, authority=stamp.authority)
    if held and not trust.authorities:
        found.left_open("stamp.unpinned", layout.AUTHORITIES, roots=_named(roots))
    return held


def _named(roots: Sequence[Certificate]) -> str:
    """By what somebody can compare them with those that are published."""
    return "; ".join(
        f"{one.subject.rfc4514_string()} (SHA-256 {one.fingerprint(SHA256()).hex()})"
        for one in roots
    )


def _roots(bundle: Bundle, trust: Trust, found: Findings) -> list[Certificate]:
    if trust.authorities:
        return list(trust.authorities)
    if bundle.authorities is None:
        return []
    try:
        return timestamp.parse_certificates(bundle.authorities)
    except VocatioError as error:
        found.wrong("authorities.wrong", layout.AUTHORITIES, error)
        return []


def _read(
    size: int, stamped: Stamped, head: Checkpoint, keys: Sequence[VerifierKey]
) -> tuple[Checkpoint, bytes]:
    """The checkpoint that was stamped, and its note text."""
    if stamped.checkpoint is None:
        raise NoCheckpoint
    earlier, note = checkpoints.verify(stamped.checkpoint, origin=head.origin, keys=keys)
    if earlier.size != size:
        raise BadCheckpoint(f"the checkpoint is of {earlier.size} entries, not of {size}")
    return earlier, note.text


def _continued(earlier: Checkpoint, head: Checkpoint, consistency: bytes | None) -> None:
    """Check that the log of the bundle continues the one that was stamped."""
    lines = (consistency or b"").decode(errors="replace").splitlines()
    try:
        path = [decode64(line) for line in lines]
    except ValueError as error:
        raise BadProof(f"the consistency proof cannot be read: {error}") from error
    merkle.verify_consistency(earlier.size, head.size, earlier.root, head.root, path)


def _stamp(
    where: str, response: bytes, text: bytes, roots: Sequence[Certificate], found: Findings
) -> TimeStamp | None:
    if not roots:
        found.left_open("stamp.unchecked", where)
        return None
    try:
        return timestamp.verify(response, text, roots)
    except VocatioError as error:
        found.wrong("stamp.wrong", where, error)
        return None


def bracket(
    logged: Sequence[Logged],
    stamped: Sequence[StampedSize],
    trust: Trust,
    found: Findings,
    *,
    simulated: bool,
) -> None:
    """Put each fact between two stamps, and hold its own time against them.

    Args:
        simulated: the clock of the log runs ahead of real time, as that of a demo does.
    """
    if not stamped:
        return
    for one in logged:
        between = timestamp.bracket(one.index, stamped)
        claimed = one.fact.recorded_at
        if between.after and claimed < between.after.earliest - RECORDING_TOLERANCE:
            found.wrong(
                "fact.back_dated", one.where, recorded_at=claimed, after=between.after.earliest
            )
        elif (
            not simulated
            and between.before
            and claimed > between.before.latest + RECORDING_TOLERANCE
        ):
            found.wrong(
                "fact.post_dated", one.where, recorded_at=claimed, before=between.before.latest
            )
        elif between.before is None:
            found.left_open("fact.unstamped", one.where, kind=one.fact.kind)
        else:
            _tell(one, between.after, between.before, trust, found)


def _tell(
    one: Logged, after: TimeStamp | None, before: TimeStamp, trust: Trust, found: Findings
) -> None:
    values = {"kind": one.fact.kind, "before": before.latest}
    between = {**values, "after": after.earliest} if after else None
    if trust.authorities and between:
        found.proven("fact.between", one.where, **between)
    elif trust.authorities:
        found.proven("fact.before", one.where, **values)
    elif between:
        found.left_open("fact.between_claimed", one.where, **between)
    else:
        found.left_open("fact.before_claimed", one.where, **values)
