"""The hearing: a notice of intent, its receipt, then the time to answer (F8)."""

from collections.abc import Iterator
from datetime import datetime

from vocatio.domain.consequences.common import (
    refuse_absence_without_notice,
    refuse_cured,
    refuse_gate,
    refuse_identity,
    refuse_non_receipt,
    refuse_requests,
    refuse_stay,
)
from vocatio.domain.consequences.file import CaseFile, newest
from vocatio.domain.consequences.kinds import CaseKind, Review
from vocatio.domain.consequences.obstacles import Effect, Obstacle
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import HEARING


def notice(file: CaseFile) -> Fact | None:
    """The notice of intent that counts: the newest, since each new one starts the hearing anew."""
    return newest(file.of(CaseKind.NOTICE))


def absence(file: CaseFile) -> Fact | None:
    """The absence that the case was opened on; None when it was retracted."""
    opened = newest(file.of(CaseKind.OPENED))
    return file.fact(opened.data["absence"]) if opened else None


def hearing_from(file: CaseFile) -> datetime | None:
    """From when the time to answer runs: evidenced receipt of the notice; None without."""
    found = notice(file)
    return file.received(found.data["document"]) if found else None


def hearing_ends(file: CaseFile) -> datetime | None:
    """The last instant of the time to answer; None while nobody knows it.

    An answer, empty or not, does not shorten it.
    """
    received = hearing_from(file)
    return file.deadline(received, HEARING, file.terms.hearing) if received else None


def refuse_notice(file: CaseFile) -> Iterator[Obstacle]:
    """Everything that stands against giving notice of an intent."""
    found = absence(file)
    if found is None:
        yield Obstacle("F9", "no_absence")
        return
    yield from refuse_unreviewed(file)
    yield from refuse_identity(file)
    yield from refuse_gate(file)
    yield from refuse_non_receipt(file)
    yield from refuse_stay(file)
    yield from refuse_requests(file)
    yield from refuse_absence_without_notice(file, found)
    yield from refuse_cured(file, found)


def refuse_unreviewed(file: CaseFile) -> Iterator[Obstacle]:
    """An officer looked at the case and said so: nothing goes on by itself."""
    review = newest(file.of(CaseKind.REVIEW))
    opened = newest(file.of(CaseKind.OPENED))
    if review is None or (opened and review.recorded_at < opened.recorded_at):
        yield Obstacle("F10", "not_reviewed")
    elif review.data["outcome"] != Review.INTEND:
        yield Obstacle("F10", "review_closed", review.id, effect=Effect.ENDS)


def refuse_unnoticed(file: CaseFile, finding: Fact) -> Iterator[Obstacle]:
    """F5, F9: the notice that was heard before a finding; its service may be undone since."""
    heard = notice(file.before(finding))
    if heard and file.received(heard.data["document"]) is None:
        yield Obstacle("F9", "notice_not_received", heard.id)


def refuse_unheard(file: CaseFile) -> Iterator[Obstacle]:
    """F8, F9: a notice, its evidenced receipt, and 14 days to answer, or longer by the profile."""
    found, received = notice(file), hearing_from(file)
    if found is None:
        yield Obstacle("F8", "no_notice")
    elif received is None:
        yield Obstacle("F9", "notice_not_received", found.id)
    elif file.runs(received, HEARING, file.terms.hearing):
        yield Obstacle("F8", "hearing_runs", found.id, hearing_ends(file))
