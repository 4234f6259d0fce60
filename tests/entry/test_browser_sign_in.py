"""A member of the board signs in at its provider from the command line, by a browser (F11, F24)."""

import re
import threading
import urllib.request

import click
import pytest

from tests import database as testing
from tests.gateways.test_openid import CLIENT, Liar, liar
from vocatio.domain.errors import InvalidInput
from vocatio.domain.signing_in import NotAskedAgain, NotSeated
from vocatio.entry.commands.board_command import Asked
from vocatio.entry.commands.browser_sign_in import through_browser
from vocatio.gateways import providers
from vocatio.project import bodies
from vocatio.project.processes import free_port

__all__ = ["liar"]


@pytest.fixture
def board(
    own_database: testing.Database, liar: Liar, monkeypatch: pytest.MonkeyPatch
) -> testing.Database:
    """A board whose provider is connected, and a browser that goes where the terminal says."""
    monkeypatch.setenv(providers.variable("conscience"), liar.secret)
    bodies.add_body(own_database.access, bodies.Body("conscience", "Board", "board.example"))
    with own_database.connect("migrator") as owner:
        owner.execute(
            "INSERT INTO cases_provider (body_id, issuer, client_id, scope, claim, value) "
            "VALUES ('conscience', %s, %s, 'openid', 'groups', 'judges')",
            [liar.issuer, CLIENT],
        )
    monkeypatch.setattr(click, "echo", _follow)
    return own_database


def _follow(words: str) -> None:
    """What somebody does who reads the address in the terminal."""
    address = re.sub("^Sign in here: ", "", words)
    threading.Thread(target=lambda: urllib.request.urlopen(address).close()).start()  # noqa: S310 because it is on loopback


def test_who_sits_comes_back_signed_in(board: testing.Database) -> None:
    by = Asked(None, None, free_port(None)).signed_in()
    assert (by.name, by.realm) == ("Grace Hall", "board.example")


def test_nobody_else_does(board: testing.Database, liar: Liar) -> None:
    liar.claims = {"groups": ["clerks"]}
    with pytest.raises(NotSeated):
        through_browser("conscience", free_port(None))
    liar.claims = {"auth_time": 1}
    with pytest.raises(NotAskedAgain):
        through_browser("conscience", free_port(None))


def test_an_answer_to_another_sign_in_is_none(board: testing.Database, liar: Liar) -> None:
    liar.state = "of another"
    with pytest.raises(InvalidInput, match="another sign-in"):
        through_browser("conscience", free_port(None))
