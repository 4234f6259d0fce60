"""Alerts over a real mail server: sent once, in the person's language, until they have it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest

from tests.actions.test_corrections import RECALL, SUPERSEDE, corrected
from tests.actions.world import World, addressee, row
from tests.gateways.mail_server import Taken, served
from tests.gateways.test_mail import report
from tests.gateways.test_messages import service
from vocatio.actions.clock import now
from vocatio.actions.delivery import send as sending
from vocatio.actions.delivery.alert import BACK_OFF, tell_sent
from vocatio.actions.delivery.bounce import take_bounce
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.delivery.send import AlertsLeft
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.law import facts_of
from vocatio.actions.register import life
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.preview import preview_summons
from vocatio.domain.actors import System
from vocatio.domain.facts import Fact
from vocatio.domain.summons.corrections import Wanted
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.reach import ROUND
from vocatio.records.deliveries.models import Alert
from vocatio.records.summonses.models import Summons

MAIL = "ada@invented.example"
SERVER = System("delivery.bounce", UUID(int=0))


@dataclass
class Office:
    """Somebody with an address for alerts, and a mail server."""

    world: World
    taken: Taken

    def summoned(self, **more: str) -> Summons:
        """Somebody is summoned."""
        self.world.people(row("p", **({"email": MAIL} | more)))
        return Summons.objects.get(callup_id=self.world.released(1))

    def mails(self) -> list[EmailMessage]:
        """What the server took."""
        contents = [envelope.original_content or b"" for envelope in self.taken.messages]
        return [message_from_bytes(content, policy=default) for content in contents]


@pytest.fixture
def office(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The world, with a mail server and a print folder."""
    taken = Taken()
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path))
    monkeypatch.setenv("VOCATIO_MAIL_FROM", "Office <post@office.example>")
    with served(taken) as port:
        monkeypatch.setenv("VOCATIO_SMTP_URL", f"smtp://127.0.0.1:{port}?tls=none")
        yield Office(world, taken)


def days(count: int) -> None:
    """So many days pass, with a round on each."""
    for _ in range(count):
        advance_to(now() + timedelta(days=1))
        go_round()


def of_kind(summons: Summons, *kinds: Kind) -> list[Fact]:
    """The facts of these kinds."""
    return [fact for fact in facts_of(summons.id) if fact.kind in kinds]


def test_one_alert_two_reminders_in_the_language_of_the_person(office: Office) -> None:
    summons = office.summoned(language="de")
    go_round()
    go_round()
    days(12)
    subjects = [mail["Subject"] for mail in office.mails()]
    assert subjects == ["Sie haben Post", *["Sie haben noch ungelesene Post"] * 2]
    assert [f.data["number"] for f in of_kind(summons, Kind.ALERTED)] == [0, 1, 2]
    assert len({mail["Message-ID"] for mail in office.mails()}) == 3
    for mail in office.mails():
        text = mail["Subject"] + mail.get_content()
        assert not [word for word in ("Ada", "Invented", "http", summons.reference) if word in text]
    assert MAIL not in str([fact.data for fact in facts_of(summons.id)])


def test_reminders_stop_when_it_is_opened_not_when_it_is_looked_at(office: Office) -> None:
    summons = office.summoned()
    go_round()
    preview_summons(summons.reference, by=addressee(summons), at=now())
    preview_summons(summons.reference, by=addressee(summons), at=now())
    days(3)
    assert len(office.taken.messages) == 2
    assert len(of_kind(summons, Kind.PREVIEWED)) == 1
    open_summons(summons.reference, by=addressee(summons), at=now())
    days(5)
    assert len(office.taken.messages) == 2


def test_who_opens_it_before_the_alert_goes_out_gets_none(office: Office) -> None:
    summons = office.summoned()
    office.taken.at_rcpt = "451 later"
    go_round()
    open_summons(summons.reference, by=addressee(summons), at=now())
    office.taken.at_rcpt = ""
    days(1)
    assert office.taken.messages == []
    assert Alert.objects.get().outcome == "void"
    assert of_kind(summons, Kind.ALERTED, Kind.ALERT_FAILED) == []


@pytest.mark.parametrize("wanted", [RECALL, SUPERSEDE])
def test_a_correction_of_what_was_opened_is_announced_anew(office: Office, wanted: Wanted) -> None:
    summons = office.summoned()
    go_round()
    open_summons(summons.reference, by=addressee(summons), at=now())
    corrected(office.world, summons, wanted)
    go_round()
    assert [f.data["number"] for f in of_kind(summons, Kind.ALERTED)] == [0, ROUND]
    assert not any(broken(at=now()).values()), "what was opened was another notice"
    open_summons(summons.reference, by=addressee(summons), at=now())
    days(5)
    assert len(office.taken.messages) == 2


@pytest.mark.parametrize("status", ["dead", "detained", "hospitalised", "dead=unknown"])
def test_f22_a_status_stops_reminders_and_without_it_they_go_on(
    office: Office, status: str
) -> None:
    office.summoned()
    go_round()
    office.world.people(row("p", email=MAIL, status=status))
    days(8)
    assert len(office.taken.messages) == 1
    office.world.people(row("p", email=MAIL))
    days(2)
    assert len(office.taken.messages) == 2, "of those that were missed only the latest"


def test_f22_an_alert_that_waits_is_not_sent_to_the_dead_and_is_once_that_is_undone(
    office: Office,
) -> None:
    summons = office.summoned()
    office.taken.at_rcpt = "451 later"
    go_round()
    life.record_death(summons.person_id, None, by=office.world.officer, at=now())
    office.taken.at_rcpt = ""
    days(1)
    assert (office.taken.messages, Alert.objects.get().outcome) == ([], "")
    life.undo_death(summons.person_id, "It was somebody else.", by=office.world.decider, at=now())
    days(1)
    assert len(office.taken.messages) == 1
    assert Alert.objects.get().outcome == "sent"


def test_refused_for_now_it_is_tried_again_ever_more_rarely_then_given_up(office: Office) -> None:
    summons = office.summoned()
    office.taken.at_data = "451 busy"
    go_round()
    assert Alert.objects.get().attempts == 1
    go_round()
    assert Alert.objects.get().attempts == 1
    for wait in BACK_OFF:
        advance_to(now() + wait + timedelta(seconds=1))
        go_round()
    first = Alert.objects.get(number=0)
    assert (first.outcome, first.code) == ("failed", "smtp-451")
    (failed,) = of_kind(summons, Kind.ALERT_FAILED)
    assert failed.data["code"] == "smtp-451"


def test_refused_for_good_is_a_fact_at_once(office: Office) -> None:
    summons = office.summoned()
    office.taken.at_rcpt = "550 no such mailbox"
    go_round()
    (failed,) = of_kind(summons, Kind.ALERT_FAILED)
    assert failed.data["code"] == "smtp-550"
    go_round()
    assert len(of_kind(summons, Kind.ALERT_FAILED)) == 1


def test_a_server_that_is_away_costs_no_attempt(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.summoned()
    with monkeypatch.context() as away:
        away.setenv("VOCATIO_SMTP_URL", "smtp://127.0.0.1:9?tls=none")
        with pytest.raises(AlertsLeft):
            go_round()
        assert Alert.objects.get().attempts == 0
        advance_to(now() + timedelta(days=5))
        with pytest.raises(AlertsLeft):
            go_round()
    go_round()
    assert [mail["Subject"] for mail in office.mails()] == ["There is still post for you"], (
        "of the two that waited only the latest"
    )
    assert not any(broken(at=now()).values())


def test_a_bounce_is_a_fact_of_the_alert_that_it_names_once(office: Office) -> None:
    summons = office.summoned()
    go_round()
    reference = Alert.objects.get().reference.lower()
    content = report(to=f"bounce+{reference}@office.example")
    assert take_bounce(content, by=SERVER, at=now())
    assert not take_bounce(content, by=SERVER, at=now())
    sent, failed = of_kind(summons, Kind.ALERTED, Kind.ALERT_FAILED)
    assert (failed.data["alert"], failed.data["code"]) == (sent.data["alert"], "bounced-5.1.1")


@pytest.mark.parametrize(("late", "copies"), [(False, 2), (True, 1)])
def test_killed_around_the_record_of_it_one_message_at_most_is_doubled(
    office: Office, monkeypatch: pytest.MonkeyPatch, late: bool, copies: int
) -> None:
    summons = office.summoned()

    class Killed(Exception):
        """Stands for SIGKILL at this point."""

    def dying(alert_id: UUID, *, by: System, at: datetime) -> None:
        if late:
            tell_sent(alert_id, by=by, at=at)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sending, "tell_sent", dying)
        with pytest.raises(Killed):
            go_round()
    go_round()
    go_round()
    assert len(office.taken.messages) == copies
    assert len({mail["Message-ID"] for mail in office.mails()}) == 1
    assert len(of_kind(summons, Kind.ALERTED)) == 1


def test_sms_goes_through_the_service(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with service() as found:
        url = f"json://127.0.0.1:{found.server_port}/{{to}}"
        monkeypatch.setenv("VOCATIO_ALERT_URL_SMS", url)
        summons = office.summoned(phone="+43 660 1234567")
        go_round()
    ((path, told),) = found.told
    assert "660" in path
    assert told["title"] == "There is post for you"
    assert {f.data["by"] for f in of_kind(summons, Kind.ALERTED)} == {"email", "sms"}


def test_without_a_gateway_alerts_wait_and_letters_do_not(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VOCATIO_SMTP_URL")
    summons = office.summoned()
    go_round()
    days(10)
    assert len(of_kind(summons, Kind.PRINTED)) == 1
    assert of_kind(summons, Kind.ALERTED) == []
