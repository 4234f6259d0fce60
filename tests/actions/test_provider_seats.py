"""Whom a body's provider names is seated there and nowhere else: the database holds it (F11)."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests import database as testing
from tests.actions.court import PASSWORD, seat
from tests.records.case_ground import Ground, ready
from vocatio.actions.access.sign_in import SignInFailed, confirm, sign_in, staff
from vocatio.actions.access.through_provider import keep_typed, open_kept
from vocatio.actions.clock import now
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.signing_in import SignsInElsewhere
from vocatio.gateways import identity
from vocatio.project import bodies, launch

ISSUER = "https://id.court.example"


@pytest.fixture(scope="module")
def ground(server: launch.Server) -> Iterator[Ground]:
    """A case that is ready for its finding, and a court whose provider knows one judge of three."""
    with testing.cloned(server) as database, testing.connected(database):
        found = ready(database)
        with database.connect("migrator") as owner:
            owner.execute(
                "INSERT INTO cases_provider (body_id, issuer, client_id, scope, claim, value) "
                "VALUES ('court', %s, 'vocatio', 'openid', 'groups', 'judges')",
                [ISSUER],
            )
        bodies.link(database.access, "court", "judge0", "s-0")
        yield found


def _seat(*, body: str = "court", issuer: str = ISSUER, subject: str = "s-9") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        ids = [identity.new_id() for _ in range(3)]
        cursor.execute(
            "SELECT cases_seat(%s, %s, %s, %s, %s, %s, %s)", [body, issuer, subject, "New", *ids]
        )


def _refused(act: Any, rule: str) -> None:
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        act()
    cause = raised.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == rule, str(cause)


def test_only_who_the_provider_knows_signs_for_the_body(ground: Ground) -> None:
    _refused(lambda: ground.find(ground.judges[1]), "F11")
    with testing.rolled_back():
        ground.find(ground.judges[0])


def test_nobody_new_sits_while_a_former_member_is_not_linked(ground: Ground) -> None:
    _refused(_seat, "F14")


def test_a_session_counts_for_the_provider_that_it_came_from(ground: Ground) -> None:
    account = ground.judges[0].account_id
    assert staff(account, issuer=ISSUER, at=now()) == ground.judges[0]
    assert staff(account, picked=True, at=now()) == ground.judges[0]
    for other in (None, "https://elsewhere.example"):
        with pytest.raises(NotFound):
            staff(account, issuer=other, at=now())
    assert staff(ground.officer.account_id, at=now()) == ground.officer
    with pytest.raises(NotFound):
        staff(ground.officer.account_id, issuer=ISSUER, at=now())


def test_passwords_of_that_realm_count_no_more(ground: Ground) -> None:
    with pytest.raises(SignsInElsewhere):
        sign_in("judge0", PASSWORD, "court.example", at=now())
    with pytest.raises(SignsInElsewhere):
        confirm(PASSWORD, by=ground.judges[0], at=now())
    with pytest.raises(SignInFailed):
        sign_in("judge0", PASSWORD, at=now())


@pytest.mark.parametrize("table", ["cases_provider", "cases_subject"])
@pytest.mark.parametrize("statement", ["INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}"])
@pytest.mark.parametrize("role", ["app", "bulk", "retention", "sequencer"])
def test_providers_and_subjects_are_the_owners_to_write(
    suite_database: testing.Database, table: str, statement: str, role: str
) -> None:
    with (
        suite_database.connect(role) as other,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        other.execute(statement.format(table))


@pytest.mark.parametrize("role", ["bulk", "retention", "sequencer"])
def test_the_application_alone_asks_for_a_seat(suite_database: testing.Database, role: str) -> None:
    with (
        suite_database.connect(role) as other,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        other.execute("SELECT cases_unlinked('court')")


def test_a_seat_is_one_of_that_body_through_that_provider(own_database: testing.Database) -> None:
    seat(own_database, "court", "judge0")
    with own_database.connect("migrator") as owner:
        owner.execute(
            "INSERT INTO cases_provider (body_id, issuer, client_id, scope, claim, value) "
            "VALUES ('court', %s, 'vocatio', 'openid', 'groups', 'judges')",
            [ISSUER],
        )
    bodies.close(own_database.access, "court", "judge0")
    _refused(lambda: _seat(issuer="https://elsewhere.example"), "F11")
    _refused(lambda: _seat(body="conscience"), "F11")
    _seat()
    found = next(one for one in bodies.members(own_database.access, "court") if one.subject)
    assert (found.name, found.username) == ("New", f"{ISSUER} s-9")
    with pytest.raises(DatabaseError):
        _seat()
    with pytest.raises(InvalidInput, match="linked already"):
        bodies.link(own_database.access, "court", "judge0", "s-9")
    with pytest.raises(InvalidInput, match="no account"):
        bodies.link(own_database.access, "court", "judge9", "s-8")
    bodies.disconnect_provider(own_database.access, "court")
    with pytest.raises(InvalidInput, match="no identity provider"):
        bodies.link(own_database.access, "court", "judge0", "s-8")
    with pytest.raises(SignInFailed):
        sign_in(found.username, "!", "court.example", at=now())


def test_what_was_typed_is_opened_by_who_typed_it(ground: Ground) -> None:
    first, second = ground.judges[:2]
    kept = keep_typed("/court/", {"reasons": ["They stayed away."]}, by=first, at=now())
    assert "stayed" not in kept
    assert open_kept(kept, by=first, at=now()) == ("/court/", {"reasons": ["They stayed away."]})
    for by, what in ((second, kept), (first, "not ours"), (first, kept[:-8])):
        with pytest.raises(NotFound):
            open_kept(what, by=by, at=now())
