"""The one function of the database through which the register is searched."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

SEARCH = """
SELECT person, how, more
FROM summonses_search_people(%s, %s, %s, %s, %s::text[], %s, %s, %s::text[], %s::bytea[], %s)
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom to look for; whatever is empty is not asked for.

    Attributes:
        readings: the ways to read a name, each as normalised words with blanks between.
        born: first and last day on which they may have been born.
        numbers: scheme and keyed hash of a number, one for each scheme and issuer.
    """

    readings: tuple[str, ...]
    born: tuple[date, date]
    numbers: tuple[tuple[str, bytes], ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found, `alike` when only similar names were; `more` when there were others."""

    person_id: UUID
    alike: bool
    more: bool


def search(
    sought: Sought, office_id: UUID | None, *, reader: UUID, purpose: str, at: datetime
) -> tuple[Hit, ...]:
    """At most 20 people whom this office may find, each with a reading that is written here."""
    schemes, hashes = ([each[n] for each in sought.numbers] for n in (0, 1))
    values = [
        *(reader, office_id, purpose, at, list(sought.readings)),
        *(*sought.born, schemes, hashes, sought.reference),
    ]
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, values)
        return tuple(Hit(person, how == "alike", more) for person, how, more in cursor.fetchall())
