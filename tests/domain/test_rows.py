"""Rows of a register file: each fault named by column, never by value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.register.partial_date import PartialDate
from vocatio.domain.register.rows import COLUMNS, CONTROL, Fault, Parser, Row, StatusEntry, parse

TODAY = date(2027, 1, 1)
GOOD = dict.fromkeys(COLUMNS, "") | {
    "record": "r1",
    "family_name": "One",
    "language": "en",
    "country": "AT",
    "address_source": "post",
    "sealed": "no",
}


def read(**more: str | None) -> Row | list[Fault]:
    """A good row that differs in this."""
    return parse(GOOD | more, today=TODAY)


def test_the_least_that_a_row_needs() -> None:
    row = read()
    assert isinstance(row, Row)
    assert (row.given_name, row.birth, row.sealed, row.statuses) == ("", None, False, ())


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        *((c, "", "required") for c in ("record", "family_name", "language", "country")),
        ("address_source", " ", "required"),
        ("birth_date", "01.02.2003", "not_a_date"),
        ("birth_date", "03-02-01", "not_a_date"),
        ("birth_date", "20030201", "not_a_date"),
        ("birth_date", "2003-02-29", "not_a_date"),
        ("birth_date", "1899-12-31", "implausible_date"),
        ("birth_date", "2027-01-02", "implausible_date"),
        ("sex", "male", "unknown_code"),
        ("sealed", "", "unknown_code"),
        ("sealed", "YES", "unknown_code"),
        ("status", "asleep", "unknown_code"),
        ("status", "exempt:soon", "unknown_code"),
        ("status", "exempt:2027-13-01", "not_a_date"),
        ("street", "x" * 201, "too_long"),
        ("locality", "Wi\x00en", "control_character"),
        ("guardian", None, "missing_value"),
        ("number_kind", "odd", "unknown_code"),
        ("email", "nobody", "not_an_address"),
        ("phone", "call me", "not_a_number"),
        ("needs", "a_drink", "unknown_code"),
        ("moved_on", "2026", "not_a_date"),
        ("moved_on", "2026-W01-1", "not_a_date"),
        ("moved_on", "2027-01-02", "implausible_date"),
        ("family_name", "Wi\u202een", "control_character"),
        ("family_name", "M\ufffdller", "control_character"),
    ],
)
def test_a_fault_names_its_column(column: str, value: str | None, kind: str) -> None:
    assert read(**{column: value}) == [Fault(column, kind)]


def test_a_birth_date_may_be_partly_unknown() -> None:
    row = read(birth_date="2003-02")
    assert isinstance(row, Row)
    assert row.birth == PartialDate(2003, 2)


def test_a_column_that_is_not_there_says_nothing() -> None:
    bare, told = read(), read(email="", needs="braille;interpreter")
    assert isinstance(bare, Row)
    assert isinstance(told, Row)
    assert (bare.email, bare.needs) == (None, None)
    assert (told.email, told.needs) == ("", ("braille", "interpreter"))


def test_every_fault_of_a_row_is_told_at_once() -> None:
    found = read(sex="male", birth_date="yesterday", sealed="")
    assert found == [
        Fault("birth_date", "not_a_date"),
        Fault("sex", "unknown_code"),
        Fault("sealed", "unknown_code"),
    ]


def test_statuses() -> None:
    row = read(status="exempt:2028-01-01;abroad;dead=unknown")
    assert isinstance(row, Row)
    assert row.statuses == (
        StatusEntry("exempt", True, date(2028, 1, 1)),
        StatusEntry("abroad", True, None),
        StatusEntry("dead", None, None),
    )


def test_the_content_follows_every_value() -> None:
    contents = {read().content}  # type: ignore[union-attr]  # because it is a row
    for column in COLUMNS:
        more = {"birth_date": "2000-01-01", "sex": "f", "sealed": "yes", "status": "abroad"}
        row = read(**{column: more.get(column, "other")})
        assert isinstance(row, Row)
        contents.add(row.content)
    assert len(contents) == 1 + len(COLUMNS)


@given(st.fixed_dictionaries({column: st.none() | st.text() for column in COLUMNS}))
def test_whatever_a_file_holds_is_read_or_named(values: dict[str, str | None]) -> None:
    found = parse(values, today=TODAY)
    assert isinstance(found, Row) or (
        found and {fault.column for fault in found} <= {*COLUMNS, "line"}
    )


@given(st.fixed_dictionaries({column: st.text() for column in COLUMNS}))
def test_a_fault_never_tells_the_value(values: dict[str, str]) -> None:
    kinds = {"required", "too_long", "unknown_code", "not_a_date", "implausible_date", "empty"}
    kinds.add("control_character")
    found = parse(values, today=TODAY)
    assert isinstance(found, Row) or {fault.kind for fault in found} <= kinds


#: Cells that are sound in some columns and at fault in others, alone or beside each other.
CELLS = st.sampled_from(
    [
        "",
        " ",
        "no",
        "AT",
        "2004-02-29",
        "17.05.04",
        "x" * 201,
        "u",
        "\u0308",
        "u\u0308",
        "\ufffd",
        "\0",
    ]
)
LINES = st.dictionaries(st.sampled_from(COLUMNS), CELLS, max_size=3).map(
    lambda odd: list((GOOD | odd).values())
)


@given(st.lists(LINES | st.lists(CELLS, max_size=len(COLUMNS) + 1), max_size=5))
def test_rows_are_judged_together_as_each_is_alone(lines: list[list[str]]) -> None:
    parser = Parser(COLUMNS, TODAY)
    assert parser.parse(lines) == [one for line in lines for one in parser.parse([line])]


@pytest.mark.parametrize("mark", sorted(filter(CONTROL.match, map(chr, range(0x11_0000)))))
def test_no_control_slips_in_wherever_it_stands(mark: str) -> None:
    for text in (f"Wi{mark}en", f"{mark}Ž", "Straße " * 28 + mark + "z"):
        found = read(locality=text)
        # At the edge a mark may count as a space, which is cut off.
        assert isinstance(found, Row) == (mark not in text.strip())


def test_a_text_may_be_longer_once_it_is_composed() -> None:
    # U+FB2C is three characters in NFC.
    text = "\ufb2c" * 70
    assert read(street=text) == [Fault("street", "too_long")]
    assert isinstance(read(street="\ufb2c" * 60), Row)


def test_a_space_that_does_not_break_is_no_fault() -> None:
    row = read(street="1\u00a0Street")
    assert isinstance(row, Row)
    assert row.street == "1\u00a0Street"
