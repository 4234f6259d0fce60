"""The words of a notice, filled in for one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.profile import Profile
from vocatio.domain.summons.content import compose, compose_withdrawal, replacing
from vocatio.domain.summons.template import Template
from vocatio.records.callups.models import Order

#: Day of the week first: it is what people remember. Others than these read as in English.
DATE_FORMATS = {
    "ar": "l، j F Y",
    "de": "l, j. F Y",
    "lv": r"l, Y. \g\a\d\a j. E",
    "pl": "l, j E Y",
}
DATE_FORMAT = "l, j F Y"
#: When a letter was written: without the day of the week.
WRITTEN_FORMATS = {"de": "j. F Y", "pl": "j E Y", "lv": r"Y. \g\a\d\a j. E"}
WRITTEN_FORMAT = "j F Y"


class Recipient(Protocol):
    """What a notice says about its addressee."""

    @property
    def given_name(self) -> str:
        """Empty for those with one name only."""

    @property
    def family_name(self) -> str:
        """As the register spells it."""

    @property
    def language(self) -> str:
        """The chosen language, ISO 639."""

    @property
    def starts_at(self) -> datetime:
        """When to appear, with zone."""

    @property
    def office(self) -> dict[str, str]:
        """Language -> name of the office."""

    @property
    def address(self) -> str:
        """Of the office."""


@dataclass(frozen=True, slots=True)
class Corrects:
    """What a correction says of the notice that it is about: its code, and the reason's code."""

    about: str
    reason: str


class Notices:
    """Composes the notices of one order."""

    def __init__(self, profile: Profile, template: Template, order: Order) -> None:
        self._profile = profile
        self._template = template
        self._order = order
        self._zone = ZoneInfo(profile.zone)
        self._titles = {category.code: category.title for category in profile.categories}

    def compose(
        self, to: Recipient, category: str, code: str, *, at: datetime
    ) -> Mapping[str, Json]:
        """The content of one notice, in the official language and the person's own.

        `code` is the random one that is printed on it. A language that the profile does not
        have falls back to the official one.

        Raises:
            PartMissing: something that must be on it is missing (F3).
        """
        official, chosen = self._languages(to)
        return compose(
            self._template.notice,
            official=official,
            chosen=chosen,
            variables={
                language: self._variables(to, category, language) for language in {official, chosen}
            },
            code=code,
            template=self._template.version,
            issued=instant(at),
            dated={language: self._dated(at, language) for language in {official, chosen}},
            starts_at=instant(to.starts_at),
            zone=self._profile.zone,
        )

    def withdrawal(
        self, to: Recipient, category: str, code: str, corrects: Corrects, *, at: datetime
    ) -> Mapping[str, Json]:
        """The content that says that a notice no longer holds and nothing takes its place.

        Raises:
            PartMissing: something that must be on it is missing.
        """
        official, chosen = self._languages(to)
        return compose_withdrawal(
            self._template.correction,
            official=official,
            chosen=chosen,
            variables=self._corrected(to, category, corrects),
            code=code,
            template=self._template.version,
            issued=instant(at),
            dated={language: self._dated(at, language) for language in {official, chosen}},
            about=corrects.about,
        )

    def replacing(
        self, to: Recipient, category: str, code: str, corrects: Corrects, *, at: datetime
    ) -> Mapping[str, Json]:
        """A whole notice that says which one it replaces, and why.

        Raises:
            PartMissing: something that must be on it is missing (F3).
        """
        notice = self.compose(to, category, code, at=at)
        variables = self._corrected(to, category, corrects)
        return replacing(notice, self._template.correction, variables)

    def _languages(self, to: Recipient) -> tuple[str, str]:
        official = self._profile.official_language
        return official, to.language if to.language in self._profile.languages else official

    def _corrected(
        self, to: Recipient, category: str, corrects: Corrects
    ) -> dict[str, dict[str, str]]:
        return {
            language: self._variables(to, category, language)
            | {"about": corrects.about, "why": self._template.reasons[language][corrects.reason]}
            for language in self._languages(to)
        }

    def _dated(self, at: datetime, language: str) -> str:
        return written_date(at.astimezone(self._zone).date().toordinal(), language)

    def _variables(self, to: Recipient, category: str, language: str) -> dict[str, str]:
        local = to.starts_at.astimezone(self._zone)
        return {
            "name": " ".join(filter(None, (to.given_name, to.family_name))),
            "date": spoken_date(local.date().toordinal(), language),
            "time": local.strftime("%H:%M"),
            "title": title_of(self._order, language),
            "category": self._titles[category][language],
            "order": self._order.reference,
            "basis": self._order.legal_basis,
            "office": to.office.get(language) or to.office[self._profile.official_language],
            "address": to.address,
        }


def title_of(order: Order, language: str) -> str:
    """What people are called to, in this language where the order says it."""
    return str(order.titles.get(language, order.title))


@lru_cache(maxsize=4096)
def spoken_date(ordinal: int, language: str) -> str:
    """A date in words, such as “Thursday, 9 April 2026”; cached, as many people share a day."""
    with translation.override(language):
        return date_format(datetime.fromordinal(ordinal), DATE_FORMATS.get(language, DATE_FORMAT))


@lru_cache(maxsize=4096)
def written_date(ordinal: int, language: str) -> str:
    """A date as letters have it, such as “9 April 2026”."""
    with translation.override(language):
        formats = WRITTEN_FORMATS.get(language, WRITTEN_FORMAT)
        return date_format(datetime.fromordinal(ordinal), formats)
