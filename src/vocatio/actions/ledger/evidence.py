"""What the log says about rows: their receipts, the state they rest on, and its time-stamps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from vocatio.actions.ledger import opening
from vocatio.domain.evidence import merkle, tiles
from vocatio.domain.evidence.bundle.layout import Stamped
from vocatio.domain.evidence.merkle import Reader
from vocatio.domain.evidence.note import VerifierKey, encode64
from vocatio.domain.evidence.proof import Receipt
from vocatio.gateways import timestamping
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.files import LogFiles
from vocatio.records.ledger.models import Checkpoint, Cosignature, Leaf, Stamp


@dataclass(frozen=True, slots=True)
class Evidence:
    """About some rows, by one state of the log.

    Attributes:
        checkpoint: signed, with its cosignatures; None while the log has none.
        receipts: record id -> tlog-proof, for those rows that this state holds.
        stamped: tree size -> the checkpoint of that size with its time-stamps: for each row the
            last one without it and the first one with it, as far as there are any.
        keys: every key that the log ever signed with.
        witnesses: vkeys of those that cosigned this checkpoint, as far as they were kept.
        authorities: the roots of the time-stamping authority, PEM.
    """

    checkpoint: bytes | None
    receipts: Mapping[UUID, bytes]
    stamped: Mapping[int, Stamped]
    keys: tuple[VerifierKey, ...]
    witnesses: tuple[str, ...]
    authorities: bytes


def evidence(records: Iterable[UUID]) -> Evidence:
    """What the log says about these rows at this moment.

    Raises:
        FileMissing, BadTile: a file of the log is missing or damaged.
    """
    at = opening.of_this_database()
    keys, roots = signing.known(at), _pem(timestamping.trusted_roots())
    last = Checkpoint.objects.order_by("-size").first()
    if last is None:
        return Evidence(None, {}, {}, keys, (), roots)
    read = tiles.reader_of(last.size, partial(LogFiles.read_tile, LogFiles(at.files)))
    leaves = list(Leaf.objects.filter(record_id__in=records, index__lt=last.size))
    sizes = _sizes(leaf.index for leaf in leaves)
    head = _cosigned(max([leaf.index + 1 for leaf in leaves] + [*sizes], default=0)) or last
    signed = _signed(head)
    return Evidence(
        checkpoint=signed,
        receipts={leaf.record_id: _receipt(leaf, head.size, signed, read) for leaf in leaves},
        stamped={size: _stamped(size, head.size, read) for size in sizes},
        keys=keys,
        witnesses=_witnesses(head),
        authorities=roots,
    )


def _pem(certificates: Iterable[Certificate]) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def _signed(checkpoint: Checkpoint) -> bytes:
    lines = Cosignature.objects.filter(checkpoint=checkpoint).order_by("witness")
    return bytes(checkpoint.note) + b"".join(bytes(one.line) for one in lines)


def _witnesses(checkpoint: Checkpoint) -> tuple[str, ...]:
    lines = Cosignature.objects.filter(checkpoint=checkpoint).exclude(vkey=None)
    return tuple(str(one.vkey) for one in lines.order_by("witness"))


def _cosigned(size: int) -> Checkpoint | None:
    """The newest state that a witness has cosigned and that holds so many entries."""
    cosigned = Cosignature.objects.filter(checkpoint_id__gte=size).order_by("-checkpoint_id")
    newest = cosigned.select_related("checkpoint").first()
    return newest.checkpoint if newest else None


def _receipt(leaf: Leaf, size: int, signed: bytes, read: Reader) -> bytes:
    path = merkle.inclusion(leaf.index, size, read)
    return Receipt(leaf.index, tuple(path), signed, bytes(leaf.entry)).encode()


def _sizes(indexes: Iterable[int]) -> set[int]:
    """The stamped sizes between which each of these leaves came into the log."""
    held = Stamp.objects.filter(token__isnull=False).values_list("checkpoint_id", flat=True)
    around = (
        (
            held.filter(checkpoint_id__lte=index).order_by("-checkpoint_id").first(),
            held.filter(checkpoint_id__gt=index).order_by("checkpoint_id").first(),
        )
        for index in set(indexes)
    )
    return {size for pair in around for size in pair if size is not None}


def _stamped(size: int, head: int, read: Reader) -> Stamped:
    path = merkle.consistency(size, head, read)
    stamps = Stamp.objects.filter(checkpoint_id=size, token__isnull=False).order_by("asked_at")
    return Stamped(
        checkpoint=bytes(Checkpoint.objects.get(size=size).note),
        consistency="".join(f"{encode64(found)}\n" for found in path).encode(),
        responses={f"{n}.tsr": bytes(one.token or b"") for n, one in enumerate(stamps, 1)},
    )
