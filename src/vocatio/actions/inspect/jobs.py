"""What became of long work: of all of it, or of one subject."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.jobs import UNFORESEEN
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.records.jobs.models import Run


@dataclass(frozen=True, slots=True)
class RunLine:
    """The last run of a job.

    Attributes:
        done, whole: how much was done, and of how much; None where nobody knows.
        fault: what went wrong, as an operator reads it; "" for nothing.
        basis: the rule it rests on, where it was refused.
        unforeseen: nobody foresaw it: only the log of the worker says more.
    """

    job: str
    subject: UUID | None
    began_at: datetime
    ended_at: datetime | None
    done: int
    whole: int | None
    fault: str
    basis: str
    unforeseen: bool


def runs(
    subject: UUID | None = None, *, by: Staff, purpose: str, at: datetime
) -> tuple[RunLine, ...]:
    """The last run of each job, or of each job about one subject; the latest first."""
    permissions.require("inspect.jobs", by)
    read("jobs", [None], by=by, purpose=purpose, at=at)
    found = Run.objects.order_by("-began_at")
    if subject:
        found = found.filter(subject=subject)
    return tuple(_line(run) for run in found[:MOST])


#: What fits on a page.
MOST = 50


def _line(run: Run) -> RunLine:
    unforeseen = run.fault == UNFORESEEN
    return RunLine(
        run.job,
        run.subject,
        run.began_at,
        run.ended_at,
        run.done,
        run.whole,
        "" if unforeseen else run.fault,
        run.basis,
        unforeseen,
    )
