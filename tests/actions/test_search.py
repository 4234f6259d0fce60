"""One person is looked for, at one office, for a purpose, and it shows (F19, F20)."""

import json
from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection

from tests.actions.world import PASSWORD, World, addressee, row
from tests.database import Database
from vocatio.actions.access.accounts import create_account
from vocatio.actions.access.sign_in import staff
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.inspect.search import Found, search
from vocatio.actions.law import today
from vocatio.actions.register.import_rows import apply_rows, begin_import, finish_import
from vocatio.domain.actors import Role
from vocatio.domain.errors import InvalidInput, NotPermitted
from vocatio.domain.evidence.canonical import commitment
from vocatio.domain.readings import Look
from vocatio.gateways.names import skeleton
from vocatio.records.access.models import Reading
from vocatio.records.callups.invariants import offenders
from vocatio.records.ledger.models import Commitment, Salt
from vocatio.records.summonses.models import Summons

WHY = "to answer at the counter"
ELSEWHERE = "3"


def _ask(world: World, typed: str, office: UUID | None = None, why: str = WHY) -> Found:
    return search(typed, office or world.office, by=world.officer, purpose=why, at=now())


def _names(found: Found) -> list[str]:
    return [line.name for line in found.people]


@pytest.fixture
def named(world: World) -> World:
    """People with names that are hard to find."""
    world.people(
        row("1", given_name="Anna", family_name="Müller", birth_date="1987-05-17"),
        row("2", given_name="Anna Maria", family_name="Müller-Lüdenscheid", birth_date="1990"),
        row("3", given_name="Омар", family_name="аль-Хасан", birth_date="1999-02-01"),
        row("4", given_name="", family_name="Sukarno", birth_date=""),
        row("5", given_name="Юсуф", family_name="Шевченко"),
        row("6", given_name="Ursula", family_name="von der Leyen"),
        row("7", given_name="Aoife", family_name="O’Brien"),
        row("8", given_name="Anna", family_name="Novak", district=ELSEWHERE),
        row("9", given_name="Anna", family_name="Geheim", sealed="yes"),
    )
    return world


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("müller anna", ["Anna Müller", "Anna Maria Müller-Lüdenscheid"]),
        ("Mueller", ["Anna Müller", "Anna Maria Müller-Lüdenscheid"]),
        ("MULLER A", ["Anna Müller", "Anna Maria Müller-Lüdenscheid"]),
        ("Anna Müller", ["Anna Müller", "Anna Maria Müller-Lüdenscheid"]),
        ("müller 17.5.1987", ["Anna Müller"]),
        ("müller 1987", ["Anna Müller"]),
        ("müller 3.3.1990", ["Anna Maria Müller-Lüdenscheid"]),
        ("lüdenscheid maria", ["Anna Maria Müller-Lüdenscheid"]),
        ("Sukarno", ["Sukarno"]),
        ("sukarno 12.12.1962", ["Sukarno"]),
        ("аль-Хасан", ["Омар аль-Хасан"]),
        ("Omar", ["Омар аль-Хасан"]),
        ("leyen", ["Ursula von der Leyen"]),
        ("Vonderleyen", ["Ursula von der Leyen"]),
        ("obrien", ["Aoife O’Brien"]),
        ("O'Brien", ["Aoife O’Brien"]),
        ("Shevchenko", ["Юсуф Шевченко"]),
    ],
)
def test_a_person_is_found_as_people_type(named: World, typed: str, expected: list[str]) -> None:
    found = _ask(named, typed)
    assert _names(found) == expected
    assert not found.alike


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Mulller", "Anna Müller"),
        ("Mlüler anna", "Anna Müller"),
        ("Muler 1987", "Anna Müller"),
        ("Mullet 17.5.1987", "Anna Müller"),
        ("Yousef", "Юсуф Шевченко"),
        ("Jussuf Schewtschenko", "Юсуф Шевченко"),
        ("Szewczenko", "Юсуф Шевченко"),
        ("al-hassan omar", "Омар аль-Хасан"),
    ],
)
def test_what_is_mistyped_or_carried_over_otherwise_is_found_as_alike(
    named: World, typed: str, expected: str
) -> None:
    found = _ask(named, typed)
    assert expected in _names(found)
    assert found.alike


@pytest.mark.parametrize("change", [str, str.lower, "  {} ".format])
def test_a_reference_is_exact(world: World, change: Callable[[str], str]) -> None:
    summons = world.summoned()
    (line,) = _ask(world, change(summons.reference)).people
    assert line.person_id == summons.person_id
    assert _ask(world, change("7KQ4-0ZFT-91PM-HX3C")).people == ()


def test_numbers_are_found_with_blanks_or_without(world: World) -> None:
    world.people(row("x", number="00123456789"))
    for typed in ("00123456789", "00 1234 5678 9"):
        assert len(_ask(world, typed).people) == 1
    assert _ask(world, "00123456788").people == ()


def test_a_number_that_was_replaced_still_finds_its_person(world: World) -> None:
    world.people(row("x", number="00123456789"))
    world.people(row("x", number="00987654321"))
    (old,), (new,) = (_ask(world, n).people for n in ("00123456789", "00987654321"))
    assert old == new


def test_at_most_twenty_in_the_order_of_the_alphabet(world: World) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    world.people(*(row(a, given_name=f"{a}xy", family_name="Huber") for a in reversed(letters)))
    found = _ask(world, "huber")
    assert _names(found) == [f"{a}xy Huber" for a in letters[:20]]
    assert found.more
    assert _ask(world, "huber") == found
    assert not _ask(world, "huber z").more


@pytest.mark.parametrize("typed", ["", "   ", "%", "*", "_", "a", "-", "17.05.1987", "1987"])
def test_leafing_through_the_register_is_refused(named: World, typed: str) -> None:
    with pytest.raises(InvalidInput, match="query"):
        _ask(named, typed)
    assert not Reading.objects.filter(what="search").exists()


@pytest.mark.parametrize("why", ["", "  "])
def test_without_a_purpose_nobody_is_found(named: World, why: str) -> None:
    with pytest.raises(InvalidInput, match="purpose"):
        _ask(named, "muller", why=why)


def test_an_office_finds_its_own_people_alone(named: World) -> None:
    there = named.open("N", ELSEWHERE)
    assert _names(_ask(named, "novak")) == []
    assert _names(_ask(named, "novak", there)) == ["Anna Novak"]
    assert _names(_ask(named, "N8")) == []


def test_an_account_of_one_office_searches_nowhere_else(named: World) -> None:
    named.open("N", ELSEWHERE)
    account, _ = create_account(
        "bound", PASSWORD, name="B", roles=[Role.OFFICER], office="N", at=now()
    )
    officer = staff(account, at=now())
    with pytest.raises(NotPermitted, match="your own office"):
        search("muller", named.office, by=officer, purpose=WHY, at=now())
    with pytest.raises(ProgrammingError, match="does not search"), connection.cursor() as cursor:
        cursor.execute(
            """SELECT * FROM summonses_search_people(%s, %s, 'x', vocatio_now(), '{muller}',
                                                     '0001-01-01', '9999-12-31', '{}', '{}', '')""",
            [officer.account_id, named.office],
        )


def test_only_an_overseer_searches_everywhere(named: World) -> None:
    with pytest.raises(NotPermitted, match="everywhere"):
        search("novak", None, by=named.officer, purpose=WHY, at=now())
    found = search("anna", None, by=named.overseer, purpose=WHY, at=now())
    assert {"Anna Novak", "Anna Geheim", "Anna Müller"} <= set(_names(found))


def test_whose_address_is_sealed_is_found_at_the_other_office_alone(world: World) -> None:
    world.people(row("s", given_name="Ada", family_name="Geheim", sealed="yes"))
    other = world.open("N", ELSEWHERE)
    summons = Summons.objects.get(callup_id=world.released(1))
    assert summons.slot.office_id == other
    assert _names(_ask(world, "geheim")) == []
    (line,) = _ask(world, "geheim ada", other).people
    assert (line.name, line.district, line.sealed) == ("Ada Geheim", "", True)


def test_each_person_found_sees_who_searched_and_why(world: World) -> None:
    summons = world.summoned()
    _ask(world, "invented", why="zu klären: „\\ \t\x01 ü 😀“")
    _ask(world, "nobody-of-this-name")
    person, nobody = Reading.objects.filter(what="search").order_by("at")
    assert (person.person_id, nobody.person_id) == (summons.person_id, None)
    seen = own.record(by=addressee(summons), purpose="mine", at=now()).readings
    assert [(line.what, line.purpose) for line in seen if line.what == "search"] == [
        ("search", person.purpose)
    ]


def test_the_reading_has_the_bytes_that_the_domain_would_hash(world: World) -> None:
    world.crowd(1)
    _ask(world, "invented", why='zu klären: „\\ " / \b\t\n\x01\x7f ü 😀\u2028“')
    found = Reading.objects.get(what="search")
    look = Look(*(getattr(found, name) for name in Look._fields))
    assert bytes(found.canonical) == look.canonical()
    assert json.loads(bytes(found.canonical))["purpose"] == found.purpose
    entry = Commitment.objects.get(record_id=found.id)
    salt = Salt.objects.get(record_id=found.id)
    assert bytes(entry.entry) == commitment(bytes(salt.salt), look.canonical())
    assert entry.held_in == Reading._meta.db_table


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM register_searchentry",
        "SELECT * FROM register_searchsource",
        "SELECT * FROM register_wordvariant",
        "SELECT register_find_names('{}', '{}', NULL, NULL, 20)",
        "SELECT summonses_scopes(NULL)",
        "SELECT access_write_readings(NULL, '', '', NULL, '{}')",
    ],
)
def test_the_app_has_no_way_around_the_one_function(db: Database, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.connect() as aside:
        aside.execute(statement)


def test_names_of_many_are_found_once_all_are_there(world: World) -> None:
    by, first = world.planner, row("a", given_name="Ada", family_name="Early")
    world.people(first)
    # The first import is killed before its end; the second one finds everybody in the register.
    for new, family in ((2, "Later"), (0, "Later")):
        opened = begin_import("test", b"", mode="delta", new=new, by=by, at=now())
        rows = [row("b", family_name=family), row("c", family_name="Merged")]
        apply_rows(rows, opened, on=today(now()), by=by, at=now())
        assert not _ask(world, "later").people
        assert _names(_ask(world, "early")) == ["Ada Early"]
    finish_import(opened, {}, by=by, at=now())
    for typed in ("early", "later", "merged"):
        assert len(_ask(world, typed).people) == 1
    assert len(_ask(world, "latre").people) == 1
    world.people(row("d", family_name="Last"))
    assert len(_ask(world, "last").people) == 1
    assert not offenders()["what the search finds is what the register says"]


def test_both_rules_for_skeletons_are_one(db: Database) -> None:
    words = ["yusuf", "shevchenko", "xaver", "ax", "e", "zz9", "philipp", "khaled", "aeiou", "ssss"]
    with db.connect("migrator") as owner:
        found = owner.execute(
            "SELECT register_word_skeleton(w) FROM unnest(%s::text[]) AS w", [words]
        ).fetchall()
    assert [value for (value,) in found] == [skeleton(word) for word in words]
