"""A profile, whole: every value with its dates, and what is in force on one day."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from vocatio.domain.evidence.canonical import Json, canonical
from vocatio.domain.law.profile import after, calendar, channels, grounds, liability, measures
from vocatio.domain.law.profile import remedies as remedies_section
from vocatio.domain.law.profile import windows as windows_section
from vocatio.domain.law.profile.after import Outage, Restitution, Retention
from vocatio.domain.law.profile.calendar import Days
from vocatio.domain.law.profile.channels import Channel
from vocatio.domain.law.profile.grounds import Ground
from vocatio.domain.law.profile.head import Head
from vocatio.domain.law.profile.liability import Category
from vocatio.domain.law.profile.measures import Measure
from vocatio.domain.law.profile.remedies import Remedy
from vocatio.domain.law.profile.schema import InForce, Titles, Values
from vocatio.domain.law.profile.windows import Windows

SECTIONS = (
    calendar.SECTION,
    liability.SECTION,
    channels.CHANNELS,
    channels.SERVICE,
    windows_section.SECTION,
    grounds.SECTION,
    measures.SECTION,
    remedies_section.SECTION,
    after.OUTAGE,
    after.RESTITUTION,
    after.RETENTION,
)


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one jurisdiction in one version, as they are in force on one day.

    Attributes:
        on: that day.
        languages: BCP 47 tags; the first one is the official language.
        zones: IANA names; the first one is the zone that dates are in.
        known_at: the state of the law that the version describes.
        reviewed_by: the lawyers who reviewed it, or None: a draft.
        channels: those by which a summons can be served.
    """

    code: str
    title: Mapping[str, str]
    version: str
    on: date
    languages: tuple[str, ...]
    zones: tuple[str, ...]
    known_at: date
    reviewed_by: str | None
    days: Days
    categories: tuple[Category, ...]
    channels: tuple[Channel, ...]
    windows: Windows
    grounds: tuple[Ground, ...]
    measures: tuple[Measure, ...]
    remedies: tuple[Remedy, ...]
    outage: Outage
    restitution: Restitution
    retention: Retention

    @property
    def official_language(self) -> str:
        """The language that the law is written in."""
        return self.languages[0]

    @property
    def zone(self) -> str:
        """The zone that dates are in."""
        return self.zones[0]

    @property
    def country(self) -> str:
        """ISO 3166 alpha-2, whose holidays the calendar takes."""
        return self.days.country

    @property
    def weekend(self) -> frozenset[int]:
        """Weekly days off, Monday is 0."""
        return self.days.weekend

    @property
    def draft(self) -> bool:
        """Whether no lawyer has reviewed it: then it issues nothing in production."""
        return self.reviewed_by is None


@dataclass(frozen=True)
class DatedProfile:
    """One version of a profile: every value with its dates and its source.

    Attributes:
        values: path, such as "windows.reply" -> its values in the order of their dates.
        titles: coded table, such as "liability.conscript" -> language -> title.
        content: the canonical form, which can be read again.
    """

    head: Head
    values: Values
    titles: Titles
    content: Mapping[str, Json]
    _days: dict[date, Profile] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def canonical(self) -> bytes:
        """RFC 8785 bytes of the canonical form."""
        return canonical(self.content)

    @cached_property
    def version(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()

    @property
    def code(self) -> str:
        """Of the jurisdiction."""
        return self.head.code

    @property
    def zone(self) -> str:
        """The zone that dates are in."""
        return self.head.zones[0]

    @property
    def official_language(self) -> str:
        """The language that the law is written in."""
        return self.head.languages[0]

    @property
    def draft(self) -> bool:
        """Whether no lawyer has reviewed it."""
        return not self.head.reviewed_by

    def on(self, day: date) -> Profile:
        """What is in force on a day, by this version."""
        if day not in self._days:
            self._days[day] = self._build(day)
        return self._days[day]

    def _build(self, day: date) -> Profile:
        return build(self.head, InForce(self.values, self.titles, day), self.version, day)


def build(head: Head, values: InForce, version: str, day: date) -> Profile:
    """The rules in force on a day, from values that are in force then."""
    made: dict[str, Any] = {
        "days": calendar.build(values),
        "categories": liability.build(values),
        "channels": channels.build(values),
        "windows": windows_section.build(values),
        "grounds": grounds.build(values),
        "measures": measures.build(values),
        "remedies": remedies_section.build(values),
        "outage": after.build_outage(values),
        "restitution": after.build_restitution(values),
        "retention": after.build_retention(values),
    }
    return Profile(
        code=head.code,
        title=head.title,
        version=version,
        on=day,
        languages=head.languages,
        zones=head.zones,
        known_at=head.known_at,
        reviewed_by=head.reviewed_by or None,
        **made,
    )
