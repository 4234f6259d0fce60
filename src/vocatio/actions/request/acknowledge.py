"""A letter for somebody at the counter or on the telephone: what an officer wrote down for them.

The officer prints it at once and hands it over, or posts it: the address stands in the window of
the envelope. It is no opening and no receipt of anything: no fact of a summons says that it was
made.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.callup.notice import spoken_date, written_date
from vocatio.actions.case.file import load
from vocatio.actions.delivery.contacts import PostalAddress, postal_addresses
from vocatio.actions.law import facts_of, outages, status_of, today, version_of
from vocatio.actions.paper import put_template_in_force, seal_keys
from vocatio.actions.recording import read, record
from vocatio.actions.summons.copy import HandedOut
from vocatio.actions.summons.own import by_reference
from vocatio.actions.words import keep_named
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import NotFound
from vocatio.domain.evidence.canonical import Json, canonical, instant
from vocatio.domain.facts import Fact, parse
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.summons import conscience
from vocatio.domain.summons.acknowledgement import Noted, asked, compose_acknowledgement, noted
from vocatio.domain.summons.asking import OTHER, Channel
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.states import Request
from vocatio.domain.summons.template import Template
from vocatio.domain.summons.urgency import due
from vocatio.gateways import identity, profiles
from vocatio.gateways.sealing import sign_document
from vocatio.gateways.typesetting import Letter, typeset, typesetter
from vocatio.records.cases.models import Case, CaseFact
from vocatio.records.documents.models import Acknowledgement
from vocatio.records.register.models import PersonFact
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons, SummonsFact

PURPOSE = "acknowledgement"


class About(NamedTuple):
    """What is confirmed: whose it is, and the reference of the matter, if it has one.

    Attributes:
        entry: the fact that it was written down with; None where no letter may name it.
        zone: of the rules that govern the matter, by whose days it is dated.
    """

    person_id: UUID
    reference: str
    noted: Noted
    entry: UUID | None
    zone: ZoneInfo


def acknowledge(entry: UUID, *, by: Staff, at: datetime) -> HandedOut:
    """The letter about a fact with which an officer wrote something down.

    Raises:
        NotFound: there is no such fact.
        NothingNoted: the person did it themself, or it is nothing that is confirmed.
        OwnFile, RelativesFile
    """
    permissions.require("letter.hand_out", by)
    about = _about(entry, at)
    leave_to_colleagues([about.person_id], by=by)
    return _hand_out(about, by, at)


def acknowledge_claim(reference: str, channel: Channel, *, by: Staff, at: datetime) -> HandedOut:
    """The letter about a claim of conscience: it says exemption, as everything else does (F24).

    It says the same whether one waits already or not: the officer is told neither.

    Raises:
        NotFound: no such summons.
    """
    permissions.require("letter.hand_out", by)
    with transaction.atomic():
        summons = by_reference(reference, by=by)
    until = _answered(summons, Request(summons.id, conscience.KIND, OTHER, at, None), at)
    said = asked(conscience.KIND, channel, at, until)
    zone = _zone(summons)
    return _hand_out(About(summons.person_id, summons.reference, said, None, zone), by, at)


def _about(entry: UUID, at: datetime) -> About:
    for model, of in ((SummonsFact, _of_summons), (CaseFact, _of_case), (PersonFact, _of_person)):
        found = model._default_manager.filter(id=entry).first()
        if found:
            return of(parse(bytes(found.canonical)), at)
    raise NotFound


def _of_summons(fact: Fact, at: datetime) -> About:
    summons = Summons.objects.get(id=fact.subject)
    until = _answered(summons, _request(fact), at) if fact.kind == Kind.REQUEST else None
    said = noted(fact, until)
    return About(summons.person_id, summons.reference, said, fact.id, _zone(summons))


def _of_case(fact: Fact, at: datetime) -> About:
    case, until = Case.objects.get(id=fact.subject), None
    zone = load(case, at, lock=False).terms.zone
    if fact.kind == Kind.REQUEST:
        until, _why = due(_request(fact), None, zone)
    return About(case.person_id, case.reference, noted(fact, until), fact.id, zone)


def _of_person(fact: Fact, _at: datetime) -> About:
    """Of the register, which is this installation's own."""
    zone = ZoneInfo(profiles.load(profiles.default()).profile.zone)
    return About(fact.subject, "", noted(fact, None), fact.id, zone)


def _request(fact: Fact) -> Request:
    return Request(
        fact.id, str(fact.data["kind"]), str(fact.data["ground"]), fact.occurred_at, None
    )


def _answered(summons: Summons, request: Request, at: datetime) -> datetime:
    found = status_of(summons, facts_of(summons.id), outages=outages(at), on=at)
    until, _why = due(request, found.appointment, _zone(summons))
    return until


def _zone(summons: Summons) -> ZoneInfo:
    return ZoneInfo(version_of(summons.profile_version).zone)


def _hand_out(about: About, by: Staff, at: datetime) -> HandedOut:
    """Draw and sign first, since an authority for time-stamps may be slow; then record."""
    code = identity.new_reference()
    with transaction.atomic():
        template = put_template_in_force(profiles.default())
        content = canonical(_content(about, template, code, at))
        to = postal_addresses([about.person_id], at=at)[about.person_id]
    drawn = typeset(_letter(content, template, to))
    signed = sign_document(drawn.pdf, seal_keys())
    digest = hashlib.sha256(signed.pdf).digest()
    with transaction.atomic():
        data: dict[str, Json] = {
            "code": code,
            "entry": str(about.entry) if about.entry else None,
            "pdf": digest.hex(),
            "signature": signed.level,
            "typesetter": typesetter(),
            **keep_named("letter", content.decode(), about.person_id),
        }
        fact = record(
            PersonFact,
            PersonKind.ACKNOWLEDGED,
            about.person_id,
            by=by,
            at=at,
            person_id=about.person_id,
            data=data,
        )
        Acknowledgement.objects.create(
            code=code, person_id=about.person_id, fact_id=fact.id, sha256=digest
        )
        read("acknowledgement", [about.person_id], by=by, purpose=PURPOSE, at=at)
    return HandedOut(signed.pdf, code)


def _letter(content: bytes, template: Template, to: PostalAddress) -> Letter:
    """Whoever has a sealed address gets it by hand: no officer is told where to post it (F23)."""
    address = () if to.sealed else (to.lines or ())
    return Letter(content, template, address, large=to.large, neutral=to.sealed)


def _content(about: About, template: Template, code: str, at: datetime) -> dict[str, Json]:
    zone, said = about.zone, about.noted
    official = profiles.load(profiles.default()).profile.official_language
    person = describe([about.person_id], on=today(at), known=at)[about.person_id]
    chosen = person.language if person.language in template.acknowledgement else official
    languages = dict.fromkeys((official, chosen))
    then = said.at.astimezone(zone)
    return compose_acknowledgement(
        template.acknowledgement,
        said,
        official=official,
        chosen=chosen,
        values={
            language: {
                "name": person.name,
                "date": spoken_date(then.date().toordinal(), language),
                "time": then.strftime("%H:%M"),
                "reference": about.reference,
                "telephone": template.telephone,
                "until": _spoken(said.until, zone, language),
            }
            for language in languages
        },
        code=code,
        template=template.version,
        issued=instant(at),
        dated={
            language: written_date(at.astimezone(zone).date().toordinal(), language)
            for language in languages
        },
    )


def _spoken(moment: datetime | None, zone: ZoneInfo, language: str) -> str:
    return spoken_date(moment.astimezone(zone).date().toordinal(), language) if moment else ""
