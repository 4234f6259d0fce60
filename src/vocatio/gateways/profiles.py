"""Read jurisdictions from their folders."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.profile import BadProfile, DatedProfile, Problem, parse
from vocatio.domain.summons.alert import Texts
from vocatio.domain.summons.alert import parse as parse_alerts
from vocatio.domain.summons.content import Templates, check
from vocatio.gateways import calendars

#: Files of a folder that are no part of the profile: texts of notices and letters, and a
#: sample register.
BESIDE = ("letter.toml", "notice.toml", "passages.toml", "sample.toml")


class UnknownJurisdiction(VocatioError):
    """There is no jurisdiction of that name."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A profile, and the texts of its notices by language and part."""

    profile: DatedProfile
    notice: Templates


def codes() -> tuple[str, ...]:
    """The jurisdictions that are shipped, in alphabetical order."""
    return tuple(sorted(f.name for f in root().iterdir() if (f / "profile.toml").is_file()))


def default() -> str:
    """The jurisdiction of this installation: configured, or the one that the data name."""
    configured = os.environ.get("VOCATIO_JURISDICTION")
    return configured or str(tables_of(root() / "default.toml")["jurisdiction"])


@cache
def load(code: str) -> Jurisdiction:
    """A jurisdiction that is shipped, whole.

    Raises:
        UnknownJurisdiction: naming those that there are.
        BadProfile: every problem, with file, table and key.
        PartMissing: a notice lacks a part that the floor demands (F3).
    """
    if code not in codes():
        raise UnknownJurisdiction(f"no jurisdiction “{code}”; there are: {', '.join(codes())}")
    folder = root() / code
    profile = _profile(folder)
    notice = tables_of(folder / "notice.toml")
    check(notice, profile.head.languages)
    return Jurisdiction(profile, notice)


@cache
def alert_texts() -> Texts:
    """What alerts say, by language: the same in every jurisdiction, since it is nothing personal.

    Raises:
        BadAlert: a text is missing, or says what no alert may say.
    """
    return parse_alerts(tables_of(root() / "alerts.toml"))


def read(place: str) -> DatedProfile:
    """The profile in a folder, or the shipped one of that code.

    Raises:
        UnknownJurisdiction: it is neither.
        BadProfile: every problem, with file, table and key.
    """
    folder = Path(place)
    if place in codes():
        return _profile(root() / place)
    if not (folder / "profile.toml").is_file():
        raise UnknownJurisdiction(
            f"“{place}” is no folder with a profile.toml, and no jurisdiction that is shipped: "
            + ", ".join(codes())
        )
    return _profile(folder)


def _profile(folder: Traversable) -> DatedProfile:
    """All sections of all files; each stands in one file."""
    tables: dict[str, Any] = {}
    places: dict[str, str] = {}
    twice: list[Problem] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml") or file.name in BESIDE:
            continue
        place = f"{folder.name}/{file.name}"
        for section, table in tables_of(file).items():
            if section in tables:
                says = f"stands in {places[section]} already: keep a section in one file"
                twice.append(Problem(place, section, "", says))
            tables[section], places[section] = table, place
    if twice:
        raise BadProfile(twice)
    profile = parse(tables, places)
    if profile.head.code != folder.name:
        says = f"is {profile.head.code!r}, while the folder is “{folder.name}”: make them one"
        raise BadProfile([Problem(places["profile"], "profile", "code", says)])
    for dated in profile.values.get("calendar.holidays", ()):
        if dated.value and not calendars.exists(dated.value.country):
            says = f"no calendar is known for {dated.value.country!r}: add its days as exceptions"
            raise BadProfile([Problem(places["calendar"], "calendar", "holidays", says)])
    return profile


def root() -> Traversable:
    """The folder of all jurisdictions."""
    return files("vocatio.jurisdictions")


def tables_of(file: Traversable) -> Mapping[str, Any]:
    """What a TOML file says.

    Raises:
        VocatioError: it is not TOML in UTF-8; naming file and line.
    """
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise VocatioError(f"{file}: is not TOML in UTF-8: {error}") from error
