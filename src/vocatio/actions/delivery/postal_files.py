"""A provider's file, handed in at the office: a job reads it, and says what became of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.sign_in import staff
from vocatio.actions.delivery.postal import check_provider
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import identity, queue
from vocatio.records.deliveries.models import PostalFile

JOB = "post.read"
#: Bytes of the largest file that is taken here; the command line takes any.
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is to be read, and who handed it in."""

    name: str
    content: bytes
    provider: str
    by: Staff


def take(name: str, content: bytes, provider: str, *, by: Staff, at: datetime) -> UUID:
    """Keep a file, and let a worker read it; return its id.

    Raises:
        InvalidInput: no code of a provider; an empty file, or one that is too large.
    """
    check_provider(provider, by=by, at=at)
    if not content.strip():
        raise InvalidInput("file", "there is nothing in it")
    if len(content) > LARGEST:
        raise InvalidInput(
            "file",
            f"has more than {LARGEST // 1_000_000} MB: split it, or use “vocatio post import”",
        )
    with transaction.atomic():
        kept = PostalFile.objects.create(
            id=identity.new_id(),
            provider=provider,
            name=name[-100:],
            content=content,
            taken_by_id=by.account_id,
            taken_at=at,
        )
        queue.defer(JOB, once=f"{JOB}:{kept.id}", file=str(kept.id))
    return kept.id


# house: authorship because a job goes on with what a human asked for, and learns here who
def taken(file_id: UUID, at: datetime) -> Taken | None:
    """The file; None once it was read.

    Raises:
        NotFound: whoever handed it in has no account any more.
    """
    found = PostalFile.objects.filter(id=file_id, read_at=None).first()
    if found is None:
        return None
    by = staff(found.taken_by_id, at=at)
    return Taken(found.name, bytes(found.content), found.provider, by)


def finish(
    file_id: UUID,
    counts: Mapping[str, int],
    errors: bytes,
    fault: str,
    *,
    by: Staff,
    at: datetime,
) -> None:
    """Say what became of the lines; the file itself is not kept.

    Args:
        counts: how many were recorded, known and refused.
        errors: the lines that were refused, as a file.
        fault: why it could not be read, or "".
    """
    permissions.require("post.import", by)
    PostalFile.objects.filter(id=file_id, read_at=None).update(
        content=b"", errors=errors, fault=fault, read_at=at, **counts
    )
