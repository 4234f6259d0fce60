"""Ids, references, salts and seeds: the one source of randomness."""

import secrets
from uuid import UUID

import uuid_utils.compat

from vocatio.domain.callup.draw import SEED_BYTES
from vocatio.domain.evidence.canonical import SALT_BYTES
from vocatio.domain.figures import western
from vocatio.domain.law.floor import REFERENCE_BITS

#: Crockford's base 32: nothing in it is mistaken for something else when read aloud or typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
MISREAD = str.maketrans("OIL", "011")


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): random, and in the order of time, which keeps indexes small."""
    return uuid_utils.compat.uuid7()


def new_reference() -> str:
    """A random reference for addresses and letters, such as “7KQ4-0ZFT-91PM-HX3C” (80 bits)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_BITS // 5))
    return "-".join(letters[n : n + GROUP] for n in range(0, len(letters), GROUP))


def spelled(reference: str) -> str:
    """A reference as it was made, however somebody typed it: small letters, no dashes, O for 0, ٧.

    Crockford's base 32 leaves out I, L, O and U, so that the first three can be read as digits.
    """
    typed = western(reference).upper().translate(MISREAD)
    letters = "".join(letter for letter in typed if letter in ALPHABET)
    return "-".join(letters[n : n + GROUP] for n in range(0, len(letters), GROUP))


def new_salt() -> bytes:
    """32 random bytes for one commitment."""
    return secrets.token_bytes(SALT_BYTES)


def new_seed() -> bytes:
    """32 random bytes for a draw."""
    return secrets.token_bytes(SEED_BYTES)
