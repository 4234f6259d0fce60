"""Seat the members of a court, or of another body that decides (F11).

The application can neither make a body nor say who sits on it, nor make an account in its
realm: whoever runs the installation does, as the owner of the tables, when the body asks. Where
the body has an identity provider, it says who sits there from then on.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.contrib.auth.hashers import make_password

from vocatio.domain.actors import OFFICE_REALM, Role
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import identity, openid, providers
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


def seat(
    access: Access, code: str, username: str, password: str, name: str, *, human: UUID | None = None
) -> UUID:
    """Make somebody a member of a body, with an account in its realm; return the account.

    Args:
        human: the natural person, when they have an account already; else a new one.

    Raises:
        InvalidInput: naming what is wrong.
    """
    new, human, account = human is None, human or identity.new_id(), identity.new_id()
    with psycopg.connect(access.dsn("migrator")) as owner:
        realm = _realm(owner, code)
        try:
            if new:
                owner.execute("INSERT INTO access_naturalperson VALUES (%s, %s)", [human, name])
            owner.execute(
                "INSERT INTO access_account (id, username, password, natural_person_id, roles, "
                "active, realm) VALUES (%s, %s, %s, %s, %s, true, %s)",
                [account, username, make_password(password), human, [Role.JUDGE], realm],
            )
            owner.execute("INSERT INTO cases_member VALUES (%s, %s)", [human, code])
        except psycopg.errors.UniqueViolation as error:
            raise InvalidInput("username", f"{username!r} is taken, or they sit already") from error
        except psycopg.errors.ForeignKeyViolation as error:
            raise InvalidInput("human", f"nobody here has the id {human}") from error
    return account


@dataclass(frozen=True, slots=True)
class Known:
    """An account in the realm of a body: whose it is, and its subject at the provider, if any."""

    username: str
    name: str
    human: UUID
    active: bool
    subject: str | None


def connect_provider(access: Access, client: openid.Client, secret: str) -> None:
    """Let the members of a body sign in at its identity provider, and nowhere else from now on.

    The provider is asked first, so that nobody is locked out by a slip of the pen.

    Raises:
        InvalidInput: there is no such body.
        ProviderProblem: it cannot be reached, or is not what it was said to be.
    """
    with psycopg.connect(access.dsn("migrator")) as owner:
        _realm(owner, client.body)
        openid.discover(client.issuer)
        owner.execute(
            "INSERT INTO cases_provider (body_id, issuer, client_id, scope, claim, value) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (body_id) DO UPDATE SET "
            "(issuer, client_id, scope, claim, value) = (EXCLUDED.issuer, EXCLUDED.client_id, "
            "EXCLUDED.scope, EXCLUDED.claim, EXCLUDED.value)",
            [
                *(client.body, client.issuer, client.client_id),
                *(client.scope, client.terms.claim, client.terms.value),
            ],
        )
        providers.keep_secret(client.body, secret)


def disconnect_provider(access: Access, code: str) -> None:
    """Let the members of a body sign in with passwords here again.

    Raises:
        InvalidInput: there is no such body.
    """
    with psycopg.connect(access.dsn("migrator")) as owner:
        _realm(owner, code)
        owner.execute("DELETE FROM cases_provider WHERE body_id = %s", [code])
    providers.forget_secret(code)


def members(access: Access, code: str) -> list[Known]:
    """The accounts in the realm of a body, by name.

    Raises:
        InvalidInput: there is no such body.
    """
    with psycopg.connect(access.dsn("migrator")) as owner:
        _realm(owner, code)
        found = owner.execute(
            "SELECT a.username, h.name, h.id, a.active, s.subject FROM cases_member m "
            "JOIN cases_body b ON b.code = m.body_id "
            "JOIN access_naturalperson h ON h.id = m.human_id "
            "JOIN access_account a ON a.natural_person_id = h.id AND a.realm = b.realm "
            "LEFT JOIN cases_provider p ON p.body_id = b.code "
            "LEFT JOIN cases_subject s ON s.account_id = a.id AND s.issuer = p.issuer "
            "WHERE b.code = %s ORDER BY h.name, a.username",
            [code],
        )
        return [Known(*row) for row in found]


def link(access: Access, code: str, username: str, subject: str) -> None:
    """Say that somebody whom the provider knows is the one who has this account already.

    So one human stays one, however they sign in (F10, F14).

    Raises:
        InvalidInput: naming what is wrong.
    """
    with psycopg.connect(access.dsn("migrator")) as owner:
        account = _account(owner, code, username)
        issuer = owner.execute(
            "SELECT issuer FROM cases_provider WHERE body_id = %s", [code]
        ).fetchone()
        if issuer is None:
            raise InvalidInput("body", f"{code} has no identity provider: connect it first")
        try:
            owner.execute(
                "INSERT INTO cases_subject (id, issuer, subject, account_id, known_since) "
                "VALUES (%s, %s, %s, %s, vocatio_now())",
                [identity.new_id(), issuer[0], subject, account],
            )
        except psycopg.errors.UniqueViolation as error:
            raise InvalidInput(
                "subject", f"{subject!r} or {username!r} is linked already: see body members"
            ) from error


def close(access: Access, code: str, username: str) -> None:
    """Let a member act no more; what they did stays theirs.

    Raises:
        InvalidInput: naming what is wrong.
    """
    with psycopg.connect(access.dsn("migrator")) as owner:
        account = _account(owner, code, username)
        owner.execute("UPDATE access_account SET active = false WHERE id = %s", [account])


def _realm(owner: psycopg.Connection[tuple[Any, ...]], code: str) -> str:
    found = owner.execute("SELECT realm FROM cases_body WHERE code = %s", [code]).fetchone()
    if found is None:
        raise InvalidInput("body", f"there is no body {code!r}: add it first")
    return str(found[0])


def _account(owner: psycopg.Connection[tuple[Any, ...]], code: str, username: str) -> UUID:
    found = owner.execute(
        "SELECT id FROM access_account WHERE username = %s AND realm = %s",
        [username, _realm(owner, code)],
    ).fetchone()
    if found is None:
        raise InvalidInput("username", f"{code} has no account {username!r}: see body members")
    return UUID(str(found[0]))
