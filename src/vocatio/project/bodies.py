"""Seat the members of a court, or of another body that decides (F11).

The application can neither make a body nor say who sits on it, nor make an account in its
realm: whoever runs the installation does, as the owner of the tables, when the body asks.
"""

from dataclasses import dataclass
from uuid import UUID

import psycopg
from django.contrib.auth.hashers import make_password

from vocatio.domain.actors import OFFICE_REALM, Role
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import identity
from vocatio.gateways.provision import Access


@dataclass(frozen=True, slots=True)
class Body:
    """A body that decides.

    Attributes:
        code: as in the profile; `court` is the one by default.
        realm: where its members sign in.
        independent: the authority neither appoints nor instructs its members.
    """

    code: str
    name: str
    realm: str
    independent: bool = True


def add_body(access: Access, body: Body) -> None:
    """Make a body known; one that is known stays as it is.

    Raises:
        InvalidInput: the realm is that of the authority itself.
    """
    if body.realm == OFFICE_REALM:
        raise InvalidInput("realm", "members of a body do not sign in where the authority does")
    with psycopg.connect(access.dsn("migrator")) as owner:
        owner.execute(
            "INSERT INTO cases_body (code, name, independent, realm) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (code) DO NOTHING",
            [body.code, body.name, body.independent, body.realm],
        )


def seat(access: Access, code: str, username: str, password: str, name: str) -> UUID:
    """Make somebody a member of a body, with an account in its realm; return the account.

    Raises:
        InvalidInput: naming what is wrong.
    """
    human, account = identity.new_id(), identity.new_id()
    with psycopg.connect(access.dsn("migrator")) as owner:
        found = owner.execute("SELECT realm FROM cases_body WHERE code = %s", [code]).fetchone()
        if found is None:
            raise InvalidInput("body", f"there is no body {code!r}: add it first")
        try:
            owner.execute("INSERT INTO access_naturalperson VALUES (%s, %s)", [human, name])
            owner.execute(
                "INSERT INTO access_account (id, username, password, natural_person_id, roles, "
                "active, realm) VALUES (%s, %s, %s, %s, %s, true, %s)",
                [account, username, make_password(password), human, [Role.JUDGE], found[0]],
            )
            owner.execute("INSERT INTO cases_member VALUES (%s, %s)", [human, code])
        except psycopg.errors.UniqueViolation as error:
            raise InvalidInput("username", f"{username!r} is taken") from error
    return account
