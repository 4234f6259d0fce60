"""A claim of conscience (F24): what facts call it, who decides it, and who sees what of it.

In the facts it is an exemption asked for in words of one's own, like any other, so that nobody
who reads them can tell it from one; which of the requests are claims, `confided` says, the ids
of those that lie in an envelope for the board. It can be made at any time (F7): no request that
was made before, and no state but that of a recalled summons, is in its way.
"""

from collections.abc import Collection, Iterable

from vocatio.domain.errors import Refusal
from vocatio.domain.summons.asking import OTHER
from vocatio.domain.summons.kinds import RequestKind
from vocatio.domain.summons.states import Request, State, Status

Ids = Collection[object]

#: What the facts call a claim.
KIND, GROUND = RequestKind.EXEMPTION, OTHER

#: Code of the body that reads and decides claims.
BOARD = "conscience"


class NotTheBoard(Refusal):
    """Only a member of the independent board reads and decides this."""

    basis = "F24"


def waiting(requests: Iterable[Request], confided: Ids) -> frozenset[str]:
    """Kinds of request that wait for an answer; claims of conscience stand in nobody's way."""
    return frozenset(r.kind for r in requests if r.outcome is None and r.id not in confided)


def claim_waits(requests: Iterable[Request], confided: Ids) -> bool:
    """Whether a claim of conscience waits for the board."""
    return any(r.outcome is None and r.id in confided for r in requests)


def may_claim(found: Status, confided: Ids) -> bool:
    """Whether conscience can be claimed now: always, but where nothing is asked of the person."""
    return found.state != State.RECALLED and not claim_waits(found.requests, confided)


def refuse_outsider(
    body: str | None, realm: str | None, *, independent: bool, signed_in: str
) -> None:
    """Refuse whoever is not of the board, or has not signed in where its members do.

    Args:
        body, realm, independent: of the body whose member they are, if any.
        signed_in: the realm of this session.

    Raises:
        NotTheBoard
    """
    if body != BOARD or not independent or signed_in != realm:
        raise NotTheBoard
