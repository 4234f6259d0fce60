"""The notice of a new date: everything that the first one said, with place and time anew (F4)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from vocatio.actions.callup.notice import Notices
from vocatio.actions.callup.step import find
from vocatio.actions.law import today, version_of
from vocatio.actions.paper import Said, keep_sealed, put_template_in_force
from vocatio.domain.evidence.canonical import canonical
from vocatio.gateways import identity
from vocatio.records.offices.models import Slot
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class _Recipient:
    given_name: str
    family_name: str
    language: str
    starts_at: datetime
    office: dict[str, str]
    address: str


def keep_new_notice(summons: Summons, slot: Slot, at: datetime) -> dict[str, str]:
    """Compose, seal and keep it; return what the fact of the new date says about it.

    Raises:
        PartMissing, TemplateIncomplete: something that must be on it is missing (F3).
    """
    found = find(summons.callup_id)
    profile = version_of(summons.profile_version).on(found.order.reference_date)
    template = put_template_in_force(found.callup.jurisdiction)
    code = identity.new_reference()
    notices = Notices(profile, template, found.order)
    said = notices.compose(_recipient(summons, slot, at), summons.category, code, at=at)
    content = canonical(said)
    keep_sealed([Said(code, summons.id, content)])
    return {"content": hashlib.sha256(content).hexdigest(), "template": template.version}


def _recipient(summons: Summons, slot: Slot, at: datetime) -> _Recipient:
    person = describe([summons.person_id], on=today(at), known=at)[summons.person_id]
    return _Recipient(
        given_name=person.given_name,
        family_name=person.family_name,
        language=summons.language,
        starts_at=slot.starts_at,
        office=slot.office.name,
        address=slot.office.address,
    )
