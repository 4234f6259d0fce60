"""Who may decide: one named human, of a body that is free of the issuer, who took no part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from vocatio.domain.consequences.file import Body, CaseFile, human
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.obstacles import Obstacle
from vocatio.domain.errors import Refusal
from vocatio.domain.law.floor import DECISIONS_A_DAY
from vocatio.domain.law.reasons import alike, too_short


@dataclass(frozen=True, slots=True)
class Official:
    """The human who is about to decide.

    Attributes:
        human: the natural person behind the account.
        body: whose member they are, or None for the issuer's own staff.
        realm: identity provider through which they signed in this time.
        opened_at: when they last opened this file, or None.
        decided_today: decisions that they took since midnight, this one not counted.
        reasons_before: texts of their own and their body's recent reasons, to find copies.
    """

    human: UUID
    body: Body | None
    realm: str
    opened_at: datetime | None
    decided_today: int = 0
    reasons_before: Mapping[str, str] = field(default_factory=dict)


class HadAHand(Refusal):
    """Whoever did anything in this case does not decide whether the person is right."""

    basis = "F5"


def refuse_involved(file: CaseFile, human: UUID) -> None:
    """F5: who answers a claim of the person's did nothing in the case before.

    Raises:
        HadAHand
    """
    if str(human) in file.involved():
        raise HadAHand


def refuse_office(file: CaseFile, body: Body | None, realm: str) -> Iterator[Obstacle]:
    """F11: a body outside the issuer's hierarchy, through its own way of signing in."""
    if body is None or not body.independent:
        yield Obstacle("F11", "body_not_independent")
    elif realm != body.realm or realm == file.terms.issuer_realm:
        yield Obstacle("F11", "signed_in_elsewhere")


#: What the deciding body itself does in a case; whoever did it may go on with the case.
OF_THE_BODY = frozenset(
    {CaseKind.ANSWER, CaseKind.FINDING, CaseKind.MEASURE, CaseKind.MEASURE_REVIEW}
)


def refuse_hand(file: CaseFile, signer: str | None) -> Iterator[Obstacle]:
    """F10: they neither issued, nor assisted, nor recorded the absence, nor gave the notice."""
    of_the_issuer = (f for f in file.standing if f.kind not in OF_THE_BODY)
    if part := next((f for f in of_the_issuer if human(f) == signer), None):
        yield Obstacle("F10", "took_part", part.id)


def refuse_stale(file: CaseFile, by: Official) -> Iterator[Obstacle]:
    """F14: who decides an appeal took no part before, not even as a member of a court."""
    if str(by.human) in file.involved():
        yield Obstacle("F14", "took_part")


def refuse_unread(file: CaseFile, by: Official) -> Iterator[Obstacle]:
    """F10: they opened the file, and after everything that now stands in it."""
    last = max((f.recorded_at for f in file.standing), default=None)
    if by.opened_at is None or (last is not None and by.opened_at < last):
        yield Obstacle("F10", "file_not_opened")


def refuse_haste(by: Official) -> Iterator[Obstacle]:
    """F10: a human can weigh only so many files in a day."""
    if by.decided_today >= DECISIONS_A_DAY:
        yield Obstacle("F10", "daily_ceiling")


def refuse_reasons(by: Official, reasons: str) -> Iterator[Obstacle]:
    """F10: reasons of one's own for this person; near-copies are returned."""
    if too_short(reasons):
        yield Obstacle("F10", "reasons_too_short")
    elif any(alike(reasons, earlier) for earlier in by.reasons_before.values()):
        yield Obstacle("F10", "reasons_copied")


def refuse_signature(file: CaseFile, by: Official, reasons: str) -> Iterator[Obstacle]:
    """F10, F11: whether this human may sign a decision against the person in this file."""
    yield from refuse_office(file, by.body, by.realm)
    yield from refuse_hand(file, str(by.human))
    yield from refuse_unread(file, by)
    yield from refuse_haste(by)
    yield from refuse_reasons(by, reasons)
