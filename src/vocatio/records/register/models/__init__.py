"""The register. Identifiers, addresses and contact points are encrypted, found by keyed hash."""

from vocatio.records.register.models.claim import Claim
from vocatio.records.register.models.identity import (
    Correction,
    Guardianship,
    Identifier,
    Merge,
    Name,
    Particulars,
    Representation,
)
from vocatio.records.register.models.look_alike import LookAlike
from vocatio.records.register.models.person import (
    Import,
    Person,
    PersonFact,
    RegisterFact,
    SourceRecord,
)
from vocatio.records.register.models.reach import (
    Address,
    ContactPoint,
    CorrespondenceNeed,
    Language,
    Liability,
    LiabilityStatus,
    Registration,
)

__all__ = [
    "Address",
    "Claim",
    "ContactPoint",
    "Correction",
    "CorrespondenceNeed",
    "Guardianship",
    "Identifier",
    "Import",
    "Language",
    "Liability",
    "LiabilityStatus",
    "LookAlike",
    "Merge",
    "Name",
    "Particulars",
    "Person",
    "PersonFact",
    "RegisterFact",
    "Registration",
    "Representation",
    "SourceRecord",
]
