"""At which other offices a person could appear."""

from datetime import datetime

from django.db import transaction

from vocatio.actions.law import facts_of, outages, status_of, version_of
from vocatio.actions.recording import read
from vocatio.actions.summons.own import own
from vocatio.domain import permissions
from vocatio.domain.actors import Party
from vocatio.records.offices.models import Office, Slot
from vocatio.records.summonses.models import Summons


@transaction.atomic
def other_offices(
    reference: str, *, by: Party, purpose: str, at: datetime
) -> tuple[tuple[str, str], ...]:
    """The other offices at which the person could appear: id, and name in their language."""
    permissions.require("inspect.own", by)
    summons = own(reference, by=by)
    read("offices", [by.person_id], by=by, purpose=purpose, at=at)
    return offices_beside(summons, at)


# house: authorship because whoever calls it leaves the reading
def offices_beside(summons: Summons, at: datetime) -> tuple[tuple[str, str], ...]:
    """The same for a summons that was found."""
    here = status_of(summons, facts_of(summons.id), outages=outages(at), on=at).slot_id
    others = Office.objects.exclude(id=Slot.objects.get(id=here).office_id).order_by("code")
    official = version_of(summons.profile_version).official_language
    return tuple((str(o.id), o.name.get(summons.language) or o.name[official]) for o in others)
