"""`vocatio ledger run`: the sequencer as a process."""

import signal
import threading

import click

from vocatio.actions.ledger import running

#: How long the sequencer rests when nothing waits, in seconds: an entry waits that long at most.
POLL = 0.2


def run() -> None:
    """Integrate until SIGINT or SIGTERM; the step at hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def go_on(nothing_waits: bool) -> bool:
        return not stop.wait(POLL if nothing_waits else 0)

    running.run(go_on, lambda line: click.echo(line, err=True))
