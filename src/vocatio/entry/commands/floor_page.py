"""`vocatio floor`: what no profile can switch off."""

from datetime import timedelta

import click

from vocatio.domain.law import floor
from vocatio.domain.law.floor import CONSTANTS, EVIDENCED_RECEIPT, LEFT_OUT, RULES, FloorRule
from vocatio.entry.commands.profile.output import as_json, paragraph


def run(*, form: str) -> None:
    """Print every rule with its constants and its sources."""
    if form == "json":
        as_json(_document())
        return
    click.echo("The floor: what no profile can switch off\n")
    for rule in RULES:
        click.echo(f"{rule.code} {rule.name}")
        paragraph(rule.text, 4)
        for name, value in _constants(rule.code).items():
            click.echo(f"    {name} = {value}")
        for cited in rule.sources:
            click.echo(f"    cf. {cited} ({cited.confidence})")
        click.echo()
    paragraph(EVIDENCED_RECEIPT, 0)
    click.echo()
    paragraph(f"Left out, on purpose: {LEFT_OUT}", 0)
    for name, value in _constants("").items():
        click.echo(f"    {name} = {value}")


def _constants(code: str) -> dict[str, str]:
    return {name: _said(getattr(floor, name)) for name in CONSTANTS.get(code, ())}


def _said(value: object) -> str:
    if isinstance(value, timedelta):
        return f"{value.days} days" if value.days else f"{value.seconds // 60} minutes"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _document() -> dict[str, object]:
    return {
        "rules": [_rule(rule) for rule in RULES],
        "evidenced_receipt": EVIDENCED_RECEIPT,
        "left_out": LEFT_OUT,
        "constants": _constants(""),
    }


def _rule(rule: FloorRule) -> dict[str, object]:
    sources = [
        {"act": s.act, "article": s.article, "confidence": s.confidence, "url": s.url}
        for s in rule.sources
    ]
    return {
        "code": rule.code,
        "name": rule.name,
        "text": rule.text,
        "constants": _constants(rule.code),
        "sources": sources,
    }
