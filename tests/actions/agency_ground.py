"""An agency that may ask, and questions that it signs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from joserfc.jwk import ECKey

from tests.actions.world import World
from vocatio.actions.agency import manage
from vocatio.actions.agency.desk import Desk
from vocatio.actions.clock import now
from vocatio.domain.agency.problems import Problem
from vocatio.gateways import jose

KIND, PURPOSE = "exit", "border-check"


@dataclass
class Asking:
    """An agency with its key, as it stands on the other side."""

    world: World
    code: str = "border"
    budget: int = 100
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))

    def __post_init__(self) -> None:
        two = {"by": self.world.planner, "second": self.world.approver}
        self.id = manage.register(
            self.code,
            "Border guard",
            kinds=[KIND, "licence"],
            purposes=[PURPOSE],
            budget=self.budget,
            at=now(),
            **two,
        )
        until = now() + timedelta(days=90)
        jwk = self.key.as_dict(private=False)
        self.kid = manage.add_key(
            self.code, jwk, valid_from=now(), valid_until=until, at=now(), **two
        )

    def claims(self, desk: Desk, number: str, /, **more: Any) -> dict[str, Any]:
        """What a question says."""
        return {
            "iss": self.code,
            "aud": desk.issuer,
            "iat": int(now().timestamp()),
            "jti": secrets.token_urlsafe(18),
            "document": {"scheme": "number", "issuer": "", "number": number},
            "kind": KIND,
            "purpose": PURPOSE,
        } | more

    def signed(self, claims: Mapping[str, Any]) -> bytes:
        """A question, signed."""
        return jose.sign(claims, self.key, self.kid, typ=jose.QUESTION)

    def question(self, desk: Desk, number: str, /, **more: Any) -> bytes:
        """A question about whoever has this number."""
        return self.signed(self.claims(desk, number, **more))


def ask(desk: Desk, signed: bytes) -> bytes | Problem:
    """One question alone."""
    (reply,) = desk.ask([signed], at=now())
    return reply
