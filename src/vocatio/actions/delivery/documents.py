"""A document of a case reaches its person by the ways of a summons: alerts, and paper."""

from collections.abc import Iterable
from datetime import datetime

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.delivery.contacts import reached
from vocatio.actions.delivery.found import ways_of
from vocatio.domain.consequences.letters import letter_due
from vocatio.domain.summons.reach import Due, Person, Reach
from vocatio.gateways import identity
from vocatio.records.cases.models import Document
from vocatio.records.deliveries.models import Alert, PrintPiece


# house: authorship because it is a part of acts that have an author
def send(document: Document, hand: CaseAtHand) -> None:
    """Write down every alert about a document, and its letter, as the profile has it (F21).

    Alerts are sent by the job that sends all others, letters printed with all others; both end
    as void once it was opened. Nobody locks the summons for it: whoever acts in a case has the
    person locked, and those who act on a summons lock the two the other way round.
    """
    ways, person = _reach(hand)
    at = document.made_at
    Alert.objects.bulk_create(
        Alert(
            id=identity.new_id(),
            summons=hand.summons,
            person_id=hand.case.person_id,
            document=document.id,
            number=number,
            by=by,
            reference=identity.new_reference(),
            try_at=at + number * ways.every,
        )
        for number in range(ways.reminders + 1 if person.digital else 0)
        for by in ways.alert_by
        if by in person.alerts
    )
    put_on_paper(document, hand)


# house: authorship because it is a part of acts that have an author
def look_at_letters(alerts: Iterable[Alert], *, at: datetime) -> None:
    """Put on paper the documents that these alerts, which failed, were about, where that is due.

    Call it before the row of a summons is locked.
    """
    wanted = {alert.document for alert in alerts if alert.document}
    for document in Document.objects.filter(id__in=wanted).select_related("case").order_by("id"):
        put_on_paper(document, CaseAtHand.of(document.case, at))


# house: authorship because it is a part of acts that have an author
def put_on_paper(document: Document, hand: CaseAtHand) -> None:
    """Write down the letter about a document, once for each reason; it is printed when due."""
    due = letter_of(document, hand)
    if due is None:
        return
    piece = PrintPiece(
        id=identity.new_id(),
        summons=hand.summons,
        person_id=hand.case.person_id,
        document=document.id,
        reason=due.reason,
        reference=identity.new_reference(),
        due_at=due.at,
    )
    PrintPiece.objects.bulk_create([piece], ignore_conflicts=True)


# house: authorship because it only reads what is known
def letter_of(document: Document, hand: CaseAtHand) -> Due | None:
    """When a document goes on paper, or None: it does not."""
    return letter_due(hand.file, document.id, document.made_at, *_reach(hand))


def _reach(hand: CaseAtHand) -> tuple[Reach, Person]:
    person_id = hand.case.person_id
    person = reached([person_id], at=hand.file.on)[person_id].person
    return ways_of(hand.summons, hand.issued), person
