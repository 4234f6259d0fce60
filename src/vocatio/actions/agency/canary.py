"""Documents that are nobody's, planted so that whoever goes through numbers is seen."""

from datetime import datetime

from django.db import IntegrityError, transaction

from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import identity, keys
from vocatio.records.agencies.models import Canary
from vocatio.records.register.models import Identifier


@transaction.atomic
def plant(scheme: str, issuer: str, number: str, *, by: Staff, at: datetime) -> None:
    """Plant one; to whoever asks it is a document like any other.

    Raises:
        InvalidInput: somebody has that document, or it was planted before.
    """
    permissions.require("agency.canary", by)
    ring, id_ = keys.ring(), identity.new_id()
    hashes = ring.lookups(f"{scheme}\0{issuer}", number)
    if Identifier.objects.filter(scheme=scheme, keyed_hash__in=hashes).exists():
        raise InvalidInput("number", "somebody has it: a canary is nobody's")
    try:
        with transaction.atomic():
            Canary.objects.create(
                id=id_,
                scheme=scheme,
                issuer=issuer,
                keyed_hash=hashes[0],
                encrypted=ring.encrypt(number, Canary._meta.db_table, id_.bytes),
                planted_at=at,
                planted_by_id=by.account_id,
            )
    except IntegrityError as error:
        raise InvalidInput("number", "it was planted before") from error
