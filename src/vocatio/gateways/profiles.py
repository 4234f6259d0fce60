"""Read jurisdictions from their folders."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from vocatio.domain.errors import VocatioError
from vocatio.domain.law.profile import Profile, parse
from vocatio.domain.summons.content import Templates, check


class UnknownJurisdiction(VocatioError):
    """There is no jurisdiction of that name."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A profile, the tables it was read from, and the texts of its notices by language and part."""

    profile: Profile
    tables: Mapping[str, Any]
    notice: Templates


def codes() -> tuple[str, ...]:
    """The jurisdictions that are shipped, in alphabetical order."""
    return tuple(sorted(f.name for f in _root().iterdir() if (f / "profile.toml").is_file()))


def default() -> str:
    """The jurisdiction of this installation: configured, or the one that the data name."""
    configured = os.environ.get("VOCATIO_JURISDICTION")
    return configured or str(_tables(_root() / "default.toml")["jurisdiction"])


@cache
def load(code: str) -> Jurisdiction:
    """A jurisdiction, whole.

    Raises:
        UnknownJurisdiction: naming those that there are.
        BadProfile: naming table and key.
        PartMissing: a notice lacks a part that the floor demands (F3).
    """
    if code not in codes():
        raise UnknownJurisdiction(f"no jurisdiction “{code}”; there are: {', '.join(codes())}")
    tables = _tables(_root() / code / "profile.toml")
    profile = parse(tables)
    notice = _tables(_root() / code / "notice.toml")
    check(notice, profile.languages)
    return Jurisdiction(profile, tables, notice)


def _root() -> Traversable:
    return files("vocatio.jurisdictions")


def _tables(file: Traversable) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocatioError(f"{file}: {error}") from error
