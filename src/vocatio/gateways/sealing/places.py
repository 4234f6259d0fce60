"""Where the keys of the seals lie, and how they are made: files that nobody but their owner reads.

Two keys: Ed25519 for batches, in the form of keys for signed notes, and ECDSA P-256 with its
certificate for documents. An authority that has a certificate for electronic seals puts key
and certificate in place of ours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vocatio.domain.evidence.checkpoint import NOBODY
from vocatio.gateways.ledger_log import signing
from vocatio.gateways.ledger_log.durable import replace
from vocatio.gateways.ledger_log.places import Places, origin

#: How long a certificate that we make ourselves is valid.
VALIDITY = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class SealPlaces:
    """One directory, for the owner alone."""

    folder: Path

    @property
    def batch(self) -> Places:
        """The key under batches, and the public keys it had."""
        return Places(files=self.folder, keys=self.folder)

    @property
    def key(self) -> Path:
        """The private key of documents, PEM (PKCS #8)."""
        return self.folder / "document.key"

    @property
    def certificate(self) -> Path:
        """Its certificate, PEM; those that lead to its root may follow."""
        return self.folder / "document.pem"


def seal_places(home: Path, database: str) -> SealPlaces:
    """Of a database."""
    return SealPlaces(home / "keys" / f"{database}.seal")


def make_keys(at: SealPlaces, database: str, *, demo: bool, suffix: str, on: datetime) -> None:
    """Make the keys that are missing; those that are there are kept.

    Raises:
        OriginMissing: production, and VOCATIO_ORIGIN does not say who seals.
    """
    if signing.known(at.batch) and at.certificate.exists():
        return
    name = f"{origin(database, demo=demo, suffix=suffix)}/seal"
    at.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not signing.known(at.batch):
        signing.create(at.batch, name)
    if not at.certificate.exists():
        _make_certificate(at, name, on)


def _make_certificate(at: SealPlaces, name: str, on: datetime) -> None:
    """Self-signed: it shows that a document is unchanged since we sealed it, to who knows it."""
    private = ec.generate_private_key(ec.SECP256R1())
    pem, no_password = serialization.Encoding.PEM, serialization.NoEncryption()
    own = private.private_bytes(pem, serialization.PrivateFormat.PKCS8, no_password)
    replace(at.key, own, mode=0o600)
    replace(at.certificate, _self_signed(private, name, on).public_bytes(pem))


def _self_signed(private: ec.EllipticCurvePrivateKey, name: str, on: datetime) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Demo" if NOBODY in name else name[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(on - timedelta(days=1))
        .not_valid_after(on + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
