"""Whoever is absent from a full file has left its source.

The rule: they are kept, with all their claims; what makes them callable ends that day, which is
their liability and their registration there. If they come back, so does what their row says. A
delta says nothing about whom it does not name. When a row could not even be read, nobody can
say who it was about: then absences are counted and nothing ends.
"""

from datetime import date, datetime

from django.db import connection, transaction

from vocatio.actions.register.claims import Basis, end
from vocatio.actions.register.import_rows import Opened
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.register.precedence import DECIDED
from vocatio.gateways import keys
from vocatio.records.ledger.copying import copy_temporary
from vocatio.records.register.models import Claim, Liability, Registration

ENDED: tuple[type[Claim], ...] = (Liability, Registration)


def present(records: list[str], opened: Opened, *, by: Staff, at: datetime) -> None:
    """Records of rows that were refused: who is in the file is not absent, faults or not."""
    permissions.require("register.import", by)
    ring = keys.ring()
    with transaction.atomic():
        rows = ((one,) for one in {ring.lookup(opened.source, record) for record in records})
        copy_temporary("batch", "keyed_hash bytea", rows)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO import_seen SELECT * FROM batch ON CONFLICT DO NOTHING")
            cursor.execute("DROP TABLE batch")


def end_absent(opened: Opened, *, on: date, by: Staff, at: datetime, ending: bool = True) -> int:
    """Mark who is absent from the full file that was applied, and return how many they are.

    Args:
        ending: whether their liability and registration end; False counts alone.
    """
    permissions.require("register.import", by)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """CREATE TEMPORARY TABLE absent ON COMMIT DROP AS
               SELECT s.id, s.person_id FROM register_sourcerecord s
               WHERE s.source = %s AND s.absent_since IS NULL
                 AND NOT EXISTS (SELECT FROM import_seen i WHERE i.keyed_hash = s.keyed_hash)""",
            [opened.source],
        )
        cursor.execute("SELECT count(*) FROM absent")
        count = int(cursor.fetchone()[0])
        if ending and count:
            _end(Basis(opened.source, opened.fact_id, at, on))
        cursor.execute("DROP TABLE absent")
    return count


def _end(basis: Basis) -> None:
    with connection.cursor() as cursor:
        for model in ENDED:
            cursor.execute(
                f"""SELECT t.id FROM {model._meta.db_table} t JOIN absent USING (person_id)
                    WHERE t.superseded_at IS NULL AND t.valid_until IS NULL
                      AND t.source <> %s""",  # noqa: S608 because the name is ours
                [DECIDED],
            )
            end(model, [(id_, basis.on) for (id_,) in cursor.fetchall()], basis)
        cursor.execute(
            "UPDATE register_sourcerecord s SET absent_since = %s FROM absent a WHERE a.id = s.id",
            [basis.at],
        )
