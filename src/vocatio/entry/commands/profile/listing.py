"""`vocatio profile list`."""

from collections.abc import Sequence
from datetime import date

import click

from vocatio.domain.law.profile import DatedProfile
from vocatio.entry.commands.profile.output import as_json


def run(profiles: Sequence[DatedProfile], default: str, *, form: str) -> None:
    """Print the profiles that are shipped, one a line."""
    if form == "json":
        as_json([_row(profile, default) for profile in profiles])
        return
    for profile in profiles:
        mark = " (default)" if profile.code == default else ""
        state = "unreviewed draft" if profile.draft else f"reviewed by {profile.head.reviewed_by}"
        click.echo(f"{profile.code}{mark}: {_title(profile)}")
        click.echo(f"    {profile.version[:12]}, {state}, law as of {_day(profile.head.known_at)}")


def _row(profile: DatedProfile, default: str) -> dict[str, object]:
    return {
        "code": profile.code,
        "default": profile.code == default,
        "draft": profile.draft,
        "known_at": _day(profile.head.known_at),
        "languages": list(profile.head.languages),
        "title": dict(profile.head.title),
        "version": profile.version,
    }


def _title(profile: DatedProfile) -> str:
    return profile.head.title.get("en", profile.head.title[profile.official_language])


def _day(day: date) -> str:
    return day.isoformat()
