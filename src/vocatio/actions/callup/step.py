"""What each step of a call-up begins with: permission, lock, and whether it is its turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from vocatio.domain import permissions
from vocatio.domain.actors import Actor
from vocatio.domain.callup.stages import Kind, require
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import Fact
from vocatio.records.callups.models import CallUp, CallUpFact, Order
from vocatio.records.ledger import facts as ledger


@dataclass(frozen=True, slots=True)
class Found:
    """A call-up with its order and its facts in order."""

    callup: CallUp
    order: Order
    facts: tuple[Fact, ...]

    def fact(self, kind: Kind) -> Fact:
        """The last fact of that kind; the stage says that there is one."""
        return next(fact for fact in reversed(self.facts) if fact.kind == kind)


@contextmanager
def step(callup_id: UUID, act: str, kind: Kind, *, by: Actor) -> Iterator[Found]:
    """Open the transaction of one step and lock the call-up.

    Raises:
        NotPermitted: the role does not include the act.
        NotFound: there is no such call-up.
        OutOfOrder: another step comes first.
    """
    permissions.require(act, by)
    with transaction.atomic():
        locked = lock(callup_id)
        require([fact.kind for fact in locked.facts], kind)
        yield locked


def lock(callup_id: UUID) -> Found:
    """Lock a call-up in the transaction that is open, and read its facts.

    Raises:
        NotFound: there is no such call-up.
    """
    CallUp.objects.select_for_update().filter(id=callup_id).first()
    return find(callup_id)


def find(callup_id: UUID) -> Found:
    """Read a call-up with its order and facts.

    Raises:
        NotFound: there is no such call-up.
    """
    callup = CallUp.objects.select_related("order").filter(id=callup_id).first()
    if callup is None:
        raise NotFound(f"there is no call-up {callup_id}")
    return Found(callup, callup.order, ledger.of(CallUpFact, callup_id))
