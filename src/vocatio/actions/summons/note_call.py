"""A person telephoned: what was said is noted about a summons, and the person reads it too."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.summons.append import append
from vocatio.actions.summons.own import by_reference
from vocatio.actions.words import keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.kinds import Kind

#: Characters of what somebody writes down.
LONGEST = 5_000


def note_call(reference: str, details: str, *, by: Staff, at: datetime) -> UUID:
    """Note a call; nothing follows from it, least of all a receipt. Kept encrypted.

    What they ask for is no note but a request: `request.file.enter` writes that down.

    Raises:
        InvalidInput: nothing was written, or too much.
        NotFound: no such summons.
    """
    permissions.require("call.note", by)
    details = details.strip()
    if not details:
        raise InvalidInput("details", "write what was said")
    if len(details) > LONGEST:
        raise InvalidInput("details", f"write at most {LONGEST:,} characters")
    with transaction.atomic():
        summons = by_reference(reference, by=by)
        kept = keep_named("details", details, summons.person_id)
        return append(summons, Kind.CALL, by=by, at=at, data=kept).id
