"""`vocatio profile`: finds the profiles that its commands are about."""

import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import click

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.profile import DatedProfile
from vocatio.gateways import profiles

VERSION = re.compile(r"[0-9a-f]{12,64}")
DAY = click.DateTime(["%Y-%m-%d"])


class UnknownVersion(VocatioError):
    """The database has no profile of that version, or several that begin so."""


def form(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--format`."""
    choice = click.Choice(["text", "json"])
    return click.option("--format", "form", type=choice, default="text", show_default=True)(command)


def on_day(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--on`."""
    return click.option("--on", type=DAY, help="A day, YYYY-MM-DD. Default: today.")(command)


@click.group()
def profile() -> None:
    """The rules of jurisdictions. WHICH is a code, a folder, or a version in the database."""


@profile.command("list")
@form
def list_profiles(form: str) -> None:
    """List the profiles that are shipped."""
    from vocatio.entry.commands.profile import listing

    found = [profiles.load(code).profile for code in profiles.codes()]
    listing.run(found, profiles.default(), form=form)


@profile.command()
@click.argument("which")
@on_day
@form
def show(which: str, on: datetime | None, form: str) -> None:
    """Show what is in force on a day, with sources and confidence."""
    from vocatio.entry.commands.profile import show as page

    page.run(find(which), _day(on), form=form)


@profile.command()
@click.argument("which")
def validate(which: str) -> None:
    """Say of a code or a folder whether it can be read, and if not, everything that is wrong."""
    found = profiles.read(which)
    click.echo(f"{found.code}: {len(found.values)} values, version {found.version}")


@profile.command()
@click.argument("which")
@on_day
@form
def audit(which: str, on: datetime | None, form: str) -> None:
    """Compare a profile with the floor; exit 1 when something required is missing."""
    from vocatio.entry.commands.profile import audit as page

    sys.exit(page.run(find(which), _day(on), form=form))


@profile.command()
@click.argument("old")
@click.argument("new")
@form
def diff(old: str, new: str, form: str) -> None:
    """Say in words what differs between two profiles, folders or versions."""
    from vocatio.entry.commands.profile import diff as page

    page.run(find(old), find(new), form=form)


def find(which: str) -> DatedProfile:
    """The profile of a code, of a folder, or of a version in the database.

    Raises:
        UnknownJurisdiction, BadProfile: as `profiles.read`.
        UnknownVersion: the database does not have it.
    """
    return _stored(which) if VERSION.fullmatch(which) else profiles.read(which)


def _stored(beginning: str) -> DatedProfile:
    from vocatio.project.place_of_work import database

    with database():
        from vocatio.actions.law import version_of
        from vocatio.records.ledger.models import ProfileVersion

        rows = ProfileVersion.objects.filter(version__startswith=beginning)
        versions = list(rows.values_list("version", flat=True)[:2])
        if len(versions) != 1:
            known = ", ".join(ProfileVersion.objects.values_list("version", flat=True)) or "none"
            raise UnknownVersion(f"no single version begins with {beginning}; there are: {known}")
        return version_of(versions[0])


def _day(on: datetime | None) -> date:
    """Today by this machine: a question about law, not an act with legal time."""
    # house: clock because no database is open here, whose clock a demo may have moved
    return on.date() if on else datetime.now(UTC).date()
