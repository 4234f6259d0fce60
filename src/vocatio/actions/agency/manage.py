"""Who may ask, with which key: two natural persons say so, and one is enough to end it."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from vocatio.actions.agency.directory import known
from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.agency.directory import Terms
from vocatio.domain.agency.kinds import AgencyKind
from vocatio.domain.errors import InvalidInput, NotFound, Refusal
from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.floor import MEASURE_KINDS
from vocatio.gateways import answering, identity, jose
from vocatio.records.agencies.models import Agency, AgencyFact
from vocatio.records.ledger.log import is_demo

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")


class OneHuman(Refusal):
    """A second natural person confirms who may ask, under whichever account."""

    basis = "F19"


@transaction.atomic
def register(
    code: str,
    name: str,
    *,
    kinds: Iterable[str],
    purposes: Iterable[str],
    budget: int,
    by: Staff,
    second: Staff,
    at: datetime,
) -> UUID:
    """Let an agency ask, once it has a key.

    Args:
        kinds: of measure that it may ask about.
        purposes: codes of what for, such as “border-check”; the person sees them.
        budget: distinct persons a day.

    Raises:
        InvalidInput: naming the field.
        OneHuman: both accounts are of one human.
    """
    _by_two(by, second)
    wanted, why = sorted(set(kinds)), sorted(set(purposes))
    if not CODE.fullmatch(code):
        raise InvalidInput("code", "2 to 40 small letters, digits and hyphens, a letter first")
    if not name.strip():
        raise InvalidInput("name", "say who it is: the person reads it")
    if not wanted or not set(wanted) <= set(MEASURE_KINDS):
        raise InvalidInput("kind", f"one or more of {', '.join(MEASURE_KINDS)}")
    if not why or not all(CODE.fullmatch(each) for each in why):
        raise InvalidInput("purpose", "one or more codes of small letters, digits and hyphens")
    if budget < 1:
        raise InvalidInput("budget", "at least one person a day")
    agency_id = identity.new_id()
    try:
        with transaction.atomic():
            Agency.objects.create(id=agency_id, code=code)
    except IntegrityError as error:
        raise InvalidInput("code", f"{code} is taken, for ever") from error
    data: dict[str, Json] = {
        "name": name,
        "kinds": wanted,
        "purposes": why,
        "budget": budget,
        "code": code,
        "confirmed_by": second.reference(),
    }
    record(AgencyFact, AgencyKind.REGISTERED, agency_id, by=by, at=at, data=data)
    return agency_id


@transaction.atomic
def add_key(
    code: str,
    jwk: Mapping[str, Any],
    *,
    valid_from: datetime,
    valid_until: datetime,
    by: Staff,
    second: Staff,
    at: datetime,
) -> str:
    """Let an agency sign with a key; return its thumbprint.

    Raises:
        InvalidInput: no public key on P-256, known already, or it ends before it begins.
        NotFound: there is no such agency.
        OneHuman: both accounts are of one human.
    """
    _by_two(by, second)
    agency = _agency(code)
    key = jose.public_key(jwk)
    kid = jose.thumbprint(key)
    if valid_until <= valid_from:
        raise InvalidInput("until", "it ends after it begins")
    if kid in known().keys:
        raise InvalidInput("key", f"{kid} is known already: each key is of one agency, once")
    data: dict[str, Json] = {
        "kid": kid,
        "jwk": jose.bare(key),
        "valid_from": instant(valid_from),
        "valid_until": instant(valid_until),
        "confirmed_by": second.reference(),
    }
    record(AgencyFact, AgencyKind.KEY_ADDED, agency.id, by=by, at=at, data=data)
    return kid


@transaction.atomic
def revoke_key(kid: str, *, by: Staff, at: datetime) -> None:
    """Let a key count no more, from this moment.

    Raises:
        NotFound: no agency has such a key.
    """
    permissions.require("agency.close", by)
    key = known().directory.keys.get(kid)
    if key is None:
        raise NotFound(f"no agency has a key {kid}")
    if key.revoked_at is None:
        record(AgencyFact, AgencyKind.KEY_REVOKED, key.agency, by=by, at=at, data={"kid": kid})


@transaction.atomic
def close(code: str, *, by: Staff, at: datetime) -> None:
    """Let an agency ask nothing any more, for ever.

    Raises:
        NotFound: there is no such agency.
    """
    permissions.require("agency.close", by)
    agency = _agency(code)
    if not agency.closed:
        record(AgencyFact, AgencyKind.CLOSED, agency.id, by=by, at=at)


# house: authorship because the key lies with whoever runs the machine, as that of the log does
def require_answering_key() -> None:
    """Make the first key that signs answers, where there is none; otherwise see that it is sound.

    Raises:
        AnsweringKeyExposed, AnsweringKeyUnreadable: of its file.
        IssuerMissing: production, and answers have no issuer.
    """
    answering.issuer(demo=is_demo())
    try:
        answering.answering()
    except answering.AnsweringKeyMissing:
        answering.rotate()


# house: authorship because the key lies with whoever runs the machine, as that of the log does
def rotate_answering_key() -> str:
    """Sign answers with a new key from now on; return its thumbprint."""
    return answering.rotate()


def _by_two(by: Staff, second: Staff) -> None:
    permissions.require("agency.register", by)
    permissions.require("agency.confirm", second)
    if by.natural_person_id == second.natural_person_id:
        raise OneHuman


def _agency(code: str) -> Terms:
    found = known().directory.named(code)
    if found is None:
        raise NotFound(f"there is no agency {code}")
    return found
