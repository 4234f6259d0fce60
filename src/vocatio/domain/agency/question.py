"""A question of another authority: one person, one kind of measure, one purpose (F19)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from vocatio.domain.actors import Agency
from vocatio.domain.agency.directory import Terms
from vocatio.domain.agency.problems import Malformed, NotGranted, Stale
from vocatio.domain.law.floor import MEASURE_KINDS

#: How far the clock of an agency may be from ours.
FRESH = timedelta(seconds=60)

#: A question is known again by it: random, so at least 16 letters of base64url (96 bits).
JTI = re.compile(r"[A-Za-z0-9_-]{16,64}")

#: Everything that a question says, and nothing more.
CLAIMS = frozenset({"iss", "aud", "iat", "jti", "document", "kind", "purpose"})
DOCUMENT = frozenset({"scheme", "issuer", "number"})

#: The longest part of a document.
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Document:
    """The document that the person presents: a number, who issued it, and under which scheme."""

    scheme: str
    issuer: str
    number: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose signature was found right.

    Attributes:
        terms: of the agency that signed it.
        digest: SHA-256 of the signed question, base64url; the answer names it.
    """

    terms: Terms
    jti: str
    document: Document
    kind: str
    purpose: str
    digest: str

    @property
    def by(self) -> Agency:
        """Who asks."""
        return Agency(self.terms.id, self.terms.code)


def question(
    claims: Mapping[str, Any], terms: Terms, digest: str, *, audience: str, at: datetime
) -> Question:
    """What is asked.

    Args:
        audience: the name under which this installation answers.

    Raises:
        Malformed, Stale, NotGranted: naming what is wrong, never anything about a person.
    """
    _exactly(claims, CLAIMS, "the question")
    _equal(claims, "iss", terms.code)
    _equal(claims, "aud", audience)
    _fresh(claims["iat"], at)
    if not (isinstance(claims["jti"], str) and JTI.fullmatch(claims["jti"])):
        raise Malformed("jti: 16 to 64 letters of A to Z, a to z, 0 to 9, - and _, at random")
    kind, purpose = claims["kind"], claims["purpose"]
    if kind not in MEASURE_KINDS:
        raise Malformed(f"kind: one of {', '.join(MEASURE_KINDS)}")
    if kind not in terms.kinds:
        raise NotGranted(f"kind: {terms.code} may ask about {', '.join(sorted(terms.kinds))}")
    if not isinstance(purpose, str) or purpose not in terms.purposes:
        raise NotGranted(f"purpose: {terms.code} may ask for {', '.join(sorted(terms.purposes))}")
    return Question(terms, claims["jti"], _document(claims["document"]), kind, purpose, digest)


def _exactly(found: Mapping[str, Any], wanted: frozenset[str], what: str) -> None:
    if wrong := sorted(wanted ^ found.keys()):
        raise Malformed(f"{what} has exactly {', '.join(sorted(wanted))}; see {', '.join(wrong)}")


def _equal(claims: Mapping[str, Any], name: str, wanted: str) -> None:
    if claims[name] != wanted:
        raise Malformed(f"{name}: {wanted!r} is expected")


def _fresh(issued: object, at: datetime) -> None:
    # A bool is an int in Python, and NaN compares with nothing: whole seconds alone will do.
    if type(issued) is not int:
        raise Malformed("iat: whole seconds since 1970-01-01 (RFC 7519 NumericDate)")
    if abs(issued - at.timestamp()) > FRESH.total_seconds():
        raise Stale(
            f"iat: {issued} is more than {FRESH.seconds} s from our clock, {int(at.timestamp())}"
        )


def _document(found: object) -> Document:
    if not isinstance(found, Mapping):
        raise Malformed("document: an object with scheme, issuer and number")
    _exactly(found, DOCUMENT, "document")
    for name, value in found.items():
        if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
            raise Malformed(f"document.{name}: a text of at most {LONGEST} letters")
    if not found["scheme"] or not found["number"]:
        raise Malformed("document: scheme and number are not empty")
    return Document(found["scheme"], found["issuer"], found["number"])
