"""A row and its commitment are one transaction, or neither is written."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from tests.database import Database
from vocatio.actions.clock import now
from vocatio.domain.actors import System
from vocatio.domain.facts import happened
from vocatio.records.ledger import facts as ledger
from vocatio.records.ledger.commitments import Bytes, commit
from vocatio.records.ledger.models import Commitment, Salt
from vocatio.records.register.models import RegisterFact


def test_nothing_is_written_where_no_transaction_is_open(own_database: Database) -> None:
    """A server killed between the two statements would leave a row that was never committed."""
    by = System("test", uuid4())
    fact = happened("Imagined", uuid4(), id=uuid4(), by=by, at=now())
    with pytest.raises(TransactionManagementError, match="register_registerfact"):
        ledger.append(RegisterFact, [(fact, bytes(32))])
    with pytest.raises(TransactionManagementError, match="open one"):
        commit(RegisterFact, [Bytes(fact.id, fact.canonical(), bytes(32))])
    assert not RegisterFact.objects.exists()
    assert not Salt.objects.exists()
    with transaction.atomic():
        commit(RegisterFact, [Bytes(fact.id, fact.canonical(), bytes(32))])
    assert Commitment.objects.count() == 1, own_database.name
