"""Commit bytes to the log, in the transaction that writes the row which holds them."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError

from vocatio.domain.evidence.canonical import commitment
from vocatio.records.ledger.copying import write_rows
from vocatio.records.ledger.models import Commitment, Committed, Salt


class Bytes(NamedTuple):
    """What is committed: the id of the row, its canonical bytes, and a salt of 32 bytes."""

    record_id: UUID
    canonical: bytes
    salt: bytes


def commit(model: type[Committed], written: Sequence[Bytes]) -> None:
    """Commit rows of a table, in the transaction that is open; a trigger puts them into the queue.

    Raises:
        TransactionManagementError: none is open; a crash could leave a row without commitment.
        WrongSaltLength: a salt has not 32 bytes.
    """
    require_transaction(model)
    write_rows(Salt, ("record_id", "salt"), ((each.record_id, each.salt) for each in written))
    write_rows(
        Commitment,
        ("record_id", "held_in", "entry"),
        (
            (each.record_id, model._meta.db_table, commitment(each.salt, each.canonical))
            for each in written
        ),
    )


def require_transaction(model: type[Committed]) -> None:
    """Refuse to write where each statement is a transaction of its own.

    Raises:
        TransactionManagementError: no transaction is open.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            f"rows of {model._meta.db_table} are committed in the transaction that writes them: "
            "open one with transaction.atomic() around both"
        )


def id_of_version(version: str) -> UUID:
    """The id under which a version that is named by its SHA-256 (hexadecimal) is committed."""
    return UUID(version[:32])
