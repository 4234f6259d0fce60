"""Let the own record read what agencies asked about this person, until the transaction ends."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection


def open_record(people: Iterable[UUID], *, by_self: bool) -> None:
    """The rows of these people can be read until the transaction ends.

    Args:
        by_self: the person reads; else staff hands out an export, without the “nothing” answers.
    """
    setting = "vocatio.own_record" if by_self else "vocatio.record_of"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [setting, ",".join(map(str, people))])
