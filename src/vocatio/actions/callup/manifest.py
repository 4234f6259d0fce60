"""Write the manifest of a release, before the first summons: what will be issued, to whom."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.callup.step import lock
from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.actors import System
from vocatio.domain.callup.fixed import manifest_digest
from vocatio.domain.callup.stages import Kind, require
from vocatio.domain.evidence.canonical import Json
from vocatio.gateways import identity
from vocatio.records.callups.models import CallUpFact, Manifest, ManifestEntry
from vocatio.records.ledger.copying import write_rows

PLACES = """
SELECT d.rank, d.person_id, a.slot_id
FROM callups_drawn d JOIN callups_allocation a USING (callup_id, person_id)
WHERE d.callup_id = %s ORDER BY d.rank
"""

Entry = tuple[UUID, int, UUID, UUID, UUID, str, str, str]


def write_manifest(callup_id: UUID, *, by: System, at: datetime) -> None:
    """Write it once; a second call finds it and changes nothing.

    The hash is SHA-256 over one line for each entry: position, person, slot and summons.
    """
    permissions.require("release.manifest", by)
    with transaction.atomic():
        locked = lock(callup_id)
        if Manifest.objects.filter(approval_id=callup_id).exists():
            return
        require([fact.kind for fact in locked.facts], Kind.MANIFEST)
        entries = list(_entries(callup_id))
        digest = manifest_digest(entry[1:5] for entry in entries)
        Manifest.objects.create(approval_id=callup_id, entries=len(entries), sha256=digest)
        write_rows(
            ManifestEntry,
            (
                "manifest_id",
                "position",
                "person_id",
                "slot_id",
                "summons_id",
                "outcome",
                "code",
                "basis",
            ),
            entries,
        )
        data: dict[str, Json] = {"entries": len(entries), "sha256": digest.hex()}
        record(CallUpFact, Kind.MANIFEST, callup_id, by=by, at=at, data=data)


def _entries(callup_id: UUID) -> Iterator[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [callup_id])
        for rank, person, slot in cursor.fetchall():
            yield callup_id, rank, person, slot, identity.new_id(), "", "", ""
