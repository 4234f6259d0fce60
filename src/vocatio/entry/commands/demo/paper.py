"""A call-up of a demo in which nobody has an inbox: all of it is one print batch."""

import resource
from uuid import UUID

import click

from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.delivery.rounds import go_round
from vocatio.entry.commands.demo.plan import Account, Plan
from vocatio.entry.commands.demo.staff import Team


def print_callup(plan: Plan, callup_id: UUID, team: Team, account: Account) -> None:
    """Release and print in this process: a worker beside would print what is released already."""
    with account.step("release: manifest, summonses"):
        release(callup_id, by=team.approver, at=now())
        carry_out(callup_id)
    before = _memory()
    with account.step(f"print them, up to {plan.call:,} letters in one file"):
        go_round(letters=plan.call)
    click.echo(f"    at most {_memory():,} MB of memory; {before:,} MB before it was printed")


def _memory() -> int:
    """The most that this process has taken until now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
