"""`vocatio register …` for what humans decide about one person, each under their own name."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.inspect.corrections import claims, open_corrections
from vocatio.actions.inspect.held import HeldLine
from vocatio.actions.register import correct, life, merging
from vocatio.domain.summons.asking import Channel

#: What becomes of an open summons when its person moves, in words.
FOLLOWED = {
    "stays": "stays with its office, as its order says",
    "goes along": "has a new date at the other office, as its order says",
    "no place": "stays: the other office has no free place that leaves 14 days",
}


def corrections(username: str, password: str, purpose: str) -> None:
    """Corrections that wait, as this decider."""
    by = sign_in(username, password, at=now())
    found = open_corrections(by=by, purpose=purpose, at=now())
    for one in found:
        click.echo(f"{one.id}  {one.field} of {one.person_id}, asked {one.asked_at:%Y-%m-%d %H:%M}")
        click.echo(f"  asked: {', '.join(f'{word}={value}' for word, value in one.words.items())}")
        for line in one.held:
            click.echo(f"  held:  {_told(line)}")
    click.echo(f"{len(found)} corrections are shown, those first that have waited longest.")


def ask(username: str, password: str, person: UUID, field: str, words: Iterable[str]) -> None:
    """Write down what a person asked for, as this officer."""
    by = sign_in(username, password, at=now())
    given = dict(word.partition("=")[::2] for word in words)
    asked = correct.ask_for(person, field, given, Channel.COUNTER, by=by, at=now())
    click.echo(str(asked.correction_id))


def decide(username: str, password: str, correction: UUID, outcome: str, reasons: str) -> None:
    """Decide a correction, as this decider."""
    by = sign_in(username, password, at=now())
    granted = outcome == "granted"
    correct.decide(correction, granted=granted, reasons=reasons, by=by, at=now())
    click.echo(f"{correction}: {outcome}")


def death(username: str, password: str, person: UUID, died_on: date | None) -> None:
    """Record a death, as this officer."""
    by = sign_in(username, password, at=now())
    life.record_death(person, died_on, by=by, at=now())
    click.echo(f"{person}: dead from now on; nothing is issued, sent or found against them")


def undo_death(username: str, password: str, person: UUID, reasons: str) -> None:
    """Undo a recorded death, as this decider."""
    by = sign_in(username, password, at=now())
    life.undo_death(person, reasons, by=by, at=now())
    click.echo(f"{person}: lives")


def transfer(username: str, password: str, person: UUID, district: str, office: str) -> None:
    """Another office is theirs from today on, as this officer."""
    by = sign_in(username, password, at=now())
    found = life.transfer(person, district, office, by=by, at=now())
    click.echo(f"{person}: registered in {district} from today on")
    for one in found:
        click.echo(f"  summons {one.reference} {FOLLOWED[one.outcome]}")


def merge(username: str, password: str, person: UUID, into: UUID, reasons: str) -> None:
    """Two records are one person, as this decider."""
    by = sign_in(username, password, at=now())
    merging.merge(person, into, reasons, by=by, at=now())
    click.echo(f"{person}: is the same as {into}, in whose record all goes on")


def undo_merge(username: str, password: str, person: UUID, reasons: str) -> None:
    """They are two after all, as this decider."""
    by = sign_in(username, password, at=now())
    merging.undo_merge(person, reasons, by=by, at=now())
    click.echo(f"{person}: has a record of their own again")


def held(username: str, password: str, person: UUID, purpose: str) -> None:
    """What is held of a person, with the names that a split calls it by, as this decider."""
    by = sign_in(username, password, at=now())
    for line in claims(person, by=by, purpose=purpose, at=now()):
        click.echo(f"{line.field}:{line.id}  {_told(line)}")


def split(username: str, password: str, person: UUID, chosen: Iterable[str], reasons: str) -> None:
    """One record is two persons, as this decider; prints the id of the new one."""
    by = sign_in(username, password, at=now())
    pairs = [_chosen(one) for one in chosen]
    click.echo(str(merging.split(person, pairs, reasons, by=by, at=now())))


def _chosen(text: str) -> tuple[str, int]:
    field, _, number = text.partition(":")
    if not number.isdecimal():
        raise click.UsageError(f"write claims as `register claims` shows them, not {text!r}")
    return field, int(number)


def _told(line: HeldLine) -> str:
    said = " ".join(filter(None, (line.code, line.text)))
    since = f" since {line.since}" if line.since else ""
    return f"{said} ({line.source}{since}{f' until {line.until}' if line.until else ''})"
