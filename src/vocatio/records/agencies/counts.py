"""How much agencies ask."""

from uuid import UUID

from django.db import connection


def counts() -> list[tuple[UUID, str, int]]:
    """Agency, answer, and how often it was given on the 29 whole days (UTC) before today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency, answer, number FROM agencies_counts()")
        return list(cursor.fetchall())
