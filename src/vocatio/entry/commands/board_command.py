"""`vocatio board claims` and `vocatio board decide`, as a member of the board."""

import base64
import json
from pathlib import Path
from uuid import UUID

import click

from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.actions.request.board import SealedClaim, decide_claim, realm, waiting_claims
from vocatio.domain.actors import Staff
from vocatio.domain.summons.kinds import Outcome


def claims(folder: Path, username: str, password: str, purpose: str) -> None:
    """Write what waits, one file for each claim."""
    found = waiting_claims(by=_member(username, password), purpose=purpose, at=now())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for claim in found:
        if claim.key:
            file = folder / f"{claim.request}.json"
            file.write_bytes(_content(claim))
            click.echo(f"{claim.request}  of summons {claim.reference}: {file}")
        else:
            click.echo(f"{claim.request}  of summons {claim.reference}: nothing was said with it")
    click.echo(f"{len(found)} claims wait.")


def decide(username: str, password: str, request: UUID, outcome: str, reasons: str) -> None:
    """Decide a claim."""
    by = _member(username, password)
    decide_claim(request, Outcome(outcome), reasons, by=by, at=now())
    click.echo(f"{request}: {outcome}")


def _member(username: str, password: str) -> Staff:
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
