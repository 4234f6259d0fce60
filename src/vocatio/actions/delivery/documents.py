"""A document of a case lies in the inbox: alerts go out about it, as about a summons."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.delivery.contacts import reached
from vocatio.actions.delivery.found import ways_of
from vocatio.domain.facts import Fact
from vocatio.gateways import identity
from vocatio.records.deliveries.models import Alert
from vocatio.records.summonses.models import Summons


# house: authorship because it is a part of acts that have an author
def alert_about(document_id: UUID, summons: Summons, issued: Fact, *, at: datetime) -> None:
    """Write down every alert about a document, as often as the profile has it (F21).

    They are sent by the job that sends all others, and end as void once it was opened. Nobody
    locks the summons for it: whoever acts in a case has the person locked, and those who act on
    a summons lock the two the other way round.

    Args:
        issued: the first fact of the summons.
    """
    ways = ways_of(summons, issued)
    person = reached([summons.person_id], at=at)[summons.person_id].person
    if not person.digital:
        return
    Alert.objects.bulk_create(
        Alert(
            id=identity.new_id(),
            summons=summons,
            person_id=summons.person_id,
            document=document_id,
            number=number,
            by=by,
            reference=identity.new_reference(),
            try_at=at + number * ways.every,
        )
        for number in range(ways.reminders + 1)
        for by in ways.alert_by
        if by in person.alerts
    )
