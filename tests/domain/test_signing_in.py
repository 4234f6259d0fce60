"""What a statement of a body's provider must hold (F10, F11, F14)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vocatio.domain.signing_in import (
    CLOCKS,
    LinkFirst,
    NotAskedAgain,
    NotSeated,
    Statement,
    Terms,
    require_fresh,
    require_linked,
    require_seat,
)

ASKED = datetime(2027, 3, 27, 9, 0, tzinfo=UTC)


def said(at: datetime | None = None, **claims: Any) -> Statement:
    return Statement("https://id.court.example", "s-1", "Grace Hall", claims, at, "token")


@pytest.mark.parametrize(
    ("claim", "claims"),
    [
        ("groups", {"groups": ["clerks", "judges"]}),
        ("role", {"role": "judges"}),
        ("realm_access.roles", {"realm_access": {"roles": ["judges"]}}),
        ("https://court.example/roles", {"https://court.example/roles": ["judges"]}),
    ],
)
def test_who_sits_is_where_the_terms_say(claim: str, claims: dict[str, Any]) -> None:
    require_seat(said(**claims), Terms(claim, "judges"))


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"groups": []},
        {"groups": None},
        {"groups": ["judges-emeriti"]},
        {"groups": "judges and others"},
        {"groups": {"judges": True}},
        {"groups": [["judges"]]},
        {"other": ["judges"]},
    ],
)
def test_nobody_else_sits(claims: dict[str, Any]) -> None:
    with pytest.raises(NotSeated) as raised:
        require_seat(said(**claims), Terms("groups", "judges"))
    assert raised.value.cited == "F11"


def test_a_way_into_a_claim_that_is_not_there_leads_nowhere() -> None:
    with pytest.raises(NotSeated):
        require_seat(said(realm_access="roles"), Terms("realm_access.roles", "judges"))


def test_a_sign_in_is_new_when_it_came_after_it_was_asked_for() -> None:
    require_fresh(said(ASKED), ASKED)
    require_fresh(said(ASKED - CLOCKS), ASKED)
    for at in (None, ASKED - CLOCKS - timedelta(seconds=1)):
        with pytest.raises(NotAskedAgain):
            require_fresh(said(at), ASKED)


def test_former_members_are_linked_before_anybody_new_sits() -> None:
    require_linked(())
    with pytest.raises(LinkFirst):
        require_linked(["judge0"])
