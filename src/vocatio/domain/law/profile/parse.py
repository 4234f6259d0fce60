"""From the tables of a jurisdiction's files to a profile, or to every problem in them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from vocatio.domain.law.profile.checks import check
from vocatio.domain.law.profile.dated import Dated, plain, read_dated
from vocatio.domain.law.profile.head import Head, read_head, read_title
from vocatio.domain.law.profile.problems import Problems
from vocatio.domain.law.profile.reader import Reader
from vocatio.domain.law.profile.schema import Section
from vocatio.domain.law.profile.whole import SECTIONS, DatedProfile

CODE = re.compile(r"[a-z][a-z0-9_]*")
#: Tables and lists within each other; a rule of law needs a handful, and every reader a stack.
DEEPEST = 40


def parse(tables: Mapping[str, Any], files: Mapping[str, str] | None = None) -> DatedProfile:
    """Read a profile.

    Args:
        tables: section -> table, as `tomllib` reads them from the files of a folder, or as
            they come back from the canonical form of a stored version.
        files: section -> file, for the messages.

    Raises:
        BadProfile: every problem, with its file, table and key.
    """
    problems = Problems(files or {})
    _refuse_deep(tables, problems)
    problems.refuse_any()
    reading = _Reading(Reader(tables, "", problems))
    problems.refuse_any()
    check(reading.values, problems)
    problems.refuse_any()
    return DatedProfile(reading.head, reading.values, reading.titles, plain(reading.content))


def _refuse_deep(tables: Mapping[str, Any], problems: Problems) -> None:
    """Before anything walks down: a hostile file would exhaust whoever reads it."""
    places: list[tuple[tuple[str, ...], Any]] = [((name,), tables[name]) for name in tables]
    while places:
        way, value = places.pop()
        if len(way) > DEEPEST:
            problems.add(way[0], way[1], f"is nested more than {DEEPEST} deep: say it more simply")
            return
        places += [((*way, name), inner) for name, inner in _inside(value)]


def _inside(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    return ((str(n), item) for n, item in enumerate(value)) if isinstance(value, list) else ()


class _Reading:
    """What has been read so far of one profile."""

    def __init__(self, top: Reader) -> None:
        self.values: dict[str, tuple[Dated, ...]] = {}
        self.titles: dict[str, Mapping[str, str]] = {}
        self.head: Head = read_head(top.table("profile"))
        self.content: dict[str, Any] = {"profile": top.raw("profile")}
        for section in SECTIONS:
            if section.name in top:
                self.content[section.name] = self._section(top.table(section.name), section)
        for name in top:
            if name != "profile" and name not in {section.name for section in SECTIONS}:
                known = ", ".join(("profile", *(section.name for section in SECTIONS)))
                top.problems.add(name, "", f"there is no such section; there are: {known}")

    def _section(self, reader: Reader, section: Section) -> dict[str, Any]:
        if not section.coded:
            return self._keys(reader, section, section.name)
        return {code: self._coded(reader, section, code) for code in reader}

    def _coded(self, reader: Reader, section: Section, code: str) -> dict[str, Any]:
        path = f"{section.name}.{code}"
        if section.codes is not None and code not in section.codes:
            reader.refuse(code, f"is unknown; there are: {', '.join(section.codes)}")
        elif not CODE.fullmatch(code):
            reader.refuse(code, "a code has small letters, digits and “_”, a letter first")
        inner = reader.table(code)
        content: dict[str, Any] = {}
        if section.titled:
            self.titles[path] = read_title(inner, self.head.languages)
            content["title"] = self.titles[path]
        return content | self._keys(inner, section, path)

    def _keys(self, reader: Reader, section: Section, path: str) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key in section.keys:
            if key.name in reader:
                dated = read_dated(reader, key.name, key.kind)
                self.values[f"{path}.{key.name}"] = dated
                content[key.name] = [_entry(value) for value in dated]
        known = {key.name for key in section.keys} | ({"title"} if section.titled else set())
        for name in reader:
            if name not in known:
                reader.refuse(name, f"is unknown; known here: {', '.join(sorted(known))}")
        return content


def _entry(dated: Dated) -> dict[str, Any]:
    """One value as the canonical form has it: always in a list, always in this shape."""
    cited = dated.citation
    entry: dict[str, Any] = {
        "from": dated.since,
        "citation": {
            "act": cited.act,
            "article": cited.article,
            "confidence": cited.confidence,
        }
        | ({"url": cited.url} if cited.url else {})
        | ({"source": cited.source} if cited.source else {}),
    }
    if dated.until is not None:
        entry["until"] = dated.until
    return entry | ({"placeholder": True} if dated.placeholder else {"value": dated.raw})
