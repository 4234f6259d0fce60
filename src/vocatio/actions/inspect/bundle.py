"""The bundle of a summons, for the person, or for whoever may look into any summons."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.law import (
    facts_of,
    kept_calendar,
    local_date,
    outage_facts,
    outages,
    version_of,
)
from vocatio.actions.ledger.evidence import Evidence, evidence
from vocatio.actions.paper import seal_keys, seal_proof, stated_roll
from vocatio.actions.recording import read
from vocatio.actions.summons.own import own
from vocatio.actions.words import kept_words
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.errors import NotFound, Refusal
from vocatio.domain.evidence import roll, statement
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle, BundledFact
from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.facts import Fact
from vocatio.domain.law import service
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.summons.corrections import of_latest_notice
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways.ledger_log import signing
from vocatio.records.deliveries.models import OutageFact
from vocatio.records.documents.models import Content
from vocatio.records.ledger.models import FactBase, ProfileVersion, Salt
from vocatio.records.summonses.models import Summons, SummonsFact

NOTICE = "notice-{}.json"
#: Under which names facts speak of words.
WORDS = ("details", "reasons", "place", "evidence_reference")


class NotOpened(Refusal):
    """The proof holds the words of the summons: open the summons first."""

    basis = "states"


@transaction.atomic
def own_bundle(reference: str, *, by: Addressee, purpose: str, at: datetime) -> bytes:
    """The bundle of the person's own summons, as a zip.

    Raises:
        NotFound: no such summons of theirs.
        NotOpened: they have not opened it yet; reading it here would be no evidenced receipt.
    """
    permissions.require("inspect.own", by)
    found = own(reference, by=by)
    facts = facts_of(found.id)
    if not any(fact.kind == Kind.OPENED for fact in of_latest_notice(facts)):
        raise NotOpened
    read("bundle", [by.person_id], by=by, purpose=purpose, at=at)
    return _bundle(found, facts, _words(facts), at).encode()


@transaction.atomic
def bundle_of(reference: str, *, by: Staff, purpose: str, at: datetime) -> bytes:
    """The bundle of any summons; the person sees that it was made, by whom and why.

    What was written with a request or a decision is in the bundle of the person alone (F24).

    Raises:
        NotFound: there is no such summons.
        OwnFile, RelativesFile
    """
    permissions.require("inspect.bundle", by)
    found = Summons.objects.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NotFound
    leave_to_colleagues([found.person_id], by=by)
    read("bundle", [found.person_id], by=by, purpose=purpose, at=at)
    return _bundle(found, facts_of(found.id), {}, at).encode()


def _bundle(
    found: Summons, facts: Sequence[Fact], words: Mapping[str, bytes], at: datetime
) -> Bundle:
    down = [fact.id for fact in outage_facts() if fact.recorded_at <= at]
    proof = evidence([*(fact.id for fact in facts), *down])
    calendar = kept_calendar(found.calendar_version)
    notices = _notices(found.id)
    return Bundle(
        summons=str(found.id),
        made_at=layout.made(at),
        facts=_facts(SummonsFact, [fact.id for fact in facts], proof),
        outages=_facts(OutageFact, down, proof),
        profile=bytes(ProfileVersion.objects.get(version=found.profile_version).canonical),
        calendar=calendar.canonical,
        service=_stated(found, facts, calendar, at),
        documents={**{name: bytes(one.canonical) for name, one in notices.items()}, **words},
        checkpoint=proof.checkpoint,
        keys=_lines(proof.keys),
        witnesses=_lines(proof.witnesses),
        authorities=proof.authorities or None,
        stamped=proof.stamped,
        seals={name: seal_proof(said) for name, said in notices.items()},
        seal_keys=_lines(signing.known(seal_keys().batch)),
        roll=stated_roll(roll.of(found.id, at, (fact.id for fact in facts))),
    )


def _words(facts: Iterable[Fact]) -> dict[str, bytes]:
    """What the person and those who decided wrote, with the salt that it was hashed with."""
    named = [
        (name, str(fact.data[name]))
        for fact in facts
        for name in WORDS
        if f"{name}_sha256" in fact.data
    ]
    kept = ((name, kept_words(text_id, to_the_person=True)) for name, text_id in named)
    return {
        f"{name}-{number}.json": text.encode()
        for number, (name, text) in enumerate(kept, start=1)
        if text is not None
    }


def _lines(keys: Iterable[object]) -> bytes | None:
    return "".join(f"{key}\n" for key in keys).encode() or None


def _notices(summons_id: UUID) -> dict[str, Content]:
    """What was said at issue, and with each new date."""
    said = Content.objects.filter(summons_id=summons_id).select_related("seal").order_by("seal_id")
    return {NOTICE.format(number): content for number, content in enumerate(said, start=1)}


def _facts(model: type[FactBase], ids: list[UUID], proof: Evidence) -> dict[str, BundledFact]:
    """The stored bytes of each fact, never generated again; without salt where it was erased."""
    stored = dict(model._default_manager.filter(id__in=ids).values_list("id", "canonical"))
    salts = dict(Salt.objects.filter(record_id__in=stored).values_list("record_id", "salt"))
    return {
        str(id): BundledFact(
            bytes(content), bytes(salts[id]) if id in salts else None, proof.receipts.get(id)
        )
        for id, content in stored.items()
    }


def _stated(found: Summons, facts: Sequence[Fact], calendar: Calendar, at: datetime) -> bytes:
    """Whether the summons counts as served, as an answer that can be counted again."""
    version = version_of(found.profile_version)
    profile = version.on(local_date(version, facts[0].occurred_at))
    answer = service.decide(facts, profile, calendar, on=at, outages=outages(at))
    return canonical(statement.of_service(answer, on=at))
