"""What is written in a case comes by post too, and is received as the same table of facts says."""

import csv
import json
from pathlib import Path

import pytest

from tests.actions.case.town import MEASURE, Refuser, Town, reasons
from vocatio.actions.case.lift import lift
from vocatio.actions.case.review import give_notice, new_date
from vocatio.actions.clock import now
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.inspect.letters import batch, letters
from vocatio.actions.summons.append import status_at
from vocatio.actions.verify.document import check_code
from vocatio.domain.actors import Visitor
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import Cause
from vocatio.domain.consequences.states import CaseOutOfTurn, CaseState
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.postal import COLUMNS
from vocatio.entry.commands.post_import import import_reports
from vocatio.records.callups import invariants
from vocatio.records.cases.models import CaseFact, Document
from vocatio.records.deliveries.models import PrintPiece
from vocatio.records.ledger import facts as ledger

SIGNED = {"place": "1010", "evidence": "signature", "evidence_reference": "S-77"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where letters are dropped."""
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path / "print"))
    return tmp_path / "print"


class Postman:
    """Reports of letters of one person."""

    def __init__(self, somebody: Refuser, file: Path) -> None:
        self.somebody, self.file = somebody, file

    def letter(self) -> PrintPiece:
        """The newest letter to them that went to the printer."""
        person = self.somebody.summons.person_id
        return PrintPiece.objects.filter(person_id=person, outcome="relayed").latest("id")

    def report(self, event: str, **more: str) -> dict[str, int]:
        """The provider's file, read as at the office."""
        said = {"reference": self.letter().reference, "event": event} | more
        values = dict.fromkeys(COLUMNS, "") | {"occurred_at": now().isoformat()} | said
        with self.file.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerow(values)
        errors, by = self.file.with_suffix(".errors"), self.somebody.town.officer
        return dict(import_reports(self.file, errors, provider="post-at", by=by))

    def bring(self) -> PrintPiece:
        """What was written is printed, and signed for two days later."""
        go_round()
        self.somebody.town.wait(2)
        assert self.report("delivered_to_person", **SIGNED)["recorded"] == 1
        return self.letter()

    def until_case(self) -> None:
        """Stayed away twice; everything came by post, and was signed for."""
        self.bring()
        self.somebody.stay_away()
        officer = self.somebody.town.officer
        new_date(self.somebody.case.id, reasons(), by=officer, at=now())
        assert self.bring().document == self.document("reminder").id
        self.somebody.stay_away()

    def document(self, kind: str) -> Document:
        """The newest one of a kind that was written to them."""
        return Document.objects.filter(case=self.somebody.case, kind=kind).latest("id")


@pytest.fixture
def post(town: Town, tmp_path: Path) -> Postman:
    """Somebody who has no digital access."""
    return Postman(town.summoned(needs="paper"), tmp_path / "post.csv")


def test_from_the_summons_to_the_certificate_everything_comes_by_post(
    post: Postman, town: Town, folder: Path
) -> None:
    somebody = post.somebody
    post.until_case()
    give_notice(somebody.case.id, [MEASURE], reasons(), by=town.officer, at=now())
    notice = post.document("notice")
    piece = post.bring()
    assert (piece.document, piece.reason) == (notice.id, "no_access")
    assert piece.batch
    said = json.loads((folder / f"{piece.batch.reference}.json").read_text())
    assert [one["content"] for one in said["letters"]] == [bytes(notice.sha256).hex()]
    facts = [
        f for f in ledger.of(CaseFact, somebody.case.id) if f.data.get("document") == str(notice.id)
    ]
    assert [f.kind for f in facts][-2:] == [Kind.PRINTED, Kind.RECEIVED]
    assert facts[-1].source == "carrier:post-at"
    # The 14 days run from the day on which the file was read, never from what it claims.
    received = [one.received for one in somebody.own.documents if one.id == notice.id]
    assert received == [facts[-1].recorded_at]
    town.wait(15)
    somebody.be_proposed()
    somebody.find()
    somebody.measure()
    assert not somebody.own.documents[-1].received
    post.bring()
    town.stamp()
    town.wait(22)
    assert somebody.answered().answer == Answer.IN_FORCE
    measure = somebody.own.measures[-1].id
    lift(somebody.case.id, measure, Cause.ERROR, reasons(), by=town.officer, at=now())
    certificate = post.bring()
    assert certificate.document == post.document("lift").id
    assert not any(one.opened for one in somebody.own.documents)
    assert not [rule for rule, count in invariants.offenders().items() if count]


def test_a_letter_that_is_not_shown_to_have_arrived_leads_to_nothing(
    post: Postman, town: Town
) -> None:
    somebody = post.somebody
    post.until_case()
    give_notice(somebody.case.id, [MEASURE], reasons(), by=town.officer, at=now())
    go_round()
    town.wait(1)
    for event, more in (
        ("posted", {}),
        ("deposited", {"place": "1010"}),
        ("delivered_otherwise", SIGNED),
        ("delivered_to_person", {}),
        ("delivered_to_person", {"place": "1010"}),
    ):
        assert post.report(event, **more)["recorded"] == 1
        assert not somebody.own.documents[-1].received
    # Of one letter, what is said twice and differently counts for nothing.
    post.report("delivered_to_person", **SIGNED)
    assert somebody.own.documents[-1].received
    post.report("returned", reason="unknown")
    town.wait(40)
    with pytest.raises(CaseOutOfTurn):
        somebody.be_proposed()
    assert somebody.own.state == CaseState.NOTIFIED
    notice = post.document("notice")
    assert _received(town, notice) is None, "nor by SQL alone"
    assert _received(town, post.document("reminder"))


def test_a_letter_of_a_case_shows_no_receipt_of_the_summons(post: Postman, town: Town) -> None:
    somebody = post.somebody
    go_round()
    somebody.stay_away()
    assert post.bring().document == post.document("reminder").id
    assert status_at(somebody.summons, now()).receipt is None
    assert somebody.own.state == CaseState.NONE, "nobody knows whether the summons arrived"


@pytest.mark.parametrize("opens", [True, False])
def test_who_opened_it_gets_no_letter_and_who_did_not_gets_one(town: Town, *, opens: bool) -> None:
    somebody = town.summoned()
    somebody.until_case()
    give_notice(somebody.case.id, [MEASURE], reasons(), by=town.officer, at=now())
    document = somebody.own.documents[-1].id
    go_round()
    piece = PrintPiece.objects.get(document=document)
    assert (piece.reason, piece.outcome) == ("unread", "")
    before = letters(by=town.officer, purpose="test", at=now()).waiting
    if opens:
        somebody.read("notice")
    town.wait(11)
    assert letters(by=town.officer, purpose="test", at=now()).waiting > before
    go_round()
    piece.refresh_from_db()
    assert piece.outcome == ("void" if opens else "relayed")


def test_whoever_checks_the_letter_learns_whether_it_holds(post: Postman, town: Town) -> None:
    somebody = post.somebody
    post.until_case()

    def checked(kind: str) -> Standing:
        return check_code(post.document(kind).reference, by=Visitor("::1"), at=now())

    assert checked("reminder") == Standing.GENUINE
    give_notice(somebody.case.id, [MEASURE], reasons(), by=town.officer, at=now())
    post.bring()
    town.wait(15)
    somebody.be_proposed()
    somebody.find()
    measure = somebody.measure()
    assert checked("measure") == Standing.GENUINE
    lift(somebody.case.id, measure, Cause.ERROR, reasons(), by=town.officer, at=now())
    assert checked("measure") == Standing.REVOKED
    assert checked("lift") == Standing.GENUINE


def test_the_batch_page_counts_what_the_post_said_of_documents(post: Postman, town: Town) -> None:
    post.until_case()
    found = post.letter().batch
    assert found
    page = batch(found.id, by=town.officer, purpose="test", at=now())
    assert (Kind.RECEIVED.value, "", 1) in page.reported
    assert page.line.letters


def _received(town: Town, document: Document) -> object:
    with town.database.connect() as raw:
        asked = "SELECT vocatio_received(%s, %s)"
        (found,) = raw.execute(asked, [document.case_id, document.id]).fetchone() or (None,)
    return found
