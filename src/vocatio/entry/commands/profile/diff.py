"""`vocatio profile diff`: what changed, in words, and whom it favours."""

from collections.abc import Iterator, Sequence

import click

from vocatio.domain.law.compare import Change, changes, head_changes
from vocatio.domain.law.favour import favours
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.law.profile.dated import Dated
from vocatio.domain.law.profile.words import in_words
from vocatio.entry.commands.profile.output import as_json

WHOM = {
    True: "kinder to the person",
    False: "not kinder to the person",
    None: "whom it favours depends",
}


def run(old: DatedProfile, new: DatedProfile, *, form: str) -> None:
    """Print every key that differs."""
    found = changes(old, new)
    if form == "json":
        as_json([_document(change) for change in found])
        return
    click.echo(f"{old.code} {old.version[:12]} → {new.code} {new.version[:12]}")
    for key, before, after in head_changes(old, new):
        click.echo(f"  profile.{key}: {in_words(before)} → {in_words(after)}")
    for change in found:
        for line in _lines(change):
            click.echo(f"  {line}")
    if old.version == new.version:
        click.echo("  no difference")


def _lines(change: Change) -> Iterator[str]:
    if not change.old or not change.new:
        said, what = (change.new, "new") if change.new else (change.old, "gone")
        yield f"{change.path}: {what}: {_several(said)}"
        return
    amounts = [[value.raw for value in side] for side in (change.old, change.new)]
    if amounts[0] != amounts[1]:
        whom = WHOM[_favours(change)]
        yield f"{change.path}: {_several(change.old)} → {_several(change.new)}: {whom}"
    for old, new in zip(change.old, change.new, strict=False):
        if (old.since, old.until) != (new.since, new.until):
            yield f"{change.path}: {_dates(old)} → {_dates(new)}"
        if old.citation != new.citation:
            yield (
                f"{change.path}: source {old.citation} ({old.citation.confidence}) → "
                f"{new.citation} ({new.citation.confidence})"
            )


def _several(values: Sequence[Dated]) -> str:
    if len(values) == 1:
        return in_words(values[0].raw)
    return "; ".join(f"{_dates(value)} {in_words(value.raw)}" for value in values)


def _dates(value: Dated) -> str:
    until = f" to {value.until.isoformat()}" if value.until else ""
    return f"from {value.since.isoformat()}{until}"


def _favours(change: Change) -> bool | None:
    return favours(change.path, change.old[-1].value, change.new[-1].value)


def _document(change: Change) -> dict[str, object]:
    whom = _favours(change) if change.old and change.new else None
    return {
        "path": change.path,
        "old": [_value(value) for value in change.old],
        "new": [_value(value) for value in change.new],
        "favours_person": whom,
    }


def _value(value: Dated) -> dict[str, object]:
    return {
        "from": value.since.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "value": value.raw,
        "act": value.citation.act,
        "article": value.citation.article,
        "confidence": value.citation.confidence,
    }
