"""What is written in a case is announced, as a summons is: until it was opened."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest

from tests.actions.case.town import MEASURE, Refuser, Town, reasons
from tests.gateways.mail_server import Taken, served
from tests.gateways.test_mail import report
from vocatio.actions.case.review import give_notice
from vocatio.actions.clock import now
from vocatio.actions.delivery.bounce import take_bounce
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.inspect.invariants import broken
from vocatio.domain.actors import System
from vocatio.domain.summons.kinds import Kind
from vocatio.records.deliveries.models import Alert

MAIL = "ada@invented.example"


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    """A mail server, and a print folder."""
    taken = Taken()
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path))
    monkeypatch.setenv("VOCATIO_MAIL_FROM", "Office <post@office.example>")
    with served(taken) as port:
        monkeypatch.setenv("VOCATIO_SMTP_URL", f"smtp://127.0.0.1:{port}?tls=none")
        yield taken


def _notified(town: Town, mail: Taken) -> tuple[Refuser, str]:
    """Somebody with an address, and the document of their notice of intent."""
    somebody = town.summoned(email=MAIL)
    somebody.until_case()
    go_round()
    mail.messages.clear()
    give_notice(somebody.case.id, [MEASURE], reasons(), by=town.officer, at=now())
    return somebody, str(somebody.own.documents[-1].id)


def _alerts(somebody: Refuser, document: str, kind: Kind) -> int:
    page = somebody.look(somebody.town.officer)
    return len([f for f in page.evidence if f.kind == kind and f.details.get("document")])


def test_a_notice_of_intent_is_announced_and_again_until_it_was_opened(
    town: Town, mail: Taken
) -> None:
    somebody, document = _notified(town, mail)
    go_round()
    go_round()
    assert len(mail.messages) == 1, "once, however often it goes round"
    text = message_from_bytes(mail.messages[0].original_content or b"", policy=default)
    assert "post" in text["Subject"]
    assert somebody.own.name not in str(text)
    waiting = Alert.objects.filter(document=document, outcome="")
    assert waiting.exists(), "the profile has reminders"
    somebody.read("notice")
    town.wait(30)
    go_round()
    assert not waiting.exists()
    assert len(mail.messages) == 1, "whoever opened it is reminded of nothing"
    assert not any(broken(at=now()).values()), "that the summons was opened is another matter"


def test_of_those_that_were_missed_only_the_latest_goes_out(town: Town, mail: Taken) -> None:
    _, document = _notified(town, mail)
    town.wait(10)
    go_round()
    about = Alert.objects.filter(document=document).order_by("number")
    assert [alert.outcome for alert in about] == ["void", "void", "sent"]
    assert len(mail.messages) == 1


def test_an_alert_that_comes_back_stands_in_the_file(town: Town, mail: Taken) -> None:
    somebody, document = _notified(town, mail)
    go_round()
    before = _alerts(somebody, document, Kind.ALERT_FAILED)
    alert = Alert.objects.get(document=document, outcome="sent")
    server = System("delivery.bounce", UUID(int=0))
    assert take_bounce(
        report(to=f"bounce+{alert.reference.lower()}@office.example"), by=server, at=now()
    )
    assert _alerts(somebody, document, Kind.ALERT_FAILED) == before + 1
