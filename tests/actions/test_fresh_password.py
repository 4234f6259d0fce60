"""Acts with legal effect take a password of not long ago: by the tables of addresses."""

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tests.actions.court import seat_court
from tests.actions.world import World
from tests.database import Database
from vocatio.actions.clock import now
from vocatio.domain.actors import Role
from vocatio.portals.again import CONFIRMED, CONFIRMED_FOR, SEEN, AgainForm
from vocatio.portals.court import urls as court
from vocatio.portals.doors import ACCOUNT, DEMO, MEMBER
from vocatio.portals.office import urls as office
from vocatio.portals.oversight import urls as oversight

PORTALS = (office, oversight, court)

#: What takes no fresh password, and why.
WITHOUT = {
    "office:sign-in": "nobody is in yet: it is where the password is given",
    "office:sign-out": "it only ends what somebody may do",
    "office:demo": "invented people of a demo, who have no password",
    "court:sign-in": "nobody is in yet: it is where the password is given",
    "court:sign-out": "it only ends what somebody may do",
    "court:demo": "invented people of a demo, who have no password",
    "office:day-list": "it asks who stands here; it records nothing but that it was asked",
    "office:people": "it looks for somebody; it records nothing but that it was asked",
    "office:task-end": "it only ends what somebody may look at",
    "office:work": "it looks for somebody in the queue",
    "office:cases-of": "it looks for somebody among the cases of an office",
    "office:visitor": "one key at the door; whoever appeared can only gain by it, and it lifts",
    "office:person": "it notes a call, which says what was said and counts for nothing",
    "office:letter": "a copy that is no receipt (F9)",
    "office:noted-letter": "a copy that is no receipt (F9)",
    "office:claim-letter": "a copy that is no receipt (F9)",
    "office:letters-print": "what it asks for is done every minute anyway",
    "office:work-assign": "who looks at it among colleagues; nothing about the person",
    "office:work-hand": "who looks at it among colleagues; nothing about the person",
}

ANYTHING = {"uuid": UUID(int=7), "slug": "anything", "date": date(2027, 3, 1)}


def _patterns() -> Iterator[tuple[str, URLPattern]]:
    for portal in PORTALS:
        for pattern in portal.urlpatterns:
            yield f"{portal.app_name}:{pattern.name}", pattern


def _address(name: str, pattern: URLPattern) -> str:
    kinds = {
        key: type(converter).__name__.removesuffix("Converter").lower()
        for key, converter in pattern.pattern.converters.items()
    }
    return reverse(name, kwargs={key: ANYTHING[kind] for key, kind in kinds.items()})


#: Portal -> the door of its session, and an account that may come in there.
Accounts = dict[str, tuple[str, UUID]]


@pytest.fixture
def accounts(own_database: Database) -> Accounts:
    """People with a password, who have every role that their door lets in."""
    everything = [role for role in Role if role != Role.JUDGE]
    staff = World().hire("everything", *everything).account_id
    (judge,) = seat_court(own_database, 1)
    return {
        "office": (ACCOUNT, staff),
        "oversight": (ACCOUNT, staff),
        "court": (MEMBER, judge.account_id),
    }


def _asked(accounts: Accounts, ago: timedelta) -> dict[str, bool]:
    """Whether a POST asks for the password, given that long ago; without what takes no POST."""
    found = {}
    for name, pattern in _patterns():
        door, account = accounts[name.partition(":")[0]]
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        session, at = client.session, now()
        session[door], session[DEMO] = str(account), False
        session[CONFIRMED], session[SEEN] = (at - ago).timestamp(), at.timestamp()
        session.save()
        answer = client.post(_address(name, pattern))
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            found[name] = f'name="{AgainForm.FIELD}"'.encode() in answer.content
    return found


def test_each_act_asks_for_a_fresh_password_or_says_why_not(accounts: Accounts) -> None:
    asked = _asked(accounts, CONFIRMED_FOR + timedelta(seconds=30))
    assert {name for name, again in asked.items() if not again} == set(WITHOUT)
    assert len(asked) > 2 * len(WITHOUT)


def test_a_fresh_one_is_not_asked_for_again(accounts: Accounts) -> None:
    asked = _asked(accounts, CONFIRMED_FOR - timedelta(minutes=1))
    # These pages have no other purpose.
    assert {name for name, again in asked.items() if again} == {
        "office:again",
        "oversight:again",
        "court:again",
    }
