"""How a job tells how far it is and what went wrong, to whoever looks at a page meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from vocatio.actions.clock import now
from vocatio.domain.errors import Refusal, VocatioError
from vocatio.gateways import identity
from vocatio.gateways.aside import aside

#: Called with how much is done, and of how much, or None where nobody knows.
Progress = Callable[[int, int | None], None]

BEGIN = """
INSERT INTO jobs_run (id, job, subject, began_at, done, fault, basis)
VALUES (%s, %s, %s, %s, 0, '', '')
ON CONFLICT (job, subject) DO UPDATE
SET began_at = excluded.began_at, ended_at = NULL, done = 0, whole = NULL, fault = '', basis = ''
"""
ONE = "WHERE job = %s AND subject IS NOT DISTINCT FROM %s"
GO_ON = f"UPDATE jobs_run SET done = %s, whole = %s {ONE}"  # noqa: S608 because it is a constant
END = f"UPDATE jobs_run SET ended_at = %s, fault = %s, basis = %s {ONE}"  # noqa: S608 because it is a constant

#: What is told of a fault that nobody foresaw: its words may hold anything.
UNFORESEEN = "unforeseen"


@contextmanager
# house: authorship because it tells of a job, whose acts have their authors
def told(job: str, subject: UUID | None = None) -> Iterator[Progress]:
    """Tell that a job began, how far it is, and how it ended; what it raises goes on."""
    _write(BEGIN, identity.new_id(), job, subject, now())
    try:
        yield lambda done, whole: _write(GO_ON, done, whole, job, subject)
    except VocatioError as error:
        basis = error.cited if isinstance(error, Refusal) else ""
        # What `str` adds for an operator, the basis, is told apart here.
        _write(END, now(), str(error.args[0]), basis, job, subject)
        raise
    except BaseException:
        _write(END, now(), UNFORESEEN, "", job, subject)
        raise
    _write(END, now(), "", "", job, subject)


def _write(statement: str, *values: Any) -> None:
    with aside() as cursor:
        cursor.execute(statement, values)
