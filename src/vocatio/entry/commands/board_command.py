"""`vocatio board claims` and `vocatio board decide`, as a member of the board."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import click

from vocatio.actions.access.bodies import issuer_of
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.request.board import SealedClaim, decide_claim, realm, waiting_claims
from vocatio.domain.actors import Staff
from vocatio.domain.summons.conscience import BOARD
from vocatio.domain.summons.kinds import Outcome
from vocatio.entry.commands.browser_sign_in import through_browser


def claims(folder: Path, who: "Asked", purpose: str) -> None:
    """Write what waits, one file for each claim."""
    found = waiting_claims(by=who.signed_in(), purpose=purpose, at=now())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for claim in found:
        if claim.key:
            file = folder / f"{claim.request}.json"
            file.write_bytes(_content(claim))
            click.echo(f"{claim.request}  of summons {claim.reference}: {file}")
        else:
            click.echo(f"{claim.request}  of summons {claim.reference}: nothing was said with it")
    click.echo(f"{len(found)} claims wait.")


def decide(who: "Asked", request: UUID, outcome: str, reasons: str) -> None:
    """Decide a claim."""
    decide_claim(request, Outcome(outcome), reasons, by=who.signed_in(), at=now())
    click.echo(f"{request}: {outcome}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A member of the board, who is asked who they are: at its provider, if it has one."""

    username: str | None
    password: str | None
    port: int

    def signed_in(self) -> Staff:
        """Whoever it is; user name and password are asked for where they were not given."""
        if issuer_of(BOARD, at=now()):
            return through_browser(BOARD, self.port)
        username = self.username or click.prompt("User name")
        password = self.password or click.prompt("Password", hide_input=True)
        return sign_in(username, password, realm(), at=now())


def _content(claim: SealedClaim) -> bytes:
    content = {
        "request": str(claim.request),
        "reference": claim.reference,
        "about": str(claim.about),
        "key": str(claim.key),
        "sealed": base64.b64encode(claim.sealed).decode(),
    }
    return json.dumps(content, indent=2).encode() + b"\n"
