"""A notice about a summons that was issued before: of a new date (F4), or of a correction."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.notice import Notices
from vocatio.actions.callup.step import find
from vocatio.actions.law import today, version_of
from vocatio.actions.paper import Said, keep_sealed, put_template_in_force
from vocatio.actions.request.dates import first_free, is_free, slot_of
from vocatio.actions.summons.append import AtHand
from vocatio.domain.actors import Staff
from vocatio.domain.evidence.canonical import Json, canonical, instant
from vocatio.domain.summons.kinds import Kind
from vocatio.gateways import identity
from vocatio.records.offices.models import Office, Slot
from vocatio.records.register.people import describe
from vocatio.records.summonses.models import Summons


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a notice is for, and the place and time that it names."""

    given_name: str
    family_name: str
    language: str
    starts_at: datetime
    office: dict[str, str]
    address: str


def office_of(hand: AtHand) -> UUID:
    """The office where its person is to appear."""
    return slot_of(hand).office_id


def appoint(
    hand: AtHand,
    office_id: UUID,
    *,
    by: Staff,
    wish: UUID | None = None,
    transfer: UUID | None = None,
) -> Slot | None:
    """A new date at an office, with its notice; None when no place is free there.

    Args:
        wish: a place that was asked for, taken if it can still be had; else the first free one.
        transfer: the fact of the move that brings the new date about.

    Raises:
        PartMissing, TemplateIncomplete: something that must be on the notice is missing (F3).
    """
    old = hand.status.slot_id
    # One booking at a time at an office, or two people get its last place.
    Office.objects.select_for_update().get(id=office_id)
    free = wish if wish and is_free(hand, wish) else first_free(hand, office_id)
    if free is None:
        return None
    slot = Slot.objects.select_related("office").get(id=free)
    data = {"slot": str(slot.id), "starts_at": instant(slot.starts_at), "replaces": str(old)}
    data |= {"transfer": str(transfer)} if transfer else {}
    data |= keep_new_notice(hand.summons, slot, hand.at)
    hand.append(Kind.APPOINTMENT, by=by, data=data)
    return slot


def keep_new_notice(summons: Summons, slot: Slot, at: datetime) -> dict[str, str]:
    """Compose, seal and keep it; return what the fact of the new date says about it.

    Raises:
        PartMissing, TemplateIncomplete: something that must be on it is missing (F3).
    """
    composer = Composer.of(summons.callup_id, summons.profile_version)
    said = composer.notices.compose(
        recipient(summons, slot, at), summons.category, code := identity.new_reference(), at=at
    )
    return composer.keep([(summons.id, code, said)])[summons.id]


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes notices about summonses of one call-up that were issued by one version of rules."""

    notices: Notices
    template: str

    @classmethod
    def of(cls, callup_id: UUID, version: str) -> "Composer":
        """By the template that is shipped now.

        Raises:
            PartMissing, TemplateIncomplete: it is not whole (F3).
        """
        found = find(callup_id)
        profile = version_of(version).on(found.order.reference_date)
        template = put_template_in_force(found.callup.jurisdiction)
        return cls(Notices(profile, template, found.order), template.version)

    def keep(
        self, said: Sequence[tuple[UUID, str, Mapping[str, Json]]]
    ) -> dict[UUID, dict[str, str]]:
        """Keep notices under one seal; for each summons, what the fact that names it says.

        Args:
            said: summons, code and content of each.
        """
        contents = [
            Said(code, summons_id, canonical(content)) for summons_id, code, content in said
        ]
        keep_sealed(contents)
        return {
            one.summons_id: {
                "content": hashlib.sha256(one.content).hexdigest(),
                "template": self.template,
            }
            for one in contents
        }


def recipient(summons: Summons, slot: Slot, at: datetime) -> Recipient:
    """The addressee of a notice that names this slot, as the register says today."""
    person = describe([summons.person_id], on=today(at), known=at)[summons.person_id]
    return Recipient(
        given_name=person.given_name,
        family_name=person.family_name,
        language=summons.language,
        starts_at=slot.starts_at,
        office=slot.office.name,
        address=slot.office.address,
    )
