"""What must hold before anything adverse, at a notice, a finding and a measure alike."""

from collections.abc import Iterator
from datetime import datetime

from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import CaseKind, Verdict
from vocatio.domain.consequences.obstacles import Effect, Obstacle
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import MINIMUM_NOTICE, REMEDY, STAY_ENDS
from vocatio.domain.summons.asking import EXCUSES
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind


def refuse_identity(file: CaseFile) -> Iterator[Obstacle]:
    """F1: “this is not me” freezes everything until an uninvolved person decides."""
    for claim in file.of(CaseKind.NOT_ME):
        decided = file.answer_to(claim, CaseKind.NOT_ME_DECISION, "claim")
        if decided is None or not file.uninvolved(decided):
            yield Obstacle("F1", "identity_disputed", claim.id, effect=Effect.DOUBT)
        elif decided.data["outcome"] == Verdict.UPHELD:
            yield Obstacle("F1", "another_person", decided.id, effect=Effect.ENDS)
    for request in file.of(Kind.REQUEST):
        if request.data["kind"] == RequestKind.NOT_ME:
            decided = file.answer_to(request, Kind.DECISION, "request")
            if decided is None or not file.uninvolved(decided):
                yield Obstacle("F1", "identity_disputed", request.id, effect=Effect.DOUBT)


def refuse_gate(file: CaseFile) -> Iterator[Obstacle]:
    """F22: minors, the dead, the detained, people in hospital or protected; unknown stops too."""
    for status, holds in sorted(file.gate.items()):
        if holds:
            yield Obstacle("F22", status, effect=Effect.ENDS)
        elif holds is None:
            yield Obstacle("F22", f"{status}_unknown", effect=Effect.DOUBT)


def refuse_non_receipt(file: CaseFile) -> Iterator[Obstacle]:
    """F5: a credible account of non-receipt waits for its decision."""
    for claim in file.accounts():
        yield Obstacle("F5", "non_receipt_claimed", claim.id, effect=Effect.SUSPENDS)


def stay_ends(stay: Fact) -> datetime:
    """When a stay ends by itself: 30 days after it was recorded, whatever it says (F26)."""
    return min(datetime.fromisoformat(str(stay.data["until"])), stay.recorded_at + STAY_ENDS)


def refuse_stay(file: CaseFile) -> Iterator[Obstacle]:
    """F26: an overseer stays one case or a whole call-up; it ends by itself after 30 days."""
    for stay in file.of(CaseKind.STAY):
        until = stay_ends(stay)
        if file.on < until:
            yield Obstacle("F26", "stayed", stay.id, until, Effect.SUSPENDS)


def refuse_requests(file: CaseFile) -> Iterator[Obstacle]:
    """F7: a request blocks until its reasoned answer is served and its remedy exhausted.

    The same request on the same facts blocks once: of the same kind, on the same ground, and
    with nothing written or sent that was not there before.
    """
    asked: set[str] = set()
    for request in file.of(Kind.REQUEST):
        same = _what_is_asked(request)
        decided = file.answer_to(request, Kind.DECISION, "request")
        if same in asked and decided is None:
            continue
        asked.add(same)
        if decided is None:
            yield Obstacle("F7", "request_open", request.id)
        elif decided.data["outcome"] == Outcome.REFUSED:
            yield from _remedy_left(file, request, decided)


def _what_is_asked(request: Fact) -> str:
    """Words are hashed with a salt, so that an account in new words is looked at by a human."""
    said = ("kind", "ground", "details_sha256", "files")
    return repr([request.data.get(key) for key in said])


def _remedy_left(file: CaseFile, request: Fact, decided: Fact) -> Iterator[Obstacle]:
    received = file.received(decided.data.get("document", decided.id))
    if received is None:
        yield Obstacle("F7", "answer_not_received", decided.id)
        return
    by_profile = file.terms.remedy
    if file.runs(received, REMEDY, by_profile):
        ends = file.deadline(received, REMEDY, by_profile)
        yield Obstacle("F7", "remedy_open", decided.id, ends)
    for remedy in file.of(CaseKind.REMEDY):
        if remedy.data.get("request") == str(request.id) and not file.answer_to(
            remedy, CaseKind.REMEDY_DECISION, "remedy"
        ):
            yield Obstacle("F7", "remedy_undecided", remedy.id)


def refuse_absence_without_notice(file: CaseFile, absence: Fact) -> Iterator[Obstacle]:
    """F4, F9: evidenced receipt of the summons, 14 days before the appearance that was missed.

    A new date is a new notice: the days count from whichever came later.
    """
    received = file.received(absence.subject)
    if received is None:
        yield Obstacle("F9", "summons_not_received", absence.id)
        return
    appointment = datetime.fromisoformat(str(absence.data["starts_at"]))
    dates = [
        f
        for f in file.of(Kind.ISSUED, Kind.APPOINTMENT)
        if f.subject == absence.subject and f.data["starts_at"] == absence.data["starts_at"]
    ]
    if not dates:
        yield Obstacle("F4", "no_such_appointment", absence.id)
        return
    noticed = max(received, min(f.recorded_at for f in dates))
    if appointment - noticed < MINIMUM_NOTICE:
        yield Obstacle("F4", "notice_too_short", absence.id)


def refuse_cured(file: CaseFile, absence: Fact) -> Iterator[Obstacle]:
    """F16: they appeared, were excused, or were called back: there is no refusal left.

    The door receipt of an appearance is enough; no job and no second decision is waited for.
    """
    for fact in file.of(Kind.APPEARANCE):
        if fact.subject == absence.subject or fact.recorded_at > absence.recorded_at:
            yield Obstacle("F16", "appeared", fact.id, effect=Effect.ENDS)
    for fact in file.of(CaseKind.RECALL):
        if fact.subject == absence.subject:
            yield Obstacle("F16", "recalled", fact.id, effect=Effect.ENDS)
    for decision in file.of(Kind.DECISION):
        if _excuses(file, decision):
            yield Obstacle("F16", "excused", decision.id, effect=Effect.ENDS)


def _excuses(file: CaseFile, decision: Fact) -> bool:
    request = file.fact(decision.data.get("request"))
    return (
        request is not None
        and decision.data["outcome"] == Outcome.GRANTED
        and request.data["kind"] in EXCUSES
    )
