"""What is written to somebody in a case: composed, sealed, and put into their inbox.

A document is a notice like any other: in the official and in the chosen language, under a
seal, delivered by a fact, drawn as a letter where one is due. Its receipt counts for itself
alone (evidenced receipt).
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from vocatio.actions.callup.notice import spoken_date, written_date
from vocatio.actions.callup.step import find
from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.delivery.documents import send
from vocatio.actions.law import today
from vocatio.actions.paper import put_template_in_force, seal_keys
from vocatio.domain.actors import Actor, Staff, System
from vocatio.domain.consequences.officials import Official
from vocatio.domain.consequences.telling import LANGUAGES, write
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import Json, canonical, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.profile import Profile
from vocatio.domain.summons.content import in_language
from vocatio.domain.summons.kinds import Kind, Way
from vocatio.gateways import identity, profiles
from vocatio.gateways.ledger_log.signing import FileSigner
from vocatio.gateways.sealing import sealed
from vocatio.records.cases.models import Body, Document
from vocatio.records.register.people import describe


class NoBody(Refusal):
    """Nobody can decide, since the body that would has no members here."""

    basis = "F11"


#: Language -> value of a document in that language.
Said = Mapping[str, str]


def can_be_written(rules: Profile) -> bool:
    """Whether somebody has written the words of such documents in the official language (F3)."""
    return rules.official_language in LANGUAGES


def write_and_deliver(
    hand: CaseAtHand,
    kind: str,
    fact_kind: str,
    *,
    by: Actor,
    said: Mapping[str, str | Said] | None = None,
    data: Mapping[str, Json] | None = None,
) -> Fact:
    """Compose a document, keep it sealed, append the fact that names it, and deliver it.

    Args:
        kind: of the document.
        fact_kind: of the fact that the document announces.
        said: what this document says besides what each one says.
        data: what the fact says besides document and hash.

    Raises:
        NoCaseWords: nobody has written it in the official language (F3).
    """
    document_id, reference = identity.new_id(), identity.new_reference()
    content = canonical(_compose(hand, kind, reference, said or {}))
    digest = hashlib.sha256(content)
    note = sealed(document_id, [digest.digest()], FileSigner(seal_keys().batch.key))
    named = {"document": str(document_id), "content": digest.hexdigest()}
    fact = hand.happened(fact_kind, by=by, data={**named, **(data or {})})
    shown = {"document": str(document_id), "channel": Way.INBOX}
    # Delivering is nobody's part in the matter (F10): the inbox does it, on somebody's behalf.
    hand.add(fact, hand.happened(Kind.AVAILABLE, by=_inbox(by), data=shown))
    document = Document.objects.create(
        id=document_id,
        case=hand.case,
        reference=reference,
        kind=kind,
        canonical=content,
        sha256=digest.digest(),
        note=note,
        made_at=hand.file.on,
    )
    send(document, hand)
    return fact


def _inbox(by: Actor) -> Actor:
    return System("case.deliver", by.account_id) if isinstance(by, Staff) else by


def _compose(
    hand: CaseAtHand, kind: str, reference: str, said: Mapping[str, str | Said]
) -> dict[str, Json]:
    rules, at, person_id = hand.rules, hand.file.on, hand.case.person_id
    person = describe([person_id], on=today(at), known=at)[person_id]
    official = rules.official_language
    template = put_template_in_force(profiles.default())
    spoken_here = set(LANGUAGES) & set(template.words)
    chosen = person.language if person.language in spoken_here else official
    written = at.astimezone(ZoneInfo(rules.zone)).date().toordinal()
    name = " ".join(filter(None, (person.given_name, person.family_name)))
    common = {"name": name, "basis": find(hand.summons.callup_id).order.legal_basis}
    return {
        "kind": kind,
        "code": reference,
        "template": template.version,
        "issued": instant(at),
        "dated": {
            language: written_date(written, language)
            for language in dict.fromkeys((official, chosen))
        },
        "official": official,
        "chosen": chosen,
        "text": {
            language: write(
                kind,
                language,
                {
                    **common,
                    **_appointment(hand, language),
                    **{key: _in(value, language, official) for key, value in said.items()},
                },
            )
            for language in dict.fromkeys((official, chosen))
        },
    }


def _in(value: str | Said, language: str, official: str) -> str:
    return value if isinstance(value, str) else in_language(value, language, official)


def _appointment(hand: CaseAtHand, language: str) -> dict[str, str]:
    """Of the appointment that was missed last, or that is to be kept."""
    summons, rules = hand.summons, hand.rules
    dates = (Kind.ISSUED, Kind.APPOINTMENT, Kind.ABSENCE)
    dated = [f for f in hand.file.facts if f.subject == summons.id and f.kind in dates]
    absences = [fact for fact in dated if fact.kind == Kind.ABSENCE]
    moment = datetime.fromisoformat(str((absences or dated)[-1].data["starts_at"]))
    local = moment.astimezone(ZoneInfo(rules.zone))
    office = summons.slot.office.name
    return {
        "date": spoken_date(local.date().toordinal(), language),
        "time": local.strftime("%H:%M"),
        "office": office.get(language) or office[rules.official_language],
    }


def spoken(moment: datetime, rules: Profile) -> Said:
    """A day, in every language that documents are written in."""
    day = moment.astimezone(ZoneInfo(rules.zone)).date().toordinal()
    return {language: spoken_date(day, language) for language in LANGUAGES}


def name_of_body(who: Official) -> str:
    """What the body of somebody who decides is called.

    Raises:
        NoBody: they are of none that is known here.
    """
    return body_name(who.body.code if who.body else "")


def body_name(code: str) -> str:
    """What a body is called.

    Raises:
        NoBody: nobody sits on it here.
    """
    found = Body.objects.filter(code=code).first()
    if found is None:
        raise NoBody(f"no body “{code}” is known here, so nobody can decide: have it seated")
    return found.name
