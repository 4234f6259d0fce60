"""How people are reached, as the register says now about a day: contact points, needs, status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from vocatio.domain.law.floor import STATUS_GATE
from vocatio.records.register.asof import holds

QUERY = f"""
SELECT p.id,
       array(SELECT c.kind FROM register_contactpoint c
             WHERE c.person_id = p.id AND {holds("c")}),
       array(SELECT n.kind FROM register_correspondenceneed n
             WHERE n.person_id = p.id AND {holds("n")}),
       EXISTS (SELECT FROM register_liabilitystatus s
               WHERE s.person_id = p.id AND s.kind = ANY(%(gate)s)
                 AND s.holds IS NOT FALSE AND {holds("s")})
FROM register_person p WHERE p.id = ANY(%(people)s)
"""  # noqa: S608 because every part is a constant

CONTACTS = f"""
SELECT c.person_id, c.encrypted FROM register_contactpoint c
WHERE c.person_id = ANY(%(people)s) AND c.kind = %(kind)s AND {holds("c")}
"""  # noqa: S608 because every part is a constant

ADDRESSES = f"""
SELECT a.person_id, a.encrypted, a.country, a.sealed, coalesce(n.given, ''), coalesce(n.family, '')
FROM register_address a
LEFT JOIN register_name n ON n.person_id = a.person_id AND n.kind = 'civil' AND {holds("n")}
WHERE a.person_id = ANY(%(people)s) AND {holds("a")}
"""  # noqa: S608 because every part is a constant


@dataclass(frozen=True, slots=True)
class Reachable:
    """Kinds of contact point, needs of correspondence, and whether a status stops everything (F22).

    `stopped` where one of the gate holds, or nobody knows whether it does.
    """

    contacts: frozenset[str]
    needs: frozenset[str]
    stopped: bool


@dataclass(frozen=True, slots=True)
class SealedAddress:
    """An address as it is stored: encrypted, with what stands beside it."""

    encrypted: bytes
    country: str
    sealed: bool
    given_name: str
    family_name: str


def reachable(people: Iterable[UUID], *, on: date) -> dict[UUID, Reachable]:
    """How these people are reached."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"people": list(people), "on": on, "gate": list(STATUS_GATE)})
        return {
            person: Reachable(frozenset(contacts), frozenset(needs), stopped)
            for person, contacts, needs, stopped in cursor.fetchall()
        }


def contacts(people: Iterable[UUID], kind: str, *, on: date) -> dict[UUID, bytes]:
    """Their contact points of one kind, encrypted."""
    with connection.cursor() as cursor:
        cursor.execute(CONTACTS, {"people": list(people), "kind": kind, "on": on})
        return {person: bytes(encrypted) for person, encrypted in cursor.fetchall()}


def addresses(people: Iterable[UUID], *, on: date) -> dict[UUID, SealedAddress]:
    """Where they live, encrypted."""
    with connection.cursor() as cursor:
        cursor.execute(ADDRESSES, {"people": list(people), "on": on})
        return {
            person: SealedAddress(bytes(encrypted), *rest)
            for person, encrypted, *rest in cursor.fetchall()
        }
