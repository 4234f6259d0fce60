"""Act on what was seen: a page that somebody has overtaken is looked at again first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.whose import at_hand
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.file import newest
from vocatio.domain.errors import Refusal


class Overtaken(Refusal):
    """Something happened in this case meanwhile: look at it, then go on."""

    basis = "states"


@contextmanager
def as_seen(case_id: UUID, seen: UUID, *, by: Staff, at: datetime) -> Iterator[None]:
    """Let an act be done within, in one transaction, if `seen` is still the newest fact.

    Nobody can come between: the case is locked until what is done within is committed.

    Raises:
        Overtaken: something else was recorded since.
        NotFound: no such case, or it is not one of theirs.
    """
    permissions.require("inspect.case", by)
    with transaction.atomic():
        hand = at_hand(case_id, "inspect.case", by=by, at=at)
        # Of all facts, those of the last moment too, which a file as of `at` may not show yet.
        last = newest(hand.file.facts)
        if last is None or last.id != seen:
            raise Overtaken
        yield
