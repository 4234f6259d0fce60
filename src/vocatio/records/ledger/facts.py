"""Append facts with their commitments; read them back from the bytes that were hashed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from vocatio.domain.facts import Fact, parse
from vocatio.records.ledger.commitments import Bytes, commit, require_transaction
from vocatio.records.ledger.copying import write_rows
from vocatio.records.ledger.models import FactBase

COLUMNS = (
    "id",
    "kind",
    "subject_id",
    "person_id",
    "occurred_at",
    "recorded_at",
    "source",
    "canonical",
)

#: The owner of a fact: each subclass of `FactBase` has it, the abstract class cannot.
SUBJECT = "subject_id"

Salted = tuple[Fact, bytes]


def append(model: type[FactBase], salted: Sequence[Salted]) -> None:
    """Append facts, each with its 32-byte salt, in the transaction of the act itself.

    Raises:
        TransactionManagementError: none is open; nothing was written.
    """
    require_transaction(model)
    written = [(fact, Bytes(fact.id, fact.canonical(), salt)) for fact, salt in salted]
    write_rows(model, COLUMNS, (_row(fact, content) for fact, (_, content, _) in written))
    commit(model, [committed for _, committed in written])


def _row(fact: Fact, content: bytes) -> tuple[object, ...]:
    return (
        fact.id,
        fact.kind,
        fact.subject,
        fact.person_id,
        fact.occurred_at,
        fact.recorded_at,
        fact.source,
        content,
    )


def of(model: type[FactBase], subject: UUID) -> tuple[Fact, ...]:
    """All facts of one subject, in the order in which they were recorded."""
    stored = model._default_manager.filter(**{SUBJECT: subject}).order_by("recorded_at", "id")
    return tuple(parse(bytes(content)) for content in stored.values_list("canonical", flat=True))


def of_many(model: type[FactBase], subjects: Iterable[UUID]) -> dict[UUID, list[Fact]]:
    """The same for many subjects in one query; subjects without facts have an empty list."""
    found: dict[UUID, list[Fact]] = {subject: [] for subject in subjects}
    stored = model._default_manager.filter(**{f"{SUBJECT}__in": found})
    in_order = stored.order_by("recorded_at", "id")
    for subject, content in in_order.values_list(SUBJECT, "canonical"):
        found[subject].append(parse(bytes(content)))
    return found
