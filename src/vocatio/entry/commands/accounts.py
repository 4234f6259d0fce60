"""`vocatio account create`."""

from collections.abc import Iterable
from uuid import UUID

from vocatio.actions.access.accounts import create_account
from vocatio.actions.clock import now
from vocatio.domain.actors import Role


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
