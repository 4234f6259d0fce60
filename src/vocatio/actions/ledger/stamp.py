"""Have checkpoints time-stamped. Every attempt leaves a row: the token, or why there is none.

The row is committed, as facts are, so that one that is deleted is missed. Its own entry makes
the log grow, and asks for no other stamp.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence.outside import Attempt
from vocatio.gateways import identity, timestamping
from vocatio.gateways.clock import now
from vocatio.gateways.timestamping import Authority, NoStamp
from vocatio.records.ledger.commitments import Bytes, commit
from vocatio.records.ledger.log import says_more
from vocatio.records.ledger.models import Checkpoint, Leaf, Stamp

#: After a failure, the authority is left alone for so long.
REST = timedelta(seconds=30)


class NotYet(VocatioError):
    """The log does not cover this record yet, or the authority rests: try again in a moment."""


# house: authorship because no act of anybody's: the clock of the machine asks for it
def stamp_last() -> bool:
    """Have the last checkpoint stamped; say whether there was anything to do.

    There is nothing where the log grew, since the last stamp, by stamps and cosignatures alone:
    these prove their times themselves.

    Raises:
        NoStamp: the authority gave no token; the row says why.
    """
    authority, last = timestamping.configured(), _last()
    if authority is None or last is None or not says_more(_stamped(), last.size):
        return False
    _stamp(authority, last)
    return True


# house: authorship because a human's act asked for it, in the transaction of its fact
def stamp_record(record_id: UUID) -> None:
    """Have a checkpoint stamped that covers this record, unless one is already.

    Raises:
        NotYet: the sequencer has not come to it, or the last attempt failed a moment ago.
        NoStamp: the authority gave no token; the row says why.
    """
    leaf = Leaf.objects.filter(record_id=record_id).first()
    authority, last = timestamping.configured(), _last()
    if authority is None:
        return
    if leaf is None or last is None or last.size <= leaf.index:
        raise NotYet
    if Stamp.objects.filter(checkpoint_id__gt=leaf.index).exclude(token=None).exists():
        return
    if Stamp.objects.filter(token=None, asked_at__gt=now() - REST).exists():
        raise NotYet
    _stamp(authority, last)


def _last() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def _stamped() -> int:
    """How many entries the last stamp covers; 0 while there is none."""
    stamps = Stamp.objects.exclude(token=None).order_by("-checkpoint_id")
    return stamps.values_list("checkpoint_id", flat=True).first() or 0


def _stamp(authority: Authority, over: Checkpoint) -> None:
    """Ask outside any transaction; write down what came of it."""
    token, failure, asked_at = None, "", now()
    try:
        token = authority.stamp(notes.parse(bytes(over.note)).text)
    except NoStamp as error:
        failure = str(error)
    keep(Attempt(identity.new_id(), over.size, authority.url, asked_at, token, failure))
    if failure:
        raise NoStamp(failure)


@transaction.atomic
# house: authorship because an authority said it, whose address the row has
def keep(attempt: Attempt) -> None:
    """Write down an attempt with its commitment."""
    content = attempt.canonical()
    Stamp.objects.create(
        id=attempt.id,
        checkpoint_id=attempt.checkpoint,
        authority=attempt.authority,
        asked_at=attempt.asked_at,
        token=attempt.token,
        failure=attempt.failure,
        canonical=content,
    )
    commit(Stamp, [Bytes(attempt.id, content, identity.new_salt())])
