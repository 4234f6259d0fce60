"""Sign in at the identity provider of a body, which says who sits there (F11).

The provider is asked while no transaction is open. What it said is judged by the domain; a
member whom it names for the first time is seated by a function of the database, which can seat
nobody anywhere else.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.access.sign_in import staff
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.signing_in import (
    SomebodyElse,
    Statement,
    Terms,
    require_fresh,
    require_linked,
    require_seat,
)
from vocatio.gateways import identity, keys, openid
from vocatio.gateways.openid import Begun, Client
from vocatio.gateways.providers import ProviderProblem
from vocatio.records.cases.models import Provider, Subject

__all__ = ["Begun", "Claimed", "ProviderProblem", "begin", "finish", "keep_typed", "open_kept"]

#: What is encrypted for the session of somebody, beside what their browser holds.
SESSION = "django_session"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who signed in, at which provider, and the token that signs them out there, encrypted."""

    by: Staff
    issuer: str
    token: str


# house: authorship because nobody is signed in yet
def begin(body: str, back: str, *, again: bool, at: datetime) -> Begun:
    """Send somebody to the provider of a body.

    Args:
        back: where the provider sends them back to.
        again: they have to show there who they are, even where they are signed in.

    Raises:
        NotFound: the body has no provider.
        ProviderProblem: one of its kinds.
    """
    return openid.begin(_client(body), back, again=again)


def finish(
    body: str,
    back: str,
    begun: Begun,
    answer: Mapping[str, str],
    *,
    by: Staff | None,
    at: datetime,
) -> Claimed:
    """Whom the provider sent back; they are seated if this is the first time.

    Args:
        answer: the parameters that they came back with.
        by: who is to have signed in once more; None for whoever comes in.

    Raises:
        NotFound: the body has no provider, or the account was closed.
        ProviderProblem: one of its kinds.
        NotSeated, LinkFirst: the provider names no member, or one who is not linked.
        NotAskedAgain, SomebodyElse: it is open whether whoever acts sits there.
    """
    client = _client(body)
    said = openid.finish(client, back, begun, answer)
    require_seat(said, client.terms)
    if begun.again:
        require_fresh(said, begun.asked_at)
    with transaction.atomic():
        account = _known(said) or _seated(body, said)
    found = staff(account, issuer=said.issuer, at=at)
    if by and found != by:
        raise SomebodyElse
    return Claimed(found, said.issuer, _keep(said.token, by=found))


def way_out(body: str, token: str, back: str, *, by: Staff, at: datetime) -> str | None:
    """Where somebody signs out at the provider as well; None where it offers nothing.

    Raises:
        NotFound: the body has no provider any more.
        ProviderProblem: one of its kinds.
    """
    return openid.way_out(_client(body), str(_kept(token, by=by)), back)


def keep_typed(path: str, typed: Mapping[str, Sequence[str]], *, by: Staff, at: datetime) -> str:
    """What somebody typed, encrypted for as long as they are at the provider."""
    return _keep({"path": path, "typed": {key: list(typed[key]) for key in typed}}, by=by)


def open_kept(kept: str, *, by: Staff, at: datetime) -> tuple[str, Mapping[str, Sequence[str]]]:
    """The address of a form, and what was typed into it.

    Raises:
        NotFound: it was typed by somebody else.
    """
    found = _kept(kept, by=by)
    return found["path"], found["typed"]


def _keep(content: object, *, by: Staff) -> str:
    sealed = keys.ring().encrypt(json.dumps(content), SESSION, by.account_id.bytes)
    return base64.b64encode(sealed).decode()


def _kept(kept: str, *, by: Staff) -> Any:
    try:
        return json.loads(keys.ring().decrypt(base64.b64decode(kept), SESSION, by.account_id.bytes))
    except (keys.Undecipherable, ValueError) as error:
        raise NotFound from error


def _client(body: str) -> Client:
    found = Provider.objects.filter(body_id=body).first()
    if found is None:
        raise NotFound
    terms = Terms(found.claim, found.value)
    return Client(body, found.issuer, found.client_id, found.scope, terms)


def _known(said: Statement) -> UUID | None:
    known = Subject.objects.filter(issuer=said.issuer, subject=said.subject)
    return known.values_list("account_id", flat=True).first()


def _seated(body: str, said: Statement) -> UUID:
    """Seat somebody on the body whose provider named them for the first time."""
    account = identity.new_id()
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM cases_unlinked(%s)", [body])
        require_linked(cursor.fetchall())
        cursor.execute(
            "SELECT cases_seat(%s, %s, %s, %s, %s, %s, %s)",
            [
                *(body, said.issuer, said.subject, said.name),
                *(identity.new_id(), account, identity.new_id()),
            ],
        )
    return account
