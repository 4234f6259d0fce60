"""Ask a time-stamping authority for a token (RFC 3161, over HTTP as its section 3.4 has it)."""

import os
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from cryptography import x509
from rfc3161_client import TimestampRequestBuilder, decode_timestamp_response

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import timestamp
from vocatio.domain.evidence.timestamp import LONGEST_RESPONSE, BadTimeStamp

#: Seconds that an authority may take.
PATIENCE = 20


class AuthorityMissing(VocatioError):
    """No time-stamping authority: set VOCATIO_TSA_URL, and VOCATIO_TSA_ROOTS to its root (PEM)."""


class NoStamp(VocatioError):
    """The authority gave no token that holds."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Where to ask, and the roots under which its certificate must stand."""

    url: str
    roots: tuple[x509.Certificate, ...]

    def stamp(self, message: bytes) -> bytes:
        """The response over `message`, DER, verified before anybody keeps it.

        Raises:
            NoStamp: it cannot be reached, refused, or sent what does not hold.
        """
        request = TimestampRequestBuilder().data(message).nonce(nonce=True).build()
        answer = self._ask(request.as_bytes())
        try:
            timestamp.verify(answer, message, self.roots)
        except BadTimeStamp as error:
            raise NoStamp(str(error)) from error
        if decode_timestamp_response(answer).tst_info.nonce != request.nonce:
            raise NoStamp("the authority answered another request: its token has another nonce")
        return answer

    def _ask(self, query: bytes) -> bytes:
        request = urllib.request.Request(  # noqa: S310 because `configured` takes http alone
            self.url, query, {"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 because `configured` takes http alone
                return bytes(answer.read(LONGEST_RESPONSE + 1))
        except (OSError, HTTPException) as error:
            raise NoStamp(f"the authority cannot be reached: {error}") from error


def configured() -> Authority | None:
    """The authority that the environment names; None when it names none.

    Raises:
        AuthorityMissing: an address that is not HTTP, or no root that can be read.
    """
    url, roots = os.environ.get("VOCATIO_TSA_URL"), trusted_roots()
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise AuthorityMissing(f"VOCATIO_TSA_URL is {url!r}, which is no http address")
    if not roots:
        raise AuthorityMissing
    return Authority(url, roots)


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The roots in the file that VOCATIO_TSA_ROOTS names; empty when it names none.

    Raises:
        AuthorityMissing: the file cannot be read.
    """
    file = roots_file()
    if not file:
        return ()
    try:
        return tuple(timestamp.parse_certificates(file.read_bytes()))
    except (OSError, timestamp.BadCertificate) as error:
        raise AuthorityMissing(f"VOCATIO_TSA_ROOTS: {file} cannot be read: {error}") from error


def roots_file() -> Path | None:
    """The file of the roots that are trusted here (PEM), or None."""
    named = os.environ.get("VOCATIO_TSA_ROOTS")
    return Path(named) if named else None


def require() -> None:
    """Refuse to go on without an authority.

    Raises:
        AuthorityMissing: none is configured.
    """
    if configured() is None:
        raise AuthorityMissing
