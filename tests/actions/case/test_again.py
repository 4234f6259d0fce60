"""Before an act with legal effect the password is given once more: office, court, oversight."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from tests.actions.case.town import Refuser, Town, reasons
from tests.actions.court import PASSWORD as OF_COURT
from tests.actions.world import PASSWORD
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.domain.consequences.states import CaseState

ASKS = "Your password, once more"


@pytest.fixture(scope="module")
def proposed(town: Town) -> Refuser:
    """Somebody whose case was handed to the court."""
    somebody = town.summoned()
    somebody.until_proposed()
    return somebody


def _asked(answer: HttpResponseBase) -> bool:
    assert isinstance(answer, HttpResponse)
    return ASKS in answer.content.decode()


@dataclass(frozen=True)
class At:
    """Somebody's desk: how they sign in, where the case is, what they send beside their words."""

    door: str
    page: str
    username: str
    password: str
    sent: dict[str, str]
    words: str


DESKS = (
    At(
        *("/office/sign-in/", "/office/case/", "officer", PASSWORD),
        {"act": "answer", "answer-channel": "counter"},
        "answer-words",
    ),
    At(
        *("/office/sign-in/", "/office/case/", "overseer", PASSWORD),
        {"act": "stay"},
        "stay-reasons",
    ),
    At(
        *("/court/sign-in/court/", "/court/case/", "judge0", OF_COURT),
        {"act": "find"},
        "find-reasons",
    ),
)


def _signed_in(desk: At) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.post(desk.door, {"username": desk.username, "password": desk.password})
    return client


@pytest.mark.parametrize("desk", [DESKS[0], DESKS[2]], ids=lambda desk: desk.username)
def test_a_step_waits_for_the_password_and_loses_nothing(
    town: Town, proposed: Refuser, desk: At
) -> None:
    assert all((town.judges, town.officer.roles))
    client, address = _signed_in(desk), f"{desk.page}{proposed.case.id}/"
    assert not _asked(client.get(address))
    advance_to(now() + timedelta(minutes=11))
    before, why = proposed.own.timeline, reasons()
    sent = {**desk.sent, "seen": str(before[-1].id), desk.words: why}
    answer = client.post(address, sent)
    assert _asked(answer)
    assert why in answer.content.decode(), "what was typed travels along"
    assert _asked(client.post(address, {**sent, "again_password": "guess"}))
    assert proposed.own.timeline == before
    client.post(address, {**sent, "again_password": desk.password})
    assert why in {line.words for line in proposed.own.course}
    # After a while without work, a page waits as well, and leads back.
    advance_to(now() + timedelta(minutes=16))
    lock = client.get(address)
    assert lock.status_code == 302
    assert _asked(client.get(lock["Location"]))
    back = client.post(lock["Location"], {"again_password": desk.password})
    assert back["Location"] == address


def test_a_sample_of_the_overseer_waits_for_it(town: Town, proposed: Refuser) -> None:
    assert town.world.overseer.roles
    client = _signed_in(DESKS[1])
    callup = proposed.summons.callup_id
    advance_to(now() + timedelta(minutes=11))
    for what, sent in (("stay", {"reasons": reasons()}), ("samples", {"size": "1"})):
        assert _asked(client.post(f"/oversight/call-ups/{callup}/{what}/", sent))
    assert proposed.own.state != CaseState.CLOSED
