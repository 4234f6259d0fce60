"""A measure: the lightest that may help, for a time that ends, after a hearing (F8 to F15)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from vocatio.domain.consequences.file import Body, CaseFile, Rung, newest
from vocatio.domain.consequences.hearing import (
    notice,
    refuse_notice,
    refuse_unheard,
    refuse_unnoticed,
)
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.obstacles import Obstacle
from vocatio.domain.consequences.officials import Official, refuse_signature
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import (
    LONGEST_EPISODE,
    LONGEST_MEASURE,
    MEASURE_KINDS,
    MEASURE_WAITS,
)
from vocatio.domain.summons.kinds import Kind


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is about to be decided.

    Attributes:
        code: of the rung.
        starts, until, review_on: instants; it may not start before its own service allows (F13).
        scope: what exactly is limited; never empty.
        skips: step or code of a lighter measure -> id of the evidence about this person (F12).
    """

    code: str
    starts: datetime
    until: datetime
    review_on: datetime
    scope: str
    skips: Mapping[str, object] = field(default_factory=dict)


def proposal_of(measure: Fact) -> Proposal:
    """What a measure that was decided says."""
    skips = measure.data.get("skips")
    return Proposal(
        code=str(measure.data["measure"]),
        starts=moment(measure, "from"),
        until=moment(measure, "until"),
        review_on=moment(measure, "review_on"),
        scope=str(measure.data["scope"]),
        skips=skips if isinstance(skips, Mapping) else {},
    )


def refuse_measure(
    file: CaseFile, by: Official, reasons: str, proposal: Proposal
) -> Iterator[Obstacle]:
    """Everything that stands against this measure, by this human, with these reasons."""
    yield from refuse_proposal(file, by.body, proposal)
    yield from refuse_signature(file, by, reasons)


def refuse_proposal(file: CaseFile, body: Body | None, proposal: Proposal) -> Iterator[Obstacle]:
    """F8, F9, F11, F12, F15: what stands in the file itself against this measure."""
    rung = next((r for r in file.terms.ladder if r.code == proposal.code), None)
    if rung is None or rung.kind not in MEASURE_KINDS:
        yield Obstacle("F12", "no_such_measure")
        return
    yield from refuse_notice(file)
    yield from refuse_unheard(file)
    yield from refuse_unfounded(file)
    yield from refuse_unannounced(file, proposal)
    yield from refuse_heavier(file, proposal, rung)
    yield from refuse_length(file, proposal, rung)
    if body and body.code != rung.body:
        yield Obstacle("F11", "another_body")


def refuse_unfounded(file: CaseFile) -> Iterator[Obstacle]:
    """F9: a finding that still stands, and what it rests on."""
    finding = newest(file.of(CaseKind.FINDING))
    if finding is None:
        yield Obstacle("F9", "no_finding")
    else:
        yield from refuse_unnoticed(file, finding)


def refuse_unannounced(file: CaseFile, proposal: Proposal) -> Iterator[Obstacle]:
    """F8, F15: the notice named this measure, and no other measure was taken on that notice."""
    found = notice(file)
    if found is None:
        return
    if proposal.code not in _listed(found, "considers"):
        yield Obstacle("F8", "not_announced", found.id)
    for measure in file.of(CaseKind.MEASURE):
        if measure.data["notice"] == found.data["document"]:
            yield Obstacle("F15", "notice_used", measure.id)


def _listed(fact: Fact, key: str) -> Sequence[object]:
    value = fact.data.get(key)
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def refuse_heavier(file: CaseFile, proposal: Proposal, rung: Rung) -> Iterator[Obstacle]:
    """F12: a reminder, a new date and every lighter measure come first.

    Skipping one cites evidence about this person.
    """
    lighter = [
        r.code for r in file.terms.ladder if r.severity < rung.severity and r.kind in MEASURE_KINDS
    ]
    for step in ("reminder", "new_date", *lighter):
        if not tried(file, step) and not _evidence(file, proposal, step):
            yield Obstacle("F12", f"untried_{step}")


def tried(file: CaseFile, step: str) -> bool:
    """Whether it was done, reached the person, and had its time."""
    if step == "reminder":
        return any(file.received(f.data["document"]) for f in file.of(CaseKind.REMINDER))
    if step == "new_date":
        # The date that came with a move to another office was offered to nobody who stayed away.
        return any("transfer" not in f.data for f in file.of(Kind.APPOINTMENT))
    return any(
        m.data["measure"] == step and file.on >= datetime.fromisoformat(str(m.data["until"]))
        for m in file.of(CaseKind.MEASURE)
    )


def _evidence(file: CaseFile, proposal: Proposal, step: str) -> bool:
    fact = file.fact(proposal.skips.get(step))
    return fact is not None and fact.kind == CaseKind.EVIDENCE and fact.data["about"] == step


def refuse_length(file: CaseFile, proposal: Proposal, rung: Rung) -> Iterator[Obstacle]:
    """F13, F15: it starts after its own service can have run, and it ends."""
    longest = min(LONGEST_MEASURE, rung.longest)
    length = proposal.until - proposal.starts
    if proposal.starts < file.on + MEASURE_WAITS:
        yield Obstacle("F13", "starts_too_early")
    if not timedelta(0) < length <= longest:
        yield Obstacle("F15", "too_long")
    if not proposal.starts <= proposal.review_on < proposal.until:
        yield Obstacle("F15", "no_review")
    if taken(file) + length > LONGEST_EPISODE:
        yield Obstacle("F15", "episode_exhausted")
    if not proposal.scope.strip():
        yield Obstacle("F15", "no_scope")


def taken(file: CaseFile) -> timedelta:
    """How much of the episode's time has been given out, lifted measures included."""
    return sum((length_of(measure) for measure in file.of(CaseKind.MEASURE)), timedelta(0))


def length_of(measure: Fact) -> timedelta:
    """From `from` to `until`."""
    return moment(measure, "until") - moment(measure, "from")


def moment(fact: Fact, key: str) -> datetime:
    """An instant in the data of a fact."""
    return datetime.fromisoformat(str(fact.data[key]))
