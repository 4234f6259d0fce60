"""Find records that may be one person, and let a human decide each pair (F1).

Nothing is merged here. Until a human has decided, neither of the two is summoned.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from psycopg.types.json import Jsonb

from vocatio.actions.recording import record, record_many
from vocatio.actions.register.merging import merge
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact, happened
from vocatio.domain.register.look_alikes import Pair, Traits, compare_numbers, doubts
from vocatio.domain.register.partial_date import PartialDate
from vocatio.gateways import identity, keys, look_alikes, names
from vocatio.gateways.keys import Ring
from vocatio.records.ledger.copying import write_rows
from vocatio.records.register import look_alikes as records
from vocatio.records.register.models import LookAlike, PersonFact

BATCH = 1_000
FIELDS = ("id", "one_id", "other_id", "likeness", "compared", "doubts", "digest", "found_at")
OUTCOMES = ("same", "different")


@dataclass(frozen=True, slots=True)
class Searched:
    """Pairs that are new, that were known already (open or decided), and that are gone."""

    new: int
    known: int
    gone: int


@dataclass(frozen=True, slots=True)
class Known:
    """A pair as it is written: its order, and what was compared."""

    pair: Pair
    digest: bytes


@transaction.atomic
def find_look_alikes(
    *, by: Staff, at: datetime, progress: Callable[[int], None], memory_mb: int = 300
) -> Searched:
    """Compare everybody with everybody who could be the same, and list the pairs for a human.

    Args:
        progress: told how many people were read.

    Raises:
        MatcherMissing: the extra “matching” is not installed.
    """
    permissions.require("look_alikes.find", by)
    ring = keys.ring()
    found = look_alikes.find(_traits(ring, progress), memory_mb=memory_mb)
    digests: list[bytes] = []
    new = 0
    while batch := list(islice(found, BATCH)):
        known = [_known(pair, ring) for pair in _with_numbers(batch, ring)]
        digests += (one.digest for one in known)
        new += _write(known, by=by, at=at)
    return Searched(new, len(digests) - new, records.close_gone(digests))


@transaction.atomic
def decide_look_alike(pair_id: UUID, outcome: str, *, by: Staff, at: datetime) -> None:
    """One human says that two records are the same person, or two people.

    “Same” merges nothing yet: until they are merged, neither is summoned. “Different” opens both,
    and the pair comes up again only when what was compared changes.

    Raises:
        NotFound: no such pair, or it was decided.
        InvalidInput: another outcome.
    """
    permissions.require("look_alikes.decide", by)
    if outcome not in OUTCOMES:
        raise InvalidInput("outcome", f"must be one of {', '.join(OUTCOMES)}")
    pair = LookAlike.objects.select_for_update().filter(id=pair_id, outcome="").first()
    if pair is None:
        raise NotFound
    data = {"pair": str(pair.id), "outcome": outcome}
    facts = [
        record(PersonFact, "LookAlikeDecided", person, by=by, at=at, person_id=person, data=data)
        for person in (pair.one_id, pair.other_id)
    ]
    LookAlike.objects.filter(id=pair.id).update(
        outcome=outcome, decided_at=at, decided_by=facts[0].id
    )


@transaction.atomic
def merge_look_alike(pair_id: UUID, into: UUID, reasons: str, *, by: Staff, at: datetime) -> UUID:
    """One human says that two records are the same person, and in whose record all goes on.

    Returns:
        The person who was merged, which `merging.undo_merge` undoes.

    Raises:
        NotFound: no such pair, or it was decided.
        InvalidInput: `into` is neither of the two, or the reasons are too short.
        Merged: one of them is part of a merge already.
    """
    decide_look_alike(pair_id, "same", by=by, at=at)
    pair = LookAlike.objects.get(id=pair_id)
    if into not in (pair.one_id, pair.other_id):
        raise InvalidInput("into", "name one of the two")
    other = pair.other_id if into == pair.one_id else pair.one_id
    merge(other, into, reasons, by=by, at=at)
    return other


def _traits(ring: Ring, progress: Callable[[int], None]) -> Iterator[Traits]:
    for count, (person, given, family, former, earliest, latest, sex, address) in enumerate(
        records.people(), start=1
    ):
        home, place = _home(address and bytes(address), person, ring)
        yield Traits(
            id=person,
            given=" ".join(names.words(given)),
            family=" ".join(names.words(family)),
            former=" ".join(names.words(former)),
            born=str(PartialDate.between(earliest, latest)) if earliest else "",
            sex=sex,
            home=home,
            place=place,
        )
        if count % records.BATCH == 0:
            progress(count)


def _home(encrypted: bytes | None, person: UUID, ring: Ring) -> tuple[str, str]:
    """Keyed hashes of an address and of its postcode: equal for equal ones, and nothing else."""
    if encrypted is None:
        return "", ""
    street, postcode, locality = json.loads(
        ring.decrypt(encrypted, "register_address", person.bytes)
    )
    whole = "\0".join(names.words(f"{street} {postcode} {locality}"))
    hashed = (ring.lookup("home", whole), ring.lookup("place", postcode))
    home, place = (each.hex()[:24] for each in hashed)
    return home if street else "", place if postcode else ""


def _with_numbers(pairs: list[Pair], ring: Ring) -> Iterator[Pair]:
    """Numbers are compared for those who are alike, and decrypted for nobody else."""
    found = records.numbers([person for pair in pairs for person in (pair.one, pair.other)])
    plain = {
        person: ring.decrypt(encrypted, "register_identifier", person.bytes)
        for person, encrypted in found.items()
    }
    for pair in pairs:
        numbers = compare_numbers(plain.get(pair.one, ""), plain.get(pair.other, ""))
        yield pair.also(number=numbers)


def _known(pair: Pair, ring: Ring) -> Known:
    """What was compared, in a form that changes when it does; the likeness changes with others'."""
    one, other = sorted((pair.one, pair.other))
    text = json.dumps([str(one), str(other), pair.told, dict(pair.compared)], sort_keys=True)
    return Known(pair, ring.lookup("look-alike", text))


def _write(found: list[Known], *, by: Staff, at: datetime) -> int:
    there = LookAlike.objects.filter(digest__in=[one.digest for one in found])
    known = {bytes(digest) for digest in there.values_list("digest", flat=True)}
    rows = [(identity.new_id(), one) for one in found if one.digest not in known]
    write_rows(LookAlike, FIELDS, (_row(pair_id, one, at) for pair_id, one in rows))
    record_many(PersonFact, (fact for row in rows for fact in _facts(*row, by=by, at=at)))
    return len(rows)


def _row(pair_id: UUID, found: Known, at: datetime) -> tuple[object, ...]:
    pair = found.pair
    one, other = sorted((pair.one, pair.other))
    compared, why_not = Jsonb(dict(pair.compared)), Jsonb(list(doubts(pair)))
    return (pair_id, one, other, pair.likeness, compared, why_not, found.digest, at)


def _facts(pair_id: UUID, found: Known, *, by: Staff, at: datetime) -> Iterator[Fact]:
    """Both see that a human must look, and never who the other is."""
    for person in (found.pair.one, found.pair.other):
        data: dict[str, Json] = {"pair": str(pair_id), "compared": found.pair.compared}
        yield happened(
            "LookAlikeFound",
            person,
            id=identity.new_id(),
            by=by,
            at=at,
            person_id=person,
            data=data,
        )
