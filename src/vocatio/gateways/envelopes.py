"""Envelopes that the board of conscience alone can open: HPKE (RFC 9180), base mode.

DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The private key is made by the board, on a
machine of its own, and never comes here: what was sealed cannot be read by this application.
"""

import hashlib
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from vocatio.domain.errors import InvalidInput

SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
#: Binds an envelope to its use and, followed by its id, to its place.
INFO: Final = b"vocatio claim of conscience 1\0"


def make_key(passphrase: bytes) -> tuple[bytes, bytes]:
    """A new key: private, encrypted with the passphrase, and public, both as PEM."""
    private = X25519PrivateKey.generate()
    return (
        private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)
        ),
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


def public_key(pem: bytes) -> bytes:
    """The 32 bytes of a public key.

    Raises:
        InvalidInput: it is no X25519 key as PEM.
    """
    try:
        found = load_pem_public_key(pem)
    except ValueError as error:
        raise InvalidInput("key", "this is no public key as PEM") from error
    if not isinstance(found, X25519PublicKey):
        raise InvalidInput("key", "this is a key of another kind: make one by `board key`")
    return found.public_bytes_raw()


def fingerprint(public: bytes) -> str:
    """SHA-256 of a public key, in groups of four hexadecimal digits: two people compare it."""
    return hashlib.sha256(public).digest().hex(" ", 2)


def seal(content: bytes, public: bytes, about: bytes) -> bytes:
    """The content, for whoever has the private key alone; `about` binds it to its place."""
    return SUITE.encrypt(content, X25519PublicKey.from_public_bytes(public), INFO + about)


def unseal(sealed: bytes, private_pem: bytes, passphrase: bytes, about: bytes) -> bytes:
    """The content again; for the board, which needs nothing of this installation for it.

    Raises:
        InvalidInput: another key, a wrong passphrase, or an envelope that was changed or moved.
    """
    try:
        private = load_pem_private_key(private_pem, passphrase)
    except (ValueError, TypeError) as error:
        raise InvalidInput("key", "no private key as PEM, or another passphrase") from error
    if not isinstance(private, X25519PrivateKey):
        raise InvalidInput("key", "this is a key of another kind")
    try:
        return SUITE.decrypt(sealed, private, INFO + about)
    except (InvalidTag, ValueError) as error:
        raise InvalidInput("claim", "sealed to another key, or changed since") from error
