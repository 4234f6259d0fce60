"""The command line: sets up what a command needs, then calls it."""

import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click

from vocatio import __version__
from vocatio.domain.actors import Role
from vocatio.domain.errors import VocatioError
from vocatio.gateways.profiles import default as default_jurisdiction
from vocatio.project import launch
from vocatio.project.agency_commands import agency
from vocatio.project.board_commands import board
from vocatio.project.body_commands import body
from vocatio.project.bundle_command import bundle
from vocatio.project.correction_commands import callup, correction, summons
from vocatio.project.delivery_commands import alert, post
from vocatio.project.law_commands import explain, periods
from vocatio.project.ledger_commands import ledger
from vocatio.project.letter_commands import letters, template
from vocatio.project.outage_commands import outage
from vocatio.project.people_commands import register
from vocatio.project.place_of_work import database
from vocatio.project.profile_commands import form, profile

FILE = click.Path(path_type=Path)
#: A judge is seated by the body: `vocatio body seat`.
ROLES = [role.value for role in Role if role != Role.JUDGE]


def main() -> None:
    """Run the command line; every failure that a person can mend is one line."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (VocatioError, OSError) as error:
        click.echo(f"vocatio: {error}", err=True)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("vocatio: stopped", err=True)
        sys.exit(130)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vocatio")
def cli() -> None:
    """Official summonses, served electronically, with proof."""


cli.add_command(board)
cli.add_command(body)
cli.add_command(bundle)
cli.add_command(callup)
cli.add_command(correction)
cli.add_command(explain)
cli.add_command(ledger)
cli.add_command(letters)
cli.add_command(outage)
cli.add_command(periods)
cli.add_command(agency)
cli.add_command(alert)
cli.add_command(post)
cli.add_command(profile)
cli.add_command(register)
cli.add_command(summons)
cli.add_command(template)


@cli.command()
@click.option("--jurisdiction", default=default_jurisdiction, show_default=True)
@click.option("--people", type=click.IntRange(100), default=100_000, show_default=True)
@click.option("--call", type=click.IntRange(1), default=None, help="Default: a tenth of --people.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--paper", is_flag=True, help="Nobody has an inbox: all letters in one print batch.")
@click.option("--check", is_flag=True, help="Do not serve; exit 0 only if the invariants hold.")
@click.option("--fresh", is_flag=True, help="Make the demo anew instead of serving the last one.")
@click.option("--port", type=int, default=None, help="Default: a free one.")
def demo(
    jurisdiction: str,
    people: int,
    call: int | None,
    seed: int,
    paper: bool,
    check: bool,
    fresh: bool,
    port: int | None,
) -> None:
    """A whole call-up on an invented register, then portals to try."""
    from vocatio.entry.commands.demo.plan import Plan
    from vocatio.project.demo import run

    plan = Plan(jurisdiction, people, call or max(1, people // 10), seed, paper)
    sys.exit(run(plan, check=check, fresh=fresh, port=port))


@cli.command()
@click.option("--port", type=int, default=8000, show_default=True)
def serve(port: int) -> None:
    """Serve the portals of the production database on loopback, with a worker."""
    from vocatio.project.serve import require
    from vocatio.project.serve import serve as serve_now

    require(launch.home(), launch.PRODUCTION)
    with launch.server() as server:
        access = launch.prepare(server, launch.PRODUCTION, "production")
        serve_now(server, access, port)


@cli.command()
def worker() -> None:
    """Carry out jobs until told to stop."""
    with database():
        from vocatio.project import processes, worker

        processes.die_with_parent()
        worker.run()


@cli.command()
@click.option("--port", type=int, default=8000, show_default=True)
def web(port: int) -> None:
    """Serve the portals alone, on loopback."""
    with database():
        from vocatio.project.serve import run_web

        run_web(port)


@cli.group("database")
def database_group() -> None:
    """The database."""


@database_group.command()
def create() -> None:
    """Create roles and production database, or bring its schema up to date."""
    with launch.server() as server:
        launch.prepare(server, launch.PRODUCTION, "production")
    click.echo(f"The database “{launch.PRODUCTION}” is ready.")


@cli.group()
def account() -> None:
    """Accounts of the staff."""


@account.command("create")
@click.argument("username")
@click.option("--name", required=True, help="Of the human behind the account.")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, required=True)
@click.option("--human", type=click.UUID, help="Of somebody who has an account already.")
@click.option("--office", help="Code of the office that the account is bound to.")
@click.password_option()
def create_account(
    username: str,
    name: str,
    roles: tuple[str, ...],
    human: UUID | None,
    office: str | None,
    password: str,
) -> None:
    """Make an account; the password is asked for."""
    with database():
        from vocatio.entry.commands import accounts

        click.echo(accounts.create(username, password, name, roles, human, office))


@account.command("tie")
@click.argument("username")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["self", "relative"]),
    required=True,
    help="The human behind the account is that person, or is close to them.",
)
@click.option("--number", prompt=True, hide_input=True, help="In the civil register; not kept.")
@click.option("--issuer", default="", help="Of the number, where there are several.")
def tie_account(username: str, kind: str, number: str, issuer: str) -> None:
    """Declare whose file the human behind USERNAME leaves to colleagues."""
    with database():
        from vocatio.entry.commands import accounts

        click.echo(accounts.tie(username, kind, number, issuer))


@account.command("untie")
@click.argument("username")
@click.option("--number", prompt=True, hide_input=True, help="In the civil register; not kept.")
@click.option("--issuer", default="", help="Of the number, where there are several.")
def untie_account(username: str, number: str, issuer: str) -> None:
    """End what was declared about USERNAME and whoever has the number."""
    with database():
        from vocatio.entry.commands import accounts

        click.echo(accounts.untie(username, number, issuer))


@cli.group()
def keys() -> None:
    """The keys that encrypt what is stored."""


@keys.command("rotate")
@click.option("--as", "username", required=True, help="User name of a planner; asks the password.")
@click.password_option(confirmation_prompt=False)
def keys_rotate(username: str, password: str) -> None:
    """Make new keys, write again what is stored, let the old keys go; resumes after a kill."""
    with database():
        from vocatio.entry.commands import keys_command

        keys_command.run(username, password)


@cli.command()
@click.argument("file", type=FILE)
@click.option("--jurisdiction", default=default_jurisdiction, show_default=True)
@click.option("--people", type=click.IntRange(1), default=100_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Ages count from it.")
@click.option("--dirty", is_flag=True, help="With a share of the faults an import must survive.")
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-2"]),
    default="utf-8",
    show_default=True,
    help="Of CSV; utf-8-sig has a byte-order mark, and an import refuses the rest with a hint.",
)
@click.option(
    "--then",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the same people there as they are later: numbers replaced, moved, married, dead.",
)
def sample(
    file: Path,
    jurisdiction: str,
    people: int,
    seed: int,
    on: datetime,
    dirty: bool,
    encoding: str,
    then: Path | None,
) -> None:
    """Write an invented register file: CSV, or Parquet when FILE ends in “.parquet”."""
    from vocatio.entry.commands import sample_command

    sample_command.run(
        file,
        jurisdiction,
        people=people,
        seed=seed,
        on=on.date(),
        dirty=dirty,
        encoding=encoding,
        then=then,
    )


@cli.command()
@form
def floor(form: str) -> None:
    """Print the floor: what no profile can switch off, with its constants and sources."""
    from vocatio.entry.commands import floor_page

    floor_page.run(form=form)


@cli.command()
def check() -> None:
    """Check facts, manifest, inbox and caches of the database against each other."""
    with database():
        from vocatio.entry.commands import check_command

        sys.exit(check_command.run())


@cli.group()
def docs() -> None:
    """Documents that are generated from code."""


@docs.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the file is stale.")
def states(check: bool) -> None:
    """Write docs/states.md from the tables of states."""
    from vocatio.entry.commands import states_page

    sys.exit(states_page.run(Path("docs/states.md"), check=check))


@docs.command("profile")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the file is stale.")
def profile_reference(check: bool) -> None:
    """Write docs/reference/jurisdiction-profile.md from the schema of profiles."""
    from vocatio.entry.commands.page_file import write_or_check
    from vocatio.entry.commands.profile import reference

    file = Path("docs/reference/jurisdiction-profile.md")
    sys.exit(write_or_check(reference.render(), file, "docs profile", check=check))
