"""One summons on its whole way: e-mail over SMTP, reminders, paper, the post's file, receipt."""

import json
from datetime import timedelta
from pathlib import Path

from tests.actions.test_alerts import Office, days, of_kind, office
from tests.actions.test_paper import SIGNED, line, lines
from tests.actions.world import addressee
from vocatio.actions.clock import now
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.inspect import own
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.summons.append import status_at
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.receipt import Proof
from vocatio.entry.commands.post_import import import_reports
from vocatio.records.deliveries.models import PrintBatch, PrintPiece

__all__ = ["office"]


def test_unread_mail_escalates_to_paper_once_and_the_post_brings_the_receipt(
    office: Office, tmp_path: Path
) -> None:
    summons = office.summoned(language="de")
    go_round()
    days(12)
    # An alert and two reminders went over SMTP; none says who is meant, or has a link.
    mails = office.mails()
    assert len(mails) == len(of_kind(summons, Kind.ALERTED)) == 3
    for mail in mails:
        body = mail.get_content()
        assert "Ada" not in body
        assert "http" not in body
        assert summons.reference not in body
    # Nobody opened it: by the profile's timer one letter was printed, and one alone.
    (piece,) = PrintPiece.objects.all()
    assert (piece.reason, piece.outcome) == ("unread", "relayed")
    batch = PrintBatch.objects.get()
    manifest = json.loads((tmp_path / f"{batch.reference}.json").read_text())
    assert [one["reference"] for one in manifest["letters"]] == [piece.reference]
    assert status_at(summons, now()).receipt is None
    # The provider reports out of order, in two files, the second one twice.
    posted = line(piece, "posted", now() - timedelta(hours=3))
    handed = line(piece, "delivered_to_person", now() - timedelta(hours=1), **SIGNED)
    for name, rows in (("b", [handed]), ("a", [posted, handed]), ("a", [posted, handed])):
        file = lines(*rows, path=tmp_path / f"{name}.csv")
        import_reports(file, tmp_path / "errors.csv", provider="post-at", by=office.world.officer)
    order = [fact.kind for fact in of_kind(summons, Kind.PRINTED, Kind.POSTED, Kind.RECEIVED)]
    assert sorted(order) == sorted([Kind.PRINTED, Kind.RECEIVED, Kind.POSTED])
    receipt = status_at(summons, now()).receipt
    assert receipt
    assert receipt.proof == Proof.CARRIER
    # Whoever has it is not written to again, and sees all of it.
    days(3)
    assert (len(office.mails()), PrintPiece.objects.count()) == (3, 1)
    page = own.summons(summons.reference, by=addressee(summons), purpose="own", at=now())
    assert {Kind.ALERTED, Kind.PRINTED, Kind.RECEIVED} <= {one.kind for one in page.history}
    assert not any(broken(at=now()).values())
