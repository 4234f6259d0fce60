"""`vocatio profile audit`: the profile beside the floor, rule by rule."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import click

from vocatio.domain.law.audit import Audit, Unsaid, audit
from vocatio.domain.law.conflicts import LEFT_OUT
from vocatio.domain.law.floor import RULES
from vocatio.domain.law.profile import DatedProfile
from vocatio.entry.commands.profile.output import DRAFT, as_json, paragraph


def run(profile: DatedProfile, on: date, *, form: str) -> int:
    """Print what was found; return 1 when something required is missing, else 0."""
    found = audit(profile, on)
    if form == "json":
        as_json(_document(found))
    else:
        _print(found)
    return 0 if found.complete else 1


def _print(found: Audit) -> None:
    click.echo(f"Audit of {found.code}, version {found.version}, on {found.on.isoformat()}")
    if found.draft:
        click.echo(DRAFT)
    click.echo("\nWhat it asks for that the floor will not do")
    _print_conflicts(found)
    unsaid = [one for one in found.unsaid if not one.placeholder]
    placeholders = [one for one in found.unsaid if one.placeholder]
    _print_unsaid("What it leaves unsaid", unsaid)
    _print_unsaid("What nobody knows yet (placeholders)", placeholders)
    _print_doubts(found)
    click.echo(f"\n{_verdict(found)}")


def _print_conflicts(found: Audit) -> None:
    rules = [(rule.code, rule.name) for rule in RULES]
    for code, name in (*rules, (LEFT_OUT, "on purpose")):
        there = [conflict for conflict in found.conflicts if conflict.rule == code]
        if there:
            click.echo(f"  {code} {name}")
        for conflict in there:
            source = f" ({conflict.citation})" if conflict.citation else ""
            paragraph(f"{conflict.path}: {conflict.asks}{source}.", 6)
            paragraph(f"The floor wins: {conflict.instead}.", 8)
    silent = [code for code, _ in rules if code not in {c.rule for c in found.conflicts}]
    paragraph(f"Nothing in the profile touches {', '.join(silent)}; they hold as they stand.", 2)


def _print_unsaid(title: str, several: list[Unsaid]) -> None:
    click.echo(f"\n{title}")
    for unsaid in sorted(several, key=lambda one: not one.required):
        word = "required" if unsaid.required else "asked"
        click.echo(f"  {word:<9} {unsaid.path}: {unsaid.says}")
    if not several:
        click.echo("  nothing")


def _print_doubts(found: Audit) -> None:
    click.echo("\nWhat nobody has read in the source itself")
    grouped: dict[tuple[str, str], list[str]] = {}
    for doubt in found.doubts:
        key = (doubt.citation.confidence, doubt.citation.act)
        grouped.setdefault(key, []).append(doubt.path)
    for (confidence, act), paths in sorted(grouped.items()):
        click.echo(f"  {confidence}: {act}")
        paragraph(", ".join(paths), 6)
    if not grouped:
        click.echo("  nothing")


def _verdict(found: Audit) -> str:
    missing = sum(unsaid.required for unsaid in found.unsaid)
    conflicts = len(found.conflicts)
    complete = "Nothing required is missing." if found.complete else f"Required: {missing} missing."
    return f"{conflicts} conflicts with the floor, which wins. {complete}"


def _document(found: Audit) -> dict[str, object]:
    return {
        "code": found.code,
        "version": found.version,
        "on": found.on.isoformat(),
        "draft": found.draft,
        "complete": found.complete,
        "conflicts": [asdict(conflict) for conflict in found.conflicts],
        "unsaid": [asdict(unsaid) for unsaid in found.unsaid],
        "doubts": list(_doubts(found)),
    }


def _doubts(found: Audit) -> Iterator[dict[str, object]]:
    for doubt in found.doubts:
        yield {"path": doubt.path, **asdict(doubt.citation)}
