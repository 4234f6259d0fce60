"""A fact: what happened, when it is claimed to have happened, and when it was recorded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from vocatio.domain.actors import Actor
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import Json, canonical, instant


class BackDated(Refusal):
    """A fact cannot be recorded before it occurred."""

    basis = "F2"


class NaiveTime(Refusal):
    """Times of facts carry a zone."""

    basis = "F2"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened.

    Attributes:
        id: made by the application (UUIDv7).
        kind: an ETSI EN 319 522 evidence name where one exists, else one plain word.
        subject: id of the record that owns the fact (a summons, a call-up, an import).
        person_id: whom it concerns, or None.
        occurred_at: when it is claimed to have happened, with its `source`.
        recorded_at: when it was written down; the database checks it against its own clock.
        by: who recorded it.
        data: ids, codes, times and hashes; never free text.
    """

    id: UUID
    kind: str
    subject: UUID
    person_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    source: str
    by: Mapping[str, str]
    data: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.occurred_at.tzinfo is None or self.recorded_at.tzinfo is None:
            raise NaiveTime
        if self.occurred_at > self.recorded_at:
            raise BackDated(
                f"{self.kind} is said to occur at {instant(self.occurred_at)}, "
                f"after it is recorded at {instant(self.recorded_at)}"
            )

    def canonical(self) -> bytes:
        """The bytes that are hashed and stored, RFC 8785."""
        return canonical(
            {
                "by": dict(self.by),
                "data": dict(self.data),
                "id": str(self.id),
                "kind": self.kind,
                "occurred_at": instant(self.occurred_at),
                "person": str(self.person_id) if self.person_id else None,
                "recorded_at": instant(self.recorded_at),
                "source": self.source,
                "subject": str(self.subject),
            }
        )


def parse(stored: bytes) -> Fact:
    """The fact whose canonical bytes these are."""
    read = json.loads(stored)
    return Fact(
        id=UUID(read["id"]),
        kind=read["kind"],
        subject=UUID(read["subject"]),
        person_id=UUID(read["person"]) if read["person"] else None,
        occurred_at=datetime.fromisoformat(read["occurred_at"]),
        recorded_at=datetime.fromisoformat(read["recorded_at"]),
        source=read["source"],
        by=read["by"],
        data=read["data"],
    )


def happened(
    kind: str,
    subject: UUID,
    *,
    id: UUID,
    by: Actor,
    at: datetime,
    person_id: UUID | None = None,
    data: Mapping[str, Json] | None = None,
) -> Fact:
    """A fact that the system itself witnessed: it occurred when it was recorded."""
    return Fact(
        id=id,
        kind=kind,
        subject=subject,
        person_id=person_id,
        occurred_at=at,
        recorded_at=at,
        source="system",
        by=by.reference(),
        data=data or {},
    )
