"""A jurisdiction's rules, read from data and never from code.

`parse` turns the tables of `profile.toml` into a frozen profile, or says which
table and key is wrong. The content hash of the canonical form is the version.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vocatio.domain.evidence.canonical import canonical
from vocatio.domain.law.rules import Rule, parse_rule
from vocatio.domain.law.tables import BadProfile


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to serve, with the article it rests on."""

    code: str
    rule: Rule
    article: str


@dataclass(frozen=True, slots=True)
class Category:
    """A duty and the ages, in completed years, at which someone is liable to it."""

    code: str
    age_from: int
    age_to: int
    sexes: frozenset[str]
    title: Mapping[str, str]
    article: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one jurisdiction, in one version.

    Attributes:
        languages: BCP 47 tags; the first one is the official language.
        zone: IANA name of the time zone that dates are in.
        country: ISO 3166 alpha-2, whose holidays the calendar takes.
        call_abroad: whether people who live abroad may be called.
        reviewed_by: the lawyers who reviewed it, or None: a draft.
    """

    code: str
    title: Mapping[str, str]
    version: str
    languages: tuple[str, ...]
    zone: str
    country: str
    weekend: frozenset[int]
    channels: tuple[Channel, ...]
    categories: tuple[Category, ...]
    call_abroad: bool
    deferral_months: int
    reviewed_by: str | None

    @property
    def official_language(self) -> str:
        """The language that the law is written in."""
        return self.languages[0]


def parse(tables: Mapping[str, Any]) -> Profile:
    """Read a profile.

    Args:
        tables: what `tomllib` made of the file.

    Raises:
        BadProfile: naming table and key.
    """
    head, liability = _table(tables, "profile"), _table(tables, "liability")
    return Profile(
        code=_text(head, "profile", "code"),
        title=dict(_table(head, "title", "profile.title")),
        version=hashlib.sha256(canonical(tables)).hexdigest(),
        languages=tuple(_list(head, "profile", "languages", str)),
        zone=_zone(_text(head, "profile", "zone")),
        country=_text(_table(tables, "calendar"), "calendar", "country"),
        weekend=frozenset(_list(_table(tables, "calendar"), "calendar", "weekend", int)),
        channels=tuple(
            Channel(code, _rule(table, f"service.{code}"), _article(table, f"service.{code}"))
            for code, table in _tables(tables, "service")
        ),
        categories=tuple(
            _category(code, table) for code, table in _tables(liability, "category", "liability.")
        ),
        call_abroad=_flag(liability, "liability", "call_abroad"),
        deferral_months=_number(_table(tables, "grounds"), "grounds", "deferral_months"),
        reviewed_by=_text(head, "profile", "reviewed_by") or None,
    )


def _category(code: str, table: Mapping[str, Any]) -> Category:
    where = f"liability.category.{code}"
    return Category(
        code=code,
        age_from=_number(table, where, "age_from"),
        age_to=_number(table, where, "age_to"),
        sexes=frozenset(_list(table, where, "sexes", str)),
        title=dict(_table(table, "title", f"{where}.title")),
        article=_article(table, where),
    )


def _rule(table: Mapping[str, Any], where: str) -> Rule:
    return parse_rule({key: table[key] for key in table if key != "citation"}, where)


def _article(table: Mapping[str, Any], where: str) -> str:
    citation = _table(table, "citation", f"{where}.citation")
    return _text(citation, f"{where}.citation", "article")


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadProfile("profile.zone", f"{name!r} is not an IANA time zone") from error


def _table(tables: Mapping[str, Any], key: str, where: str | None = None) -> Mapping[str, Any]:
    value = tables.get(key)
    if not isinstance(value, Mapping):
        raise BadProfile(where or key, "this table is missing")
    return value


def _tables(
    tables: Mapping[str, Any], key: str, prefix: str = ""
) -> Sequence[tuple[str, Mapping[str, Any]]]:
    parent = _table(tables, key, prefix + key)
    return [(code, _table(parent, code, f"{prefix}{key}.{code}")) for code in parent]


def _typed(table: Mapping[str, Any], where: str, key: str, kind: type) -> Any:
    value = table.get(key)
    if type(value) is not kind:
        raise BadProfile(f"{where}.{key}", f"expected {kind.__name__}, found {value!r}")
    return value


def _text(table: Mapping[str, Any], where: str, key: str) -> str:
    return str(_typed(table, where, key, str))


def _number(table: Mapping[str, Any], where: str, key: str) -> int:
    return int(_typed(table, where, key, int))


def _flag(table: Mapping[str, Any], where: str, key: str) -> bool:
    return bool(_typed(table, where, key, bool))


def _list(table: Mapping[str, Any], where: str, key: str, kind: type) -> list[Any]:
    values = _typed(table, where, key, list)
    if not values or not all(type(value) is kind for value in values):
        raise BadProfile(f"{where}.{key}", f"expected a non-empty list of {kind.__name__}")
    return list(values)
