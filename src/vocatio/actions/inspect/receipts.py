"""The receipt of a person's own act: that it is in the log, provable without us."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.ledger.evidence import evidence
from vocatio.actions.recording import read
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import NotFound
from vocatio.domain.facts import parse
from vocatio.records.summonses.models import SummonsFact


@transaction.atomic
def receipt(
    reference: str, fact_id: UUID, *, by: Addressee, purpose: str, at: datetime
) -> bytes | None:
    """The receipt of an own act (C2SP tlog-proof); None while the log does not hold it yet.

    Raises:
        NotFound: no such summons of theirs, or no such act of theirs about it.
    """
    permissions.require("inspect.own", by)
    found = own(reference, by=by)
    fact = SummonsFact.objects.filter(id=fact_id, subject_id=found.id).first()
    if fact is None or parse(bytes(fact.canonical)).by != by.reference():
        raise NotFound
    read("receipt", [by.person_id], by=by, purpose=purpose, at=at)
    return evidence([fact_id]).receipts.get(fact_id)
