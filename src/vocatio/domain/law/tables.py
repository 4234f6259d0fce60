"""Reading the tables of a rule: whatever is wrong is named by table and key."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from vocatio.domain.errors import VocatioError

#: Longest period, in units of any kind: more than that is a typing error.
LONGEST = 1000


class BadRule(VocatioError):
    """A rule cannot be read: the message names the table and the key in it."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where, self.says = where, message


def only(value: Any, where: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
    """The value as a table that has no other keys than these.

    Raises:
        BadRule: it is no table, or has a key that nobody reads.
    """
    if not isinstance(value, Mapping):
        raise BadRule(where, f"expected a table, found {value!r}")
    for key in value:
        if key not in keys:
            raise BadRule(f"{where}.{key}", f"unknown key; there are: {', '.join(keys)}")
    return value


def said(table: Mapping[str, Any], where: str, key: str) -> Any:
    """The value under a key that must be there.

    Raises:
        BadRule: it is missing.
    """
    if key not in table:
        raise BadRule(f"{where}.{key}", "this key is missing")
    return table[key]


def option(
    table: Mapping[str, Any],
    where: str,
    key: str,
    options: type[StrEnum],
    default: StrEnum | None,
) -> str:
    """One of the options; without a default it must be said.

    Raises:
        BadRule: naming the options.
    """
    value = said(table, where, key) if default is None else table.get(key, default)
    if value not in list(options):
        raise BadRule(f"{where}.{key}", f"{value!r} is not one of {', '.join(options)}")
    return str(value)


def count(value: Any, where: str) -> int:
    """A whole number from 0 to `LONGEST`.

    Raises:
        BadRule: it is not one.
    """
    if type(value) is not int or not 0 <= value <= LONGEST:
        raise BadRule(where, f"expected a whole number from 0 to {LONGEST}, found {value!r}")
    return value
