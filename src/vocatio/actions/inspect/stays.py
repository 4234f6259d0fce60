"""How many people ask for a stay, and whose turn it is: one after the other, never a list (F19)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.kinds import CaseKind

# Of each case the newest of what asks for a stay and of what answers that.
NEWEST = """
SELECT subject_id, recorded_at FROM (
    SELECT DISTINCT ON (subject_id) subject_id, kind, recorded_at
    FROM cases_casefact WHERE kind = ANY(%s)
    ORDER BY subject_id, recorded_at DESC, id DESC) AS last
WHERE kind = %s ORDER BY recorded_at
"""


@dataclass(frozen=True, slots=True)
class StaysAsked:
    """Requests that wait for an overseer.

    Attributes:
        oldest, since: the case in which somebody waits longest, and since when.
    """

    waiting: int
    oldest: UUID | None = None
    since: datetime | None = None


def stays_asked(*, by: Staff, purpose: str, at: datetime) -> StaysAsked:
    """How many wait, and the one that has waited longest."""
    permissions.require("inspect.stays", by)
    read("stays asked for", [None], by=by, purpose=purpose, at=at)
    kinds = [CaseKind.STAY_ASKED, CaseKind.STAY, CaseKind.STAY_REFUSED]
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [[kind.value for kind in kinds], CaseKind.STAY_ASKED.value])
        found = cursor.fetchall()
    return StaysAsked(len(found), *found[0]) if found else StaysAsked(0)
