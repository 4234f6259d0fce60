"""Rows as registers in bad order send them: each with one fault that an import must survive."""

from collections.abc import Callable

from vocatio.entry.commands.sample.draw import Draw

Row = dict[str, str]

OVERLONG = 5_000

Fault = Callable[[Row, str, Draw], list[str]]


def _bad_date(row: Row, _: str, draw: Draw) -> list[str]:
    year, month, _day = row["birth_date"].split("-")
    forms = (f"{year}-02-30", f"{year}-13-{month}", f"01.{month}.{year}", "unknown")
    return _with(row, birth_date=draw.pick(forms))


def _two_digit_year(row: Row, _: str, _draw: Draw) -> list[str]:
    return _with(row, birth_date=row["birth_date"][2:])


def _missing_family_name(row: Row, _: str, _draw: Draw) -> list[str]:
    return _with(row, family_name="")


def _duplicate_record(row: Row, earlier: str, _: Draw) -> list[str]:
    return _with(row, record=earlier)


def _unknown_sex(row: Row, _: str, _draw: Draw) -> list[str]:
    return _with(row, sex="q")


def _wrong_column_count(row: Row, _: str, draw: Draw) -> list[str]:
    fields = list(row.values())
    return fields[:-1] if draw.chance(0.5) else [*fields, ""]


def _overlong_value(row: Row, _: str, _draw: Draw) -> list[str]:
    return _with(row, family_name=row["family_name"][0] * OVERLONG)


def _with(row: Row, **changed: str) -> list[str]:
    return list((row | changed).values())


# By kind: takes a sound row and a record key that an earlier row of the file has, returns the
# fields of the faulty row.
FAULTS: dict[str, Fault] = {
    "bad_date": _bad_date,
    "two_digit_year": _two_digit_year,
    "missing_family_name": _missing_family_name,
    "duplicate_record": _duplicate_record,
    "unknown_sex": _unknown_sex,
    "wrong_column_count": _wrong_column_count,
    "overlong_value": _overlong_value,
}
