"""`vocatio ledger run`: the sequencer as a process."""

import signal
import threading

import click

from vocatio.actions.ledger import running

#: How long the sequencer rests unless a whole batch waits, in seconds: no entry waits longer.
POLL = 0.2


def run() -> None:
    """Integrate until SIGINT or SIGTERM; the step at hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def go_on(caught_up: bool) -> bool:
        return not stop.wait(POLL if caught_up else 0)

    running.run(go_on, lambda line: click.echo(line, err=True))
