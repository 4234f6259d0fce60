"""`vocatio register …` for what humans decide about one person."""

from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any, TypeVar
from uuid import UUID

import click

from vocatio.project.place_of_work import database
from vocatio.project.register_commands import register

__all__ = ["register"]

Command = TypeVar("Command", bound=Callable[..., Any])


def _as(role: str) -> Callable[[Command], Command]:
    """Who acts, and their password."""

    def add(command: Command) -> Command:
        command = click.password_option(confirmation_prompt=False)(command)
        told = f"User name of {role}; asks the password."
        return click.option("--as", "username", required=True, help=told)(command)

    return add


_person = click.argument("person", type=click.UUID)
_purpose = click.option("--purpose", required=True, help="What for; the person can read it.")
_reasons = click.option("--reasons", required=True, help="Why, about this person.")


def _people() -> ModuleType:
    from vocatio.entry.commands import people

    return people


@register.group("corrections")
def corrections() -> None:
    """What people ask to have corrected: write it down, show what waits, decide."""


@corrections.command("ask")
@_person
@click.argument("field")
@click.argument("words", nargs=-1, required=True, metavar="WORD=VALUE...")
@_as("an officer")
def corrections_ask(
    person: UUID, field: str, words: tuple[str, ...], username: str, password: str
) -> None:
    """Write down what PERSON asked for at the counter: language tag=en, name given=A family=B."""
    with database():
        _people().ask(username, password, person, field, words)


@corrections.command("show")
@_purpose
@_as("a decider")
def corrections_show(purpose: str, username: str, password: str) -> None:
    """Show at most 20 that wait, with what the register says."""
    with database():
        _people().corrections(username, password, purpose)


@corrections.command("decide")
@click.argument("correction", type=click.UUID)
@click.argument("outcome", type=click.Choice(["granted", "refused"]))
@_reasons
@_as("a decider who did not write it down")
def corrections_decide(
    correction: UUID, outcome: str, reasons: str, username: str, password: str
) -> None:
    """Grant or refuse a correction."""
    with database():
        _people().decide(username, password, correction, outcome, reasons)


@register.command("death")
@_person
@click.option("--on", "died_on", type=click.DateTime(["%Y-%m-%d"]), help="The day, if known.")
@_as("an officer")
def register_death(person: UUID, died_on: datetime | None, username: str, password: str) -> None:
    """Record that PERSON died: everything about them stops at once."""
    with database():
        _people().death(username, password, person, died_on and died_on.date())


@register.command("undo-death")
@_person
@_reasons
@_as("a decider")
def register_undo_death(person: UUID, reasons: str, username: str, password: str) -> None:
    """PERSON lives, whatever the next file of a source says."""
    with database():
        _people().undo_death(username, password, person, reasons)


@register.command("transfer")
@_person
@click.option("--district", required=True, help="Where the person is registered now.")
@click.option("--office", default="", help="Code of an office; without it, that of the district.")
@_as("an officer")
def register_transfer(
    person: UUID, district: str, office: str, username: str, password: str
) -> None:
    """Let another office have PERSON; the order of each open summons says whether it follows."""
    with database():
        _people().transfer(username, password, person, district, office)


@register.command("merge")
@_person
@click.argument("into", type=click.UUID)
@_reasons
@_as("a decider")
def register_merge(person: UUID, into: UUID, reasons: str, username: str, password: str) -> None:
    """PERSON is the same human as INTO, in whose record all goes on."""
    with database():
        _people().merge(username, password, person, into, reasons)


@register.command("undo-merge")
@_person
@_reasons
@_as("a decider")
def register_undo_merge(person: UUID, reasons: str, username: str, password: str) -> None:
    """PERSON is somebody else after all: each has their own record again."""
    with database():
        _people().undo_merge(username, password, person, reasons)


@register.command("claims")
@_person
@_purpose
@_as("a decider")
def register_claims(person: UUID, purpose: str, username: str, password: str) -> None:
    """Show what is held of PERSON, each with the name that `register split` calls it by."""
    with database():
        _people().held(username, password, person, purpose)


@register.command("split")
@_person
@click.argument("claims", nargs=-1, required=True)
@_reasons
@_as("a decider")
def register_split(
    person: UUID, claims: tuple[str, ...], reasons: str, username: str, password: str
) -> None:
    """PERSON is two people: these CLAIMS go to a new record, whose id is printed."""
    with database():
        _people().split(username, password, person, claims, reasons)
