"""Rows as registers in bad order send them: each with one fault that an import must survive."""

from collections.abc import Callable

from vocatio.entry.commands.sample.draw import Draw

Row = dict[str, str]

OVERLONG = 5_000

#: A line break inside quotes is good CSV and no good name; the last two are a mark that turns the
#: direction of writing, and what is left of a letter when a conversion failed.
NO_TEXT = ("\x00", "\x1b", "\n", "\u202e", "\ufffd")

#: Takes a sound row, a sound one that comes before it in the file, and chance; returns fields.
Fault = Callable[[Row, Row, Draw], list[str]]


def _bad_date(row: Row, _: Row, draw: Draw) -> list[str]:
    year, month, _day = row["birth_date"].split("-")
    # The last one is how spreadsheets count days.
    forms = (f"{year}-02-30", f"{year}-13-{month}", f"01.{month}.{year}", "unknown", "38124")
    return _with(row, birth_date=draw.pick(forms))


def _two_digit_year(row: Row, _: Row, _draw: Draw) -> list[str]:
    return _with(row, birth_date=row["birth_date"][2:])


def _implausible_date(row: Row, _: Row, draw: Draw) -> list[str]:
    # A century too early or too late, as a two-figure year is read in the wrong one.
    return _with(row, birth_date=draw.pick(("18", "21")) + row["birth_date"][2:])


def _duplicate_record(row: Row, earlier: Row, _: Draw) -> list[str]:
    return _with(row, record=earlier["record"])


def _number_of_another(row: Row, earlier: Row, _: Draw) -> list[str]:
    number = {key: earlier[key] for key in ("number", "number_kind", "number_issuer")}
    return _with(row, **number)


def _unknown_guardian(row: Row, _: Row, _draw: Draw) -> list[str]:
    return _with(row, guardian=f"{row['record']}X")


def _own_guardian(row: Row, _: Row, _draw: Draw) -> list[str]:
    return _with(row, guardian=row["record"])


def _control_character(row: Row, _: Row, draw: Draw) -> list[str]:
    return _with(row, family_name=row["family_name"] + draw.pick(NO_TEXT) + "x")


def _wrong_column_count(row: Row, _: Row, draw: Draw) -> list[str]:
    fields = list(row.values())
    return fields[:-1] if draw.chance(0.5) else [*fields, ""]


def _cut_off(row: Row, _: Row, draw: Draw) -> list[str]:
    return list(row.values())[: draw.whole(2, 9)]


def _empty(row: Row, _: Row, _draw: Draw) -> list[str]:
    return [""] * len(row)


def _overlong_value(row: Row, _: Row, _draw: Draw) -> list[str]:
    return _with(row, family_name=row["family_name"][0] * OVERLONG)


def _instead(column: str, *values: str) -> Fault:
    """The row with something else in a column."""
    return lambda row, _, draw: _with(row, **{column: draw.pick(values)})


def _with(row: Row, **changed: str) -> list[str]:
    return list((row | changed).values())


#: What is wrong with the line, not with a value: only a file of lines can have it.
OF_LINES = frozenset({"wrong_column_count", "cut_off"})

# By kind. Between them they meet every kind of fault that an import knows; a test sees to it.
FAULTS: dict[str, Fault] = {
    "bad_date": _bad_date,
    "two_digit_year": _two_digit_year,
    "implausible_date": _implausible_date,
    "missing_family_name": _instead("family_name", "", " "),
    "missing_source": _instead("address_source", ""),
    "duplicate_record": _duplicate_record,
    "number_of_another": _number_of_another,
    "unknown_guardian": _unknown_guardian,
    "own_guardian": _own_guardian,
    "unknown_sex": _instead("sex", "q", "female", "W"),
    "unknown_status": _instead("status", "asleep", "dead:soon", "abroad:2027-02-30"),
    "unknown_sealed": _instead("sealed", "", "maybe"),
    "unknown_number_kind": _instead("number_kind", "borrowed"),
    "unknown_need": _instead("needs", "large_print;wings"),
    "bad_email": _instead("email", "nobody", "a@b", "two words@example.org"),
    "bad_phone": _instead("phone", "call me", "12"),
    "bad_move": _instead("moved_on", "yesterday", "2026-02-30", "45000", "1066-10-14"),
    "control_character": _control_character,
    "wrong_column_count": _wrong_column_count,
    "cut_off": _cut_off,
    "empty_row": _empty,
    "overlong_value": _overlong_value,
}
