"""Whom the identity provider of a body signs in (F11): what is asked of what it said.

The body says who sits on it, at its own provider. Here is only what a statement of the provider
must hold, and that one human stays one human (F10, F14) when the way of signing in changes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from vocatio.domain.errors import Refusal

#: How far the clocks of a provider and of this installation may be apart.
CLOCKS: Final = timedelta(minutes=1)


class NotSeated(Refusal):
    """The provider of this body does not say that you sit on it; it alone can."""

    basis = "F11"


class NotAskedAgain(Refusal):
    """The provider did not ask once more who sits there: it has to, before a decision."""

    basis = "F10"


class SomebodyElse(Refusal):
    """Somebody else signed in at the provider than the one who began this."""

    basis = "F10"


class LinkFirst(Refusal):
    """Who sat here before is to be linked first, or one human could decide twice as two."""

    basis = "F14"


class SignsInElsewhere(Refusal):
    """Members of this body sign in at its own identity provider, not with a password here."""

    basis = "F11"


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a provider says who sits.

    Attributes:
        claim: its name; dots lead into it, as in `realm_access.roles`.
        value: what stands there, alone or in a list, for those who sit.
    """

    claim: str
    value: str

    def met_by(self, claims: Mapping[str, Any]) -> bool:
        """Whether the provider says of somebody that they sit."""
        said = self._said(claims)
        return self.value in said if isinstance(said, list) else said == self.value

    def answered_by(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claim is there at all."""
        return self._said(claims) is not None

    def _said(self, claims: Mapping[str, Any]) -> object:
        if self.claim in claims:
            return claims[self.claim]
        found: object = claims
        for name in self.claim.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found


@dataclass(frozen=True, slots=True)
class Statement:
    """What a provider said of somebody who signed in there, its signature found right.

    Attributes:
        subject: who, for this issuer; never given to anybody else there.
        name: as it calls them, to be shown.
        claims: all that it said.
        authenticated_at: when they showed who they are, or None where it does not say.
        token: the ID token as it came, which signs them out there again.
    """

    issuer: str
    subject: str
    name: str
    claims: Mapping[str, Any]
    authenticated_at: datetime | None
    token: str


def require_seat(said: Statement, terms: Terms) -> None:
    """Refuse whoever does not sit on the body, as its provider has it now.

    Raises:
        NotSeated
    """
    if not terms.met_by(said.claims):
        raise NotSeated(
            f"the provider says nothing like {terms.claim} = {terms.value} of {said.subject}"
        )


def require_fresh(said: Statement, asked_at: datetime) -> None:
    """Refuse a statement that rests on a sign-in from before it was asked for.

    Raises:
        NotAskedAgain
    """
    if said.authenticated_at is None:
        raise NotAskedAgain("the ID token has no auth_time, which max_age asks for")
    if said.authenticated_at < asked_at - CLOCKS:
        raise NotAskedAgain(
            f"the last sign-in was at {said.authenticated_at:%H:%M:%S} UTC, and it was asked for "
            f"at {asked_at:%H:%M:%S} UTC"
        )


def require_linked(unlinked: Collection[object]) -> None:
    """Refuse somebody new while it is open who of the former members they are.

    Args:
        unlinked: members who can sign in no other way any more, and have no subject yet.

    Raises:
        LinkFirst
    """
    if unlinked:
        raise LinkFirst
