"""`vocatio agency`: who may ask, with which keys, and who asked about what is nobody's."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.agency import canary as canaries
from vocatio.actions.agency import manage
from vocatio.actions.agency.shred import shred as shred_due
from vocatio.actions.clock import now
from vocatio.actions.inspect.agencies import agencies, incidents
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput

#: Why somebody at the command line looks; who may ask is nobody's personal data.
PURPOSE = "agencies at the command line"

#: Seconds between two looks at what is due.
HOUR = 3600


class Two(NamedTuple):
    """Two people who sign in; `ask` asks for the password of a user name."""

    first: str
    second: str
    ask: Callable[[str], str]

    def signed_in(self) -> tuple[Staff, Staff]:
        """Both, each by their own password."""
        first, second = (sign_in(name, self.ask(name), at=now()) for name in self[:2])
        return first, second


def add(
    code: str, name: str, kinds: Sequence[str], purposes: Sequence[str], budget: int, two: Two
) -> None:
    """Register an agency."""
    by, second = two.signed_in()
    manage.register(
        code,
        name,
        kinds=kinds,
        purposes=purposes,
        budget=budget,
        by=by,
        second=second,
        at=now(),
    )
    click.echo(f"{code} may ask, once it has a key: vocatio agency key {code} FILE")


def add_key(code: str, file: Path, days: int, two: Two) -> None:
    """Register a public key of an agency, from a file with one JWK."""
    by, second = two.signed_in()
    try:
        jwk = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput("FILE", f"{file} holds no JWK: {error}") from error
    if not isinstance(jwk, dict):
        raise InvalidInput("FILE", f"{file} holds no JWK, which is a JSON object")
    at = now()
    until = at + timedelta(days=days)
    kid = manage.add_key(code, jwk, valid_from=at, valid_until=until, by=by, second=second, at=at)
    click.echo(f"{code} signs with {kid} until {until:%Y-%m-%d}.")


def revoke(kid: str, username: str, password: str) -> None:
    """Let a key count no more."""
    manage.revoke_key(kid, by=sign_in(username, password, at=now()), at=now())
    click.echo(f"{kid} counts no more.")


def close(code: str, username: str, password: str) -> None:
    """Let an agency ask nothing any more."""
    manage.close(code, by=sign_in(username, password, at=now()), at=now())
    click.echo(f"{code} can ask nothing any more.")


def show(username: str, password: str) -> None:
    """List the agencies with their keys."""
    by = sign_in(username, password, at=now())
    for line in agencies(by=by, purpose=PURPOSE, at=now()):
        terms = line.terms
        state = "closed" if terms.closed else f"{terms.budget:,} persons a day"
        click.echo(f"{terms.code}  {terms.name}  {state}")
        click.echo(f"  asks about {', '.join(sorted(terms.kinds))}")
        click.echo(f"  for {', '.join(sorted(terms.purposes))}")
        for key in line.keys:
            told = "holds" if key.holds(now()) else "does not hold"
            click.echo(f"  key {key.kid} until {key.valid_until:%Y-%m-%d}, {told}")


def plant(scheme: str, issuer: str, number: str, username: str, password: str) -> None:
    """Plant a canary."""
    by = sign_in(username, password, at=now())
    canaries.plant(scheme, issuer, number, by=by, at=now())
    click.echo("Planted. Whoever asks about it is told “nothing in force”, and you are told.")


def show_incidents(username: str, password: str) -> None:
    """List who asked about a canary."""
    by = sign_in(username, password, at=now())
    found = incidents(by=by, purpose=PURPOSE, at=now())
    for one in found:
        click.echo(f"{_told(one.at)}  {one.agency}  for {one.purpose}  question {one.jti}")
    click.echo(f"{len(found)} questions about canaries.")


def _told(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def rotate() -> None:
    """Sign answers with a new key."""
    click.echo(f"Answers are signed with {manage.rotate_answering_key()} from now on.")


def require_key() -> None:
    """What answering needs, before anything is served."""
    manage.require_answering_key()


def shred(*, forever: bool) -> None:
    """Shred what is due; hourly, when told so."""
    while True:
        gone = shred_due()
        click.echo(f"{gone:,} answers “nothing in force” of more than 30 days ago are shredded.")
        if not forever:
            return
        time.sleep(HOUR)
