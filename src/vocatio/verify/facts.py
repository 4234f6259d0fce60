"""Is each fact of the bundle in the log, unchanged?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import canonical, proof
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.bundle.layout import BundledFact
from vocatio.domain.evidence.checkpoint import Checkpoint
from vocatio.domain.evidence.note import VerifierKey
from vocatio.domain.facts import Fact, parse
from vocatio.verify.findings import Findings


class NotTheFact(VocatioError):
    """These bytes are not the fact that stands under this name."""


class NotTheCommitment(VocatioError):
    """Fact and salt do not give the entry that the receipt is about."""


class AnotherCheckpoint(VocatioError):
    """The receipt is of another state of the log than the rest of the bundle."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A fact that was found in the log."""

    fact: Fact
    index: int
    where: str


def check(
    folder: str,
    facts: Mapping[str, BundledFact],
    head: Checkpoint,
    keys: Sequence[VerifierKey],
    found: Findings,
    *,
    subject: str | None,
) -> list[Logged]:
    """The facts of a folder that are proven, in the order of the log.

    Args:
        subject: what all of them are about; None where they are about several things.
    """
    logged = []
    for id, bundled in facts.items():
        where = f"{folder}/{id}.json"
        try:
            fact = _read(bundled.content, id, subject)
            index = _index(bundled, head, keys, where, found)
        except VocatioError as error:
            found.wrong("fact.wrong", where, error)
            continue
        if index is not None:
            logged.append(Logged(fact, index, where))
    logged.sort(key=lambda one: one.index)
    for one in logged:
        found.proven(
            "fact.logged",
            one.where,
            kind=one.fact.kind,
            recorded_at=one.fact.recorded_at,
            index=one.index,
        )
    return logged


def _read(content: bytes | None, id: str, subject: str | None) -> Fact:
    if content is None:
        raise NotTheFact("the fact itself is missing")
    canonical.parse(content)
    try:
        fact = parse(content)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise NotTheFact(f"these bytes are not a fact: {error!r}"[:200]) from error
    if str(fact.id) != id or subject not in (str(fact.subject), None):
        raise NotTheFact
    if not isinstance(fact.data, dict) or not isinstance(fact.kind, str):
        raise NotTheFact("“data” or “kind” of this fact is of the wrong type")
    return fact


def _index(
    bundled: BundledFact,
    head: Checkpoint,
    keys: Sequence[VerifierKey],
    where: str,
    found: Findings,
) -> int | None:
    """Where the fact stands in the log; None, and a finding, where that cannot be said."""
    if bundled.receipt is None:
        found.left_open("fact.pending", where)
        return None
    receipt = proof.parse(bundled.receipt)
    if notes.parse(receipt.checkpoint).text != head.text():
        raise AnotherCheckpoint
    entry = receipt.extra or b""
    receipt.verify(entry, origin=head.origin, keys=keys)
    if bundled.salt is None:
        found.left_open("fact.erased", where, index=receipt.index)
        return None
    if canonical.commitment(bundled.salt, bundled.content or b"") != entry:
        raise NotTheCommitment
    return receipt.index
