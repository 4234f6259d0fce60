"""`vocatio profile show`."""

from collections.abc import Iterator
from datetime import date

import click

from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.law.profile.dated import Dated, in_force
from vocatio.domain.law.profile.words import in_words
from vocatio.entry.commands.profile.output import DRAFT, as_json


def run(profile: DatedProfile, on: date, *, form: str) -> None:
    """Print every value that is in force on a day, with its source and its confidence."""
    if form == "json":
        as_json(_document(profile, on))
        return
    head = profile.head
    click.echo(f"Profile {profile.code}, version {profile.version}, on {on.isoformat()}")
    click.echo(f"Languages {', '.join(head.languages)}; time zone {', '.join(head.zones)}")
    click.echo(DRAFT if profile.draft else f"Reviewed by {head.reviewed_by}.")
    section = ""
    for path, value in _in_force(profile, on):
        if path.partition(".")[0] != section:
            section = path.partition(".")[0]
            click.echo(f"\n[{section}]")
        click.echo(f"  {path.partition('.')[2]}: {in_words(value.raw)}")
        click.echo(f"      {value.citation} ({value.citation.confidence}), {_dates(value)}")


def _in_force(profile: DatedProfile, on: date) -> Iterator[tuple[str, Dated]]:
    for path, several in profile.values.items():
        found = in_force(several, on)
        if found is not None:
            yield path, found


def _dates(value: Dated) -> str:
    until = f" to {value.until.isoformat()}" if value.until else ""
    return f"from {value.since.isoformat()}{until}"


def _document(profile: DatedProfile, on: date) -> dict[str, object]:
    return {
        "code": profile.code,
        "version": profile.version,
        "on": on.isoformat(),
        "draft": profile.draft,
        "known_at": profile.head.known_at.isoformat(),
        "values": {path: _value(value) for path, value in _in_force(profile, on)},
    }


def _value(value: Dated) -> dict[str, object]:
    cited = value.citation
    return {
        "from": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "value": value.raw,
        "placeholder": value.placeholder,
        "act": cited.act,
        "article": cited.article,
        "confidence": cited.confidence,
        "url": cited.url,
        "source": cited.source,
    }
