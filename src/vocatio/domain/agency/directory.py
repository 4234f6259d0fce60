"""Which agencies may ask, with which keys, for what: derived from their facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from vocatio.domain.agency.kinds import AgencyKind
from vocatio.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agency may ask.

    Attributes:
        code: the name by which it signs.
        kinds: of measure that it may ask about.
        purposes: codes of what it may ask for.
        budget: distinct persons a day.
        closed: it may ask nothing any more.
    """

    id: UUID
    code: str
    name: str
    kinds: frozenset[str]
    purposes: frozenset[str]
    budget: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class AgencyKey:
    """A public key with which an agency signs, from one instant until another.

    Attributes:
        kid: its thumbprint (RFC 7638).
        jwk: as it was registered (RFC 7517).
        revoked_at: None while it was not.
    """

    kid: str
    agency: UUID
    jwk: Mapping[str, str]
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a signature by it counts at this instant."""
        return self.valid_from <= at < self.valid_until and self.revoked_at is None


@dataclass(frozen=True, slots=True)
class Directory:
    """All agencies by id, and all keys by their thumbprint."""

    agencies: Mapping[UUID, Terms]
    keys: Mapping[str, AgencyKey]

    def find(self, kid: str, at: datetime) -> AgencyKey | None:
        """The key of that thumbprint, if it counts at this instant."""
        key = self.keys.get(kid)
        if key is None or self.agencies[key.agency].closed or not key.holds(at):
            return None
        return key

    def named(self, code: str) -> Terms | None:
        """The agency of that code."""
        return next((terms for terms in self.agencies.values() if terms.code == code), None)


def directory(facts: Iterable[Fact]) -> Directory:
    """Who may ask, by facts in the order of their recording."""
    agencies: dict[UUID, Terms] = {}
    keys: dict[str, AgencyKey] = {}
    for fact in facts:
        match fact.kind:
            case AgencyKind.REGISTERED:
                agencies[fact.subject] = _terms(fact)
            case AgencyKind.CLOSED:
                agencies[fact.subject] = replace(agencies[fact.subject], closed=True)
            case AgencyKind.KEY_ADDED:
                key = _key(fact)
                keys[key.kid] = key
            case AgencyKind.KEY_REVOKED:
                kid = str(fact.data["kid"])
                keys[kid] = replace(keys[kid], revoked_at=fact.recorded_at)
    return Directory(MappingProxyType(agencies), MappingProxyType(keys))


def _terms(fact: Fact) -> Terms:
    data = fact.data
    return Terms(
        id=fact.subject,
        code=str(data["code"]),
        name=str(data["name"]),
        kinds=frozenset(_list(data["kinds"])),
        purposes=frozenset(_list(data["purposes"])),
        budget=int(str(data["budget"])),
    )


def _list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _key(fact: Fact) -> AgencyKey:
    jwk = fact.data["jwk"]
    return AgencyKey(
        kid=str(fact.data["kid"]),
        agency=fact.subject,
        jwk={str(k): str(v) for k, v in jwk.items()} if isinstance(jwk, Mapping) else {},
        valid_from=datetime.fromisoformat(str(fact.data["valid_from"])),
        valid_until=datetime.fromisoformat(str(fact.data["valid_until"])),
    )
