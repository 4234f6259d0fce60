"""`vocatio register export-person`: a person's own record, to read and to take along."""

import json
import os
from html import escape
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.inspect.export import PersonRecord, person_of_number, person_record

STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;line-height:1.5}"
    "table{border-collapse:collapse;margin-bottom:1em;width:100%}"
    "th,td{text-align:left;vertical-align:top;border:1px solid #767676;padding:.3em}"
    "th{width:14em}td{overflow-wrap:anywhere}"
)


def run(
    folder: Path,
    *,
    person: UUID | None,
    number: str | None,
    purpose: str,
    username: str,
    password: str,
) -> None:
    """Write `record.html` and `record.json` into a folder that only the owner can read."""
    by = sign_in(username, password, at=now())
    if (person is None) == (number is None):
        raise click.UsageError("name the person by --person or by --number, not both")
    if person is None:
        person = person_of_number(str(number), by=by, purpose=purpose, at=now())
    record = person_record(person, by=by, purpose=purpose, at=now())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in (("record.json", record.as_json()), ("record.html", as_html(record))):
        _write(folder / name, text)
        click.echo(str(folder / name))


def as_html(record: PersonRecord) -> str:
    """For people: one page without anything from elsewhere, a table for each row."""
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        f"<title>What is held about you</title><style>{STYLE}</style></head><body>",
        "<h1>What is held about you</h1>",
        f"<p>Person {record.person_id}, as of {record.made_at.isoformat(timespec='seconds')}. ",
        "Every row of every table that concerns you, also what holds no longer.</p>",
    ]
    for table, rows in record.tables.items():
        parts.append(f"<h2>{escape(table.replace('_', ': ', 1))} ({len(rows)})</h2>")
        parts += (_row(row) for row in rows)
    return "\n".join((*parts, "</body></html>", ""))


def _row(row: Any) -> str:
    cells = "".join(
        f"<tr><th scope='row'>{escape(column)}</th><td>{escape(_told(value))}</td></tr>"
        for column, value in row.items()
    )
    return f"<table>{cells}</table>"


def _told(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "—" if value is None or value == "" else str(value)


def _write(path: Path, text: str) -> None:
    """Nobody else may read it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
