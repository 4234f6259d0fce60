"""The time-stamping authority of a demo: real tokens (RFC 3161) on loopback, by a key of its own.

Nothing takes effect without a time-stamp that the issuer does not control (F2). A demo has
nobody outside to ask, so it plays that part too; its root is made anew each time, beside
those of before.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from asn1crypto import keys, tsp  # type: ignore[import-untyped]  # because it has no types
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

LIVES = timedelta(days=3650)


@contextmanager
def authority(file: Path) -> Iterator[None]:
    """An authority for this process and its children, unless the environment names one.

    Args:
        file: where its root is kept, in PEM, beside those of before.
    """
    if os.environ.get("VOCATIO_TSA_URL"):
        yield
        return
    stamper, root = _made()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Roots of runs before stay trusted: what they stamped holds while the demo is served again.
    with file.open("ab") as roots:
        roots.write(root)
    server = HTTPServer(("127.0.0.1", 0), _handler(stamper))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    named = {
        "VOCATIO_TSA_URL": f"http://127.0.0.1:{server.server_port}/",
        "VOCATIO_TSA_ROOTS": str(file),
    }
    os.environ.update(named)
    try:
        yield
    finally:
        for name in named:
            os.environ.pop(name, None)
        server.shutdown()
        server.server_close()


def _handler(stamper: DummyTimeStamper) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(query)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _made() -> tuple[DummyTimeStamper, bytes]:
    """The authority, and the root under which its certificate stands, in PEM."""
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root_name = _name(f"Root of the demo {x509.random_serial_number():x}")
    name = _name("Time-stamps of the demo")
    root = _certificate(root_name, root_name, root_key.public_key())
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    leaf = _certificate(name, root_name, key.public_key()).add_extension(usage, critical=True)
    signed, signed_root = (one.sign(root_key, hashes.SHA256()) for one in (leaf, root))
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1.Certificate.load(signed.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(private),
    )
    return stamper, signed_root.public_bytes(Encoding.PEM)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey
) -> x509.CertificateBuilder:
    today = datetime.now(UTC)  # house: clock because its time is of no act: it is outside
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + LIVES)
    )
