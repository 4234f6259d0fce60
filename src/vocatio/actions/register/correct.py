"""A person asks that the register be corrected, and one human decides."""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from vocatio.actions.register.deciding import current, decided, keep_reasons, lock, replace
from vocatio.actions.work.items import keep_correction, reasons_before, settled
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Addressee, Staff
from vocatio.domain.errors import NotFound, Refusal
from vocatio.domain.facts import parse
from vocatio.domain.law.reasons import require_due
from vocatio.domain.register.corrections import Words, check, values
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.summons.asking import Channel
from vocatio.gateways import identity, keys
from vocatio.records.register.models import Correction, PersonFact


class Pending(Refusal):
    """A correction of this is pending already; it is decided first."""

    basis = "correction"


class Decided(Refusal):
    """This correction was decided already."""

    basis = "correction"


class Involved(Refusal):
    """Whoever wrote a correction down cannot decide it: somebody else does."""

    basis = "F10"


class Asked(NamedTuple):
    """What was asked for, and the fact that it was: a letter can confirm that."""

    correction_id: UUID
    fact_id: UUID


def ask(field: str, words: Words, *, by: Addressee, at: datetime) -> UUID:
    """Ask for a correction of one's own record; return its id.

    Args:
        field: one of `corrections.WORDS`, whose words are all given.

    Raises:
        InvalidInput: naming the word.
        Pending: one is pending for this field.
    """
    permissions.require("register.ask", by)
    return _ask(by.person_id, field, words, {}, by=by, at=at).correction_id


def ask_for(
    person_id: UUID, field: str, words: Words, channel: Channel, *, by: Staff, at: datetime
) -> Asked:
    """Write down what a person asked who is not here themself; it counts the same.

    Raises:
        InvalidInput, Pending, NotFound.
    """
    permissions.require("register.correct", by)
    how = {"channel": channel.value}
    return _ask(person_id, field, words, how, by=by, at=at)


def _ask(
    person_id: UUID, field: str, words: Words, how: dict[str, str], *, by: Actor, at: datetime
) -> Asked:
    found = json.dumps(check(field, words), ensure_ascii=False)
    correction_id = identity.new_id()
    try:
        with transaction.atomic():
            lock(person_id)
            Correction.objects.create(
                id=correction_id,
                person_id=person_id,
                field=field,
                encrypted=keys.ring().encrypt(found, "register_correction", person_id.bytes),
                asked_at=at,
            )
            data = {"correction": str(correction_id), "field": field, **how}
            asked = decided(PersonKind.CORRECTION_ASKED, person_id, dict(data), by=by, at=at)
            keep_correction(correction_id, person_id, at)
    except IntegrityError as error:
        raise Pending from error
    return Asked(correction_id, asked.fact_id)


def decide(correction_id: UUID, *, granted: bool, reasons: str, by: Staff, at: datetime) -> None:
    """Grant or refuse. Granted, what the register said is taken back: it was never so.

    Raises:
        InvalidInput: the reasons are missing or too short.
        Copied: of a refusal: they were given to somebody else before (F10).
        NotFound, Decided, Involved.
    """
    permissions.require("register.decide", by)
    with transaction.atomic():
        correction = _open(correction_id, by)
        person_id = correction.person_id
        lock(person_id)
        require_due(reasons, against=not granted, earlier=reasons_before(by))
        kept = keep_reasons(reasons, person_id)
        correction.outcome, correction.decided_at = ("granted" if granted else "refused"), at
        correction.save(update_fields=["outcome", "decided_at"])
        basis = decided(
            PersonKind.CORRECTION_DECIDED,
            person_id,
            {
                "correction": str(correction_id),
                "field": correction.field,
                "outcome": correction.outcome,
                **kept,
            },
            by=by,
            at=at,
        )
        settled(correction_id, by, at, against="" if granted else str(kept["reasons"]))
        if granted:
            sealed = any(one.values[-1] for one in current("address", person_id, basis.on))
            said = values(correction.field, words(correction), sealed=sealed)
            replace(correction.field, person_id, said, basis)


def _open(correction_id: UUID, by: Staff) -> Correction:
    correction = Correction.objects.select_for_update().filter(id=correction_id).first()
    if correction is None:
        raise NotFound
    if correction.outcome:
        raise Decided
    asked = PersonFact.objects.filter(
        subject_id=correction.person_id, kind=PersonKind.CORRECTION_ASKED
    )
    for content in asked.values_list("canonical", flat=True):
        fact = parse(bytes(content))
        written = fact.data["correction"] == str(correction_id)
        if written and fact.by.get("human") == str(by.natural_person_id):
            raise Involved
    return correction


# house: authorship because whoever calls it leaves the reading, or decides
def words(correction: Correction) -> dict[str, str]:
    """What was asked for, in the words that were given."""
    about = correction.person_id.bytes
    text = keys.ring().decrypt(bytes(correction.encrypted), "register_correction", about)
    return dict(json.loads(text))
