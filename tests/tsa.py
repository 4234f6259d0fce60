"""A real time-stamping authority: OpenSSL's `ts`, under a root that the test makes."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {home}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512, sha1
{accuracy}
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
TODAY = datetime.now(UTC)


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@dataclass
class Root:
    """A certification authority."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def make_root(common: str = "Root of the test") -> Root:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name(common), name(common), key.public_key(), days=(-3650, 3650))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return Root(key, builder.sign(key, hashes.SHA256()))


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    days: tuple[int, int],
    serial: int | None = None,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(TODAY + timedelta(days=days[0]))
        .not_valid_after(TODAY + timedelta(days=days[1]))
    )


class Authority:
    """Stamps by `openssl ts`, with a key under `root`."""

    def __init__(
        self,
        home: Path,
        root: Root,
        *,
        days: tuple[int, int] = (-30, 3650),
        accuracy: int | None = 1,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home, self.root = home, root
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self.issue(days=days)
        (home / "serial").write_text("01\n")
        stated = "" if accuracy is None else f"accuracy = secs:{accuracy}"
        (home / "tsa.cnf").write_text(CONFIG.format(home=home, accuracy=stated))
        (home / "key.pem").write_bytes(
            self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (home / "cert.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def issue(
        self,
        *,
        days: tuple[int, int] = (-30, 3650),
        usage: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.TIME_STAMPING,
        critical: bool = True,
        serial: int | None = None,
    ) -> x509.Certificate:
        """A certificate for this authority's key."""
        issuer = self.root.certificate.subject
        builder = _builder(name("Authority"), issuer, self.key.public_key(), days, serial)
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=critical)
        return builder.sign(self.root.key, hashes.SHA256())

    def reply(self, query: bytes) -> bytes:
        """Answer a request as the authority does: DER in, DER out."""
        (self.home / "query").write_bytes(query)
        self._openssl("-reply", "-queryfile", "query", "-inkey", "key.pem", "-signer", "cert.pem")
        return (self.home / "out").read_bytes()

    def stamp(self, message: bytes, *options: str) -> bytes:
        """The response of the authority to a request for a stamp over `message`."""
        (self.home / "message").write_bytes(message)
        self._openssl("-query", "-data", "message", "-cert", *(options or ("-sha256",)))
        return self.reply((self.home / "out").read_bytes())

    def _openssl(self, *arguments: str) -> None:
        config = ("-config", "tsa.cnf") if arguments[0] == "-reply" else ()
        subprocess.run(
            ["/usr/bin/env", "openssl", "ts", *arguments, *config, "-out", "out"],
            cwd=self.home,
            check=True,
            capture_output=True,
        )
