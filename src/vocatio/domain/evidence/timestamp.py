"""RFC 3161: that a checkpoint existed at a time which its issuer does not control.

What is stamped is the note text of a checkpoint (origin, size, root), so that cosignatures can
be added later without spoiling the stamp. Verification needs no network; the certificates of
the authority need to be valid at the time of the stamp, not today. The signature and the chain
are checked by rfc3161-client over OpenSSL (docs/adr/0032-time-stamps.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from rfc3161_client import (
    Accuracy,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from vocatio.domain.errors import VocatioError

#: Responses of real authorities have 1 to 10 KB, post-quantum signatures not counted.
LONGEST_RESPONSE = 100_000


class BadTimeStamp(VocatioError):
    """This time-stamp does not hold."""


class BadCertificate(VocatioError):
    """These are no certificates; they stand in PEM, one after the other."""


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """A verified statement of an authority.

    Attributes:
        at: the time that it states.
        accuracy: how far the true time may lie from it; 0 where the authority does not say.
        authority: the subject of its certificate, RFC 4514.
    """

    at: datetime
    accuracy: timedelta
    authority: str

    @property
    def earliest(self) -> datetime:
        """The stamp was not made before this."""
        return self.at - self.accuracy

    @property
    def latest(self) -> datetime:
        """What was stamped existed by then."""
        return self.at + self.accuracy


@dataclass(frozen=True, slots=True)
class Bracket:
    """Between which times an entry came into the log (F2), as far as stamps tell.

    Attributes:
        after: the last stamp over a tree that did not hold the entry yet, or None.
        before: the first stamp over a tree that held it, or None.
    """

    after: TimeStamp | None
    before: TimeStamp | None


def bracket(index: int, stamped: Iterable[tuple[int, TimeStamp]]) -> Bracket:
    """When the entry at `index` came into the log.

    Args:
        index: of the entry, from 0.
        stamped: the size of a tree, and a stamp over its checkpoint. The trees must be
            consistent with each other: the caller has checked that.
    """
    without: list[TimeStamp] = []
    within: list[TimeStamp] = []
    for size, stamp in stamped:
        (within if index < size else without).append(stamp)
    return Bracket(
        max(without, key=lambda stamp: stamp.earliest, default=None),
        min(within, key=lambda stamp: stamp.latest, default=None),
    )


def parse_certificates(pem: bytes) -> list[x509.Certificate]:
    """The certificates of a PEM file.

    Raises:
        BadCertificate: there is none, or one cannot be read.
    """
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise BadCertificate from error


def verify(response: bytes, message: bytes, roots: Sequence[x509.Certificate]) -> TimeStamp:
    """Check that an authority under one of `roots` stamped `message`.

    Args:
        response: a TimeStampResp in DER, as the authority sent it, its certificates included.

    Raises:
        BadTimeStamp: saying why.
    """
    read = _read(response)
    if not roots:
        raise BadTimeStamp("no root certificate of a time-stamping authority is trusted")
    try:
        VerifierBuilder(roots=list(roots)).build().verify_message(read, message)
        return _stamp(read)
    except VerificationError as error:
        raise BadTimeStamp(_reason(str(error))) from error
    except (ValueError, TypeError, OverflowError) as error:
        raise BadTimeStamp(f"the time-stamp cannot be read: {error}") from error


_NOT_FOR_STAMPS = "the certificate that signed may not stamp times (RFC 3161 section 2.3)"
_FOREIGN = "the authority is not one of those that are trusted"

#: What the library says -> what it means.
_REASONS = {
    "Mismatch between messages": "the time-stamp is over something else",
    "PKIStatus is not GRANTED": "the authority refused to stamp",
    "certificate purpose": _NOT_FOR_STAMPS,
    "EKU": _NOT_FOR_STAMPS,
    "certificate has expired": "the authority's certificate had expired at the time of the stamp",
    "not yet valid": "the authority's certificate was not valid yet at the time of the stamp",
    "Unsupported hash": "the time-stamp uses a hash algorithm that is not accepted",
    "issuer certificate": _FOREIGN,
    "certificate signature failure": _FOREIGN,
    "self-signed": _FOREIGN,
    "self signed": _FOREIGN,
}


def _reason(said: str) -> str:
    known = (words for part, words in _REASONS.items() if part in said)
    return next(known, f"its signature does not hold ({said})")


def _read(response: bytes) -> TimeStampResponse:
    if len(response) > LONGEST_RESPONSE:
        raise BadTimeStamp(f"a time-stamp of {len(response)} bytes is too long")
    try:
        return decode_timestamp_response(response)
    except ValueError as error:
        raise BadTimeStamp(f"the time-stamp cannot be read: {error}") from error


def _stamp(read: TimeStampResponse) -> TimeStamp:
    # The types of the library leave out that an authority need not state it.
    stated: Accuracy | None = read.tst_info.accuracy
    accuracy = timedelta()
    if stated is not None:
        accuracy = timedelta(0, stated.seconds or 0, stated.micros or 0, stated.millis or 0)
    at = read.tst_info.gen_time
    return TimeStamp(at.replace(tzinfo=at.tzinfo or UTC), accuracy, _authority(read))


def _authority(read: TimeStampResponse) -> str:
    (signer,) = read.signed_data.signer_infos
    held = (x509.load_der_x509_certificate(found) for found in read.signed_data.certificates)
    return next(
        found.subject.rfc4514_string()
        for found in held
        if (found.issuer, found.serial_number) == (signer.issuer, signer.serial_number)
    )
