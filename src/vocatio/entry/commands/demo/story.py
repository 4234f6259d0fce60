"""The whole demo, from hiring the staff to the account at the end."""

from pathlib import Path
from uuid import UUID

import click

from vocatio.entry.commands.demo import build, staff
from vocatio.entry.commands.demo.paper import print_callup
from vocatio.entry.commands.demo.plan import Account, Plan
from vocatio.entry.commands.demo.post import Post
from vocatio.entry.commands.demo.refusers import tell_refusers
from vocatio.entry.commands.demo.report import report
from vocatio.entry.commands.demo.simulation import Simulation
from vocatio.entry.commands.demo.staff import Team


def tell(plan: Plan, folder: Path, account: Account) -> None:
    """Live through one call-up on a fresh demo database.

    A worker runs beside, unless all of it is paper.
    """
    click.echo(f"Demo “{plan.jurisdiction}”: every person and every number is invented.")
    with account.step("hire the staff"):
        staff.hire()
    team = staff.team()
    build.make_register(plan, folder, team, account)
    build.open_offices(plan, team)
    callup_id = build.make_callup(plan, team, account)
    if plan.paper:
        print_callup(plan, callup_id, team, account)
    else:
        build.release_callup(callup_id, team, account)
        _live(plan, folder, callup_id, team, account)
    report(callup_id, team, account)


def _live(plan: Plan, folder: Path, callup_id: UUID, team: Team, account: Account) -> None:
    with account.step("simulated days"):
        click.echo()
        post = Post(folder / "print", folder, team.planner, plan.seed)
        Simulation(callup_id, team, plan.seed, post).run()
        click.echo("    … ", nl=False)
    with account.step("those who stayed away, one by one"):
        click.echo()
        tell_refusers(callup_id, team)
        click.echo("    … ", nl=False)
