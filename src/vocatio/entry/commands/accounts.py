"""`vocatio account`: make one, and say whose files the human behind it leaves to colleagues."""

from collections.abc import Iterable
from uuid import UUID

from vocatio.actions.access import ties
from vocatio.actions.access.accounts import create_account
from vocatio.actions.clock import now
from vocatio.domain.actors import Role
from vocatio.domain.ties import Closeness


def create(
    username: str,
    password: str,
    name: str,
    roles: Iterable[str],
    human: UUID | None,
    office: str | None,
) -> str:
    """Make an account and say in one line what was made."""
    _, person = create_account(
        username,
        password,
        name=name,
        roles=[Role(role) for role in roles],
        human=human,
        office=office,
        at=now(),
    )
    return f"Account {username} is ready; the human behind it is {person}."


def tie(username: str, kind: str, number: str, issuer: str) -> str:
    """Declare that the human behind an account is a person of the register, or close to one."""
    ties.declare(username, Closeness(kind), number, issuer, at=now())
    return f"Whoever is behind {username} leaves this file to colleagues from now on."


def untie(username: str, number: str, issuer: str) -> str:
    """End such a declaration."""
    ties.end(username, number, issuer, at=now())
    return f"Whoever is behind {username} may handle this file again; that they did not stays."
