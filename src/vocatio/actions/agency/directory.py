"""Which agencies may ask, as their facts say now; read anew when there are more of them."""

from collections.abc import Mapping
from typing import NamedTuple

from joserfc.jwk import ECKey

from vocatio.domain.agency.directory import Directory, directory
from vocatio.domain.agency.kinds import AgencyKind
from vocatio.domain.facts import parse
from vocatio.gateways import jose
from vocatio.records.agencies import asking
from vocatio.records.agencies.models import AgencyFact


class Known(NamedTuple):
    """The directory, its public keys by thumbprint, and of which facts it was made.

    Facts are append-only: as many, with the same last one, are the same.
    """

    directory: Directory
    keys: Mapping[str, ECKey]
    state: str


# house: authorship because authorities are no persons, and acts on them ask here first
def known() -> Known:
    """By all facts of all agencies; what they asked about does not change who may ask."""
    # Asked first: a fact that comes meanwhile makes the next question read all of them anew.
    state = asking.state()
    said = AgencyFact.objects.exclude(kind=AgencyKind.CANARY_ASKED)
    stored = said.order_by("recorded_at", "id")
    facts = [parse(bytes(each)) for each in stored.values_list("canonical", flat=True)]
    found = directory(facts)
    keys = {kid: jose.public_key(key.jwk) for kid, key in found.keys.items()}
    return Known(found, keys, state)
