"""`vocatio explain`: whether a summons counted as served on a day, and why, as stored facts say."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.inspect.service import Answer, Explained, explain


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, of which summons, in which form ("text" or "json")."""

    summons: str
    on: date
    version: str | None
    language: str | None
    form: str


def run(asked: Asked, *, username: str, password: str, purpose: str) -> None:
    """Print the answer; the reading is recorded."""
    at = now()
    found = explain(
        asked.summons,
        asked.on,
        by=sign_in(username, password, at=at),
        purpose=purpose,
        at=at,
        version=asked.version,
        language=asked.language,
    )
    click.echo(_json(found) if asked.form == "json" else "\n".join(_text(found)))


def _text(found: Explained) -> Iterator[str]:
    yield f"Summons {found.reference} at the end of {found.on.isoformat()},"
    yield f"by profile {found.governing.version}, in force at issue (F21):"
    yield from _lines(found.governing)
    if found.what_if:
        yield ""
        yield f"What if profile {found.what_if.version} governed? It does not:"
        yield from _lines(found.what_if)
        favours = "would favour" if found.favours else "would not favour"
        yield f"It {favours} the person."


def _lines(answer: Answer) -> Iterator[str]:
    return (f"{'  ' * (line.depth + 1)}{line.text}" for line in answer.lines)


def _json(found: Explained) -> str:
    other = found.what_if
    table = {
        "summons": found.reference,
        "on": found.on.isoformat(),
        "governing": _table(found.governing),
        "what_if": {**_table(other), "favours_person": found.favours} if other else None,
    }
    return json.dumps(table, ensure_ascii=False, indent=2, default=dict)


def _table(answer: Answer) -> dict[str, object]:
    words = [{"depth": line.depth, "text": line.text} for line in answer.lines]
    return {
        "profile": answer.version,
        "served": answer.served,
        "because": answer.data,
        "words": words,
    }
