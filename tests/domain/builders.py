"""Small pieces to build cases from."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.facts import Fact
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.profile import DatedProfile, Profile, parse
from vocatio.domain.summons.kinds import Kind

SUMMONS, PERSON, SLOT = UUID(int=1), UUID(int=2), UUID(int=3)
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
TODAY = START.date()
APPOINTMENT = START + timedelta(days=28)

#: Weekends off, and one holiday, for ten years.
CALENDAR = Calendar(
    region="XX",
    first=date(2020, 1, 1),
    last=date(2030, 12, 31),
    weekend=frozenset({5, 6}),
    holidays={date(2027, 3, 29): "a holiday"},
)


CITATION = {"act": "Act", "article": "article 1", "confidence": "unverified"}
LONG_AGO = date(2000, 1, 1)


def dated(value: Any, since: date = LONG_AGO, **more: Any) -> dict[str, Any]:
    """A value of a profile with its date and its source."""
    return {"from": since, "value": value, "citation": CITATION, **more}


def tables() -> dict[str, Any]:
    """The shipped profile as TOML tables, to change."""
    folder = files("vocatio.jurisdictions") / "arrival"
    names = ("profile", "liability", "service", "consequences")
    found: dict[str, Any] = {}
    for name in names:
        found |= tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return found


def dated_profile(**service: Any) -> DatedProfile:
    """The shipped profile, with other rules of service if given: channel -> rule."""
    found = tables()
    if service:
        found["service"] = {channel: dated(rule) for channel, rule in service.items()}
    for channel in service:
        found["channels"].setdefault(channel, {"effect": dated("serves")})
    return parse(found)


def profile(*, on: date = TODAY, **service: Any) -> Profile:
    """What is in force on that day."""
    return dated_profile(**service).on(on)


PROFILE = profile()


def fact(
    kind: str,
    at: datetime,
    *,
    number: int = 0,
    by: dict[str, str] | None = None,
    recorded: datetime | None = None,
    data: Mapping[str, Json] | None = None,
) -> Fact:
    """A fact of the one summons there is."""
    return Fact(
        id=UUID(int=100 + number),
        kind=kind,
        subject=SUMMONS,
        person_id=PERSON,
        occurred_at=at,
        recorded_at=recorded or at,
        source="system",
        by=by or {"person": str(PERSON)},
        data=data or {},
    )


def issued(at: datetime = START, appointment: datetime = APPOINTMENT) -> Fact:
    """The issue, with the appointment."""
    return fact(Kind.ISSUED, at, data={"slot": str(SLOT), "starts_at": instant(appointment)})


def arrived(at: datetime = START) -> Fact:
    """Arrival in the inbox."""
    return fact(Kind.AVAILABLE, at, number=1)
