"""What the reader trusts, apart from the file itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.x509 import Certificate

from vocatio.domain.evidence.note import VerifierKey


@dataclass(frozen=True, slots=True)
class Trust:
    """Keys and certificates that the reader got elsewhere: from a gazette, a website, a court.

    Where they are empty, those in the bundle are used, and the report says so: they show that
    the bundle holds together, not who made it.
    """

    keys: Sequence[VerifierKey] = ()
    witnesses: Sequence[VerifierKey] = ()
    authorities: Sequence[Certificate] = ()
    seals: Sequence[VerifierKey] = ()
