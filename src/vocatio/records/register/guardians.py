"""Of whom the register says that somebody acts for them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from vocatio.records.register.asof import holds

WARDS = f"""
SELECT g.person_id FROM register_guardianship g
WHERE g.guardian_id = %(guardian)s AND {holds("g")} ORDER BY g.person_id
"""  # noqa: S608 because every part is a constant


def wards(guardian_id: UUID, on: date) -> Sequence[UUID]:
    """Everybody whose guardian this person is on a day, minors or not."""
    with connection.cursor() as cursor:
        cursor.execute(WARDS, {"guardian": guardian_id, "on": on})
        return [id_ for (id_,) in cursor.fetchall()]
