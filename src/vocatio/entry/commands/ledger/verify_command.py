"""`vocatio ledger verify`: every mismatch on a line, then the sum."""

from collections.abc import Sequence
from pathlib import Path
from time import sleep

import click

from vocatio.actions.ledger.findings import Finding
from vocatio.actions.ledger.status import status
from vocatio.actions.ledger.verify import verify
from vocatio.domain.errors import VocatioError

#: Seconds between two looks at the queue, and how many of them it may stand still.
POLL, MOST_POLLS = 0.2, 300

#: Entries between two lines of progress.
STEP = 1 << 18


class SequencerStands(VocatioError):
    """The sequencer does not integrate what waits."""


def run(folder: Path | None = None, vkeys: Sequence[str] = ()) -> int:
    """Print what does not match; return 0 when everything does, else 1."""
    found = verify(_tell, _progress, folder=folder, vkeys=vkeys)
    parts = [f"{found.size:,} entries in the log, {found.rows:,} rows compared with it"]
    parts += [f"{found.waiting:,} wait for it"] if found.waiting else []
    parts += [f"{found.erased:,} erased"] if found.erased else []
    click.echo("; ".join(parts) + ".")
    if found.findings:
        click.echo(f"{found.findings:,} things do not match: see above.")
        return 1
    click.echo("Everything matches.")
    return 0


def await_log() -> None:
    """Wait until the sequencer has integrated everything; it says in its own log why it cannot.

    Raises:
        SequencerStands: nothing has moved for a minute.
    """
    waiting, still = status().waiting, 0
    while waiting and still < MOST_POLLS:
        sleep(POLL)
        before, waiting = waiting, status().waiting
        still = 0 if waiting < before else still + 1
    if waiting:
        raise SequencerStands(f"{waiting:,} entries wait: the log of “vocatio ledger run” says why")


def _tell(finding: Finding) -> None:
    click.echo(f"MISMATCH  {finding}")


def _progress(done: int) -> None:
    if done % STEP == 0:
        click.echo(f"{done:,} entries hashed", err=True)
