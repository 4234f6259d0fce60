"""What other authorities asked about a person, for that person alone (F19). A step, no act."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.agency.directory import known
from vocatio.records.agencies.models import Query
from vocatio.records.agencies.own import open_record
from vocatio.records.register.merges import same_as

#: How many of the latest are listed at once; an export has all of them.
LATEST = 200


@dataclass(frozen=True, slots=True)
class QueryLine:
    """Another authority asked: who, about what kind of measure, what for, what it was told."""

    at: datetime
    agency: str
    kind: str
    purpose: str
    answer: str


def queries(person_id: UUID) -> tuple[QueryLine, ...]:
    """The latest questions about the person, who reads them; the newest first."""
    people = same_as(person_id)
    open_record(people, by_self=True)
    named = {terms.code: terms.name for terms in known().directory.agencies.values()}
    found = Query.objects.filter(person_id__in=people).order_by("-at", "-id")
    stored = found.values_list("canonical", flat=True)[:LATEST]
    return tuple(_line(json.loads(bytes(content)), named) for content in stored)


def _line(said: dict[str, str], named: dict[str, str]) -> QueryLine:
    return QueryLine(
        datetime.fromisoformat(said["at"]),
        named[said["agency"]],
        said["kind"],
        said["purpose"],
        said["answer"],
    )
