"""How the log stands: numbers, times and keys."""

from dataclasses import dataclass
from datetime import datetime

from vocatio.actions.ledger.opening import of_this_database
from vocatio.domain.evidence.note import VerifierKey
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.notary import last_signed
from vocatio.records.ledger.models import Checkpoint, Cosignature, Queued, Stamp


@dataclass(frozen=True, slots=True)
class Status:
    """How the log stands.

    Attributes:
        size: entries that the last checkpoint covers; None before the first.
        signed_at: when the log signed last, as it remembers beside its key; None elsewhere.
        waiting: commitments in the queue.
        stamps: checkpoints that have a time-stamp.
        stamped: entries that the last time-stamp covers; None while there is none.
        failure: why the last attempt at a time-stamp failed; None when it did not.
        keys: the public keys, the oldest first; the last one signs.
        witnesses: who has cosigned some checkpoint.
    """

    size: int | None
    signed_at: datetime | None
    waiting: int
    stamps: int
    stamped: int | None
    failure: str | None
    keys: tuple[VerifierKey, ...]
    witnesses: tuple[str, ...]


# house: authorship because it tells numbers about nobody, to whoever runs the machine
def status() -> Status:
    """Ask the database and the files of keys."""
    at, last = of_this_database(), Checkpoint.objects.order_by("-size").first()
    signed = last_signed(at)
    stamped = Stamp.objects.exclude(token=None)
    newest = stamped.order_by("-checkpoint_id").first()
    attempt = Stamp.objects.order_by("-asked_at", "-id").first()
    return Status(
        size=last.size if last else None,
        signed_at=signed.at if signed else None,
        waiting=Queued.objects.count(),
        stamps=stamped.values("checkpoint").distinct().count(),
        stamped=newest.checkpoint_id if newest else None,
        failure=attempt.failure or None if attempt else None,
        keys=signing.known(at),
        witnesses=tuple(
            Cosignature.objects.order_by("witness").values_list("witness", flat=True).distinct()
        ),
    )
