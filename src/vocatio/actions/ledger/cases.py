"""Documents and decisions of cases lie beside the facts that say the same: do they still?"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from vocatio.actions.ledger.findings import Finding, data_of, envelope_of
from vocatio.actions.ledger.sealed import under_seal
from vocatio.domain.evidence.canonical import instant
from vocatio.domain.evidence.note import VerifierKey
from vocatio.records.cases import replay
from vocatio.records.cases.replay import DecisionRow, DocumentRow, FolderRow

FOLDERS, DOCUMENTS = "cases_case", "cases_document"


# house: authorship because it tells of rows by id alone, to whoever runs the machine
def cases(known: Iterable[VerifierKey]) -> Iterator[Finding]:
    """Everything that is not what its fact says, or not under its seal, or is gone.

    Args:
        known: the keys that seal here; without them a seal is compared with its content alone.
    """
    keys = tuple(known)
    for folder in replay.folders():
        yield from (Finding(FOLDERS, str(folder.case_id), what) for what in _folder(folder))
    for row in replay.documents():
        name = str(row.document_id or data_of(row.fact or b"").get("document"))
        yield from (Finding(DOCUMENTS, name, what) for what in _document(row, keys))
    for table in replay.DECISIONS:
        seen: set[UUID] = set()
        for decision in replay.decisions(table):
            if decision.fact_id in seen:
                yield Finding(table, str(decision.fact_id), "two rows name this fact")
            seen.add(decision.fact_id)
            yield from (Finding(table, str(decision.fact_id), what) for what in _decision(decision))


def _folder(row: FolderRow) -> Iterator[str]:
    """A first fact that was recorded before it said what the folder is says whose it is."""
    if row.fact is None:
        yield "no fact lies in it"
    elif row.said is None:
        yield "gone; facts lie in it"
    else:
        fact = {**data_of(row.fact), "person": envelope_of(row.fact).get("person")}
        yield from _differing(row.said, fact)


def _differing(
    columns: Mapping[str, UUID | datetime | str | None], said: Mapping[str, object]
) -> Iterator[str]:
    """The columns that are not what the fact repeats of them."""
    for key, column in columns.items():
        if key in said and said[key] != _as_said(column):
            yield f"its column for “{key}” differs from its fact"


def _document(row: DocumentRow, known: Iterable[VerifierKey]) -> Iterator[str]:
    if row.fact is None:
        yield "no fact says that it was written"
        return
    if row.content is None or row.sha256 is None:
        yield "gone; a fact names its hash"
        return
    said, digest = data_of(row.fact), hashlib.sha256(row.content).digest()
    if said.get("content") != digest.hex() or row.sha256 != digest:
        yield "its hash is not the one that its fact names"
        return
    if said.get("document") != str(row.document_id):
        yield "its column for “id” is not the document that its fact names"
    written = json.loads(row.content)
    columns = (("code", row.reference), ("kind", row.kind), ("issued", _as_said(row.made_at)))
    for key, column in columns:
        if written.get(key) != column:
            yield f"its column for “{key}” differs from what it says"
    for what in under_seal(row.document_id, row.note or b"", [digest], known):
        yield f"its seal does not hold: {what}"


def _decision(row: DecisionRow) -> Iterator[str]:
    """What a fact does not repeat, since it was recorded before facts did, is not compared."""
    if row.fact is None:
        yield "no fact of such a decision has this id"
    elif row.said is None:
        yield "gone; a fact says that this was decided"
    else:
        fact = envelope_of(row.fact)
        said = {**fact, **data_of(row.fact), "human": _human(fact)}
        yield from _differing(row.said, said)


def _human(fact: dict[str, Any]) -> object:
    by = fact.get("by")
    return by.get("human") if isinstance(by, dict) else None


def _as_said(column: object) -> str | None:
    """A column as canonical JSON says it."""
    if column is None:
        return None
    return instant(column) if isinstance(column, datetime) else str(column)
