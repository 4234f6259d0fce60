"""A seal on each document that is handed out: PAdES, ECDSA P-256 (ETSI EN 319 142-1).

Baseline B-B, or B-T where a time-stamping authority is configured. The signature is added to
the end of the file: what was typeset stays in it, byte for byte.
"""

import asyncio
import io
import os
import stat
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from asn1crypto import tsp  # type: ignore[import-untyped]  # because it brings no types
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps import TimeStamper

from vocatio.domain.errors import VocatioError
from vocatio.gateways.sealing.places import SealPlaces

FIELD = "Seal"
#: A reader waits for the answer: an authority that takes longer is left out, and the fact says so.
TIMEOUT_SECONDS = 10

Level = Literal["B-B", "B-T"]


class SealKeyMissing(VocatioError):
    """The key of the seal is missing: restore it from its backup."""


class SealKeyExposed(VocatioError):
    """The key of the seal can be read by others."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A sealed document, and how far its signature goes."""

    pdf: bytes
    level: Level


def sign_document(pdf: bytes, at: SealPlaces) -> Signed:
    """Seal a document with the key that is in the file now.

    Where the time-stamping authority that VOCATIO_TSA_URL names does not answer, the seal is
    B-B, and `level` says so.

    Raises:
        SealKeyMissing, SealKeyExposed: of the private key.
    """
    signer = _signer(at)
    authority = os.environ.get("VOCATIO_TSA_URL")
    if authority:
        try:
            return Signed(_signed(pdf, signer, _Authority(authority)), "B-T")
        except (OSError, ValueError):
            return Signed(_signed(pdf, signer, None), "B-B")
    return Signed(_signed(pdf, signer, None), "B-B")


def _signer(at: SealPlaces) -> signers.Signer:
    """From files; pyHanko's signer for PKCS #11 takes the same place."""
    try:
        mode = at.key.stat().st_mode
    except FileNotFoundError as error:
        raise SealKeyMissing(f"{at.key} is missing: restore it from its backup") from error
    if stat.S_IMODE(mode) & 0o077:
        raise SealKeyExposed(f"{at.key} can be read by others: chmod 600 it, and replace it")
    key, certificate = str(at.key), str(at.certificate)
    found = signers.SimpleSigner.load(key, certificate)  # type: ignore[no-untyped-call]  # because it is not typed
    if not isinstance(found, signers.SimpleSigner):
        raise SealKeyMissing(f"{at.key} and {at.certificate} are no key with its certificate")
    return found


def _signed(pdf: bytes, signer: signers.Signer, authority: TimeStamper | None) -> bytes:
    # Typst ends a file without an end of line; an object begins with one (ISO 19005-3, 6.1.9).
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf + b"\n"))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    # In a thread of its own: pyHanko starts an event loop, and this thread may have one.
    with ThreadPoolExecutor(1) as pool:
        maker = _Sealing(meta, signer, timestamper=authority)
        return bytes(pool.submit(maker.sign_pdf, writer).result().getvalue())


class _Sealing(signers.PdfSigner):
    """Leaves the file what PDF/A-3 is made of, PDF 1.7: for its curve pyHanko would call it 2.0."""

    def register_extensions(
        self,
        pdf_out: BasePdfFileWriter,
        *,
        md_algorithm: str,  # noqa: ARG002 because pyHanko gives it
    ) -> None:
        """Declare PAdES alone (EN 319 142-1 beside ISO 32000-1), whatever the algorithm."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _Authority(TimeStamper):
    """An authority that answers RFC 3161 over HTTP."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # because it is not typed
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask, and read the answer."""
        return await asyncio.to_thread(self._ask, req)

    def _ask(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        request = urllib.request.Request(  # noqa: S310 because the operator names the address
            self._url, req.dump(), {"Content-Type": "application/timestamp-query"}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 because it is the same
            return tsp.TimeStampResp.load(answer.read())
