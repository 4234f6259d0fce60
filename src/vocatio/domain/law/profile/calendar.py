"""The section `calendar`: which days are off, and whose region decides."""

from dataclasses import dataclass
from datetime import date

from vocatio.domain.law.profile.kinds import WEEKDAYS, choice, table, tables
from vocatio.domain.law.profile.reader import Reader
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section

REGIONS = ("addressee", "office", "authority")


@dataclass(frozen=True, slots=True)
class Holidays:
    """Whose public holidays count: ISO 3166 country, and whether those of its parts as well."""

    country: str
    regional: bool


@dataclass(frozen=True, slots=True)
class SingleDay:
    """A day that differs from what country and weekend say."""

    day: date
    name: str
    working: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Which days are off on a date, and by whose region."""

    weekend: frozenset[int]
    country: str
    regional: bool
    exceptions: tuple[SingleDay, ...]
    region: str

    @property
    def added(self) -> dict[date, str]:
        """Listed days off, beside the holidays of the country."""
        return {each.day: each.name for each in self.exceptions if not each.working}

    @property
    def removed(self) -> frozenset[date]:
        """Listed working days, although the country or the weekend says otherwise."""
        return frozenset(each.day for each in self.exceptions if each.working)


def _holidays(reader: Reader) -> Holidays:
    country = reader.text("country")
    if len(country) != 2 or not country.isupper():
        reader.refuse("country", f"{country!r} is no ISO 3166 code of two capitals")
    return Holidays(country, reader.flag("regional"))


def _single_day(reader: Reader) -> SingleDay:
    return SingleDay(reader.day("date"), reader.text("name"), reader.flag("working"))


SECTION = Section(
    "calendar",
    "which days are off, and whose region decides",
    (
        Key("weekend", WEEKDAYS, "weekly days off", Need.REQUIRED),
        Key(
            "holidays",
            table("`{ country, regional }`", _holidays),
            "public holidays of a country (ISO 3166), with or without those of its parts",
            Need.REQUIRED,
        ),
        Key(
            "exceptions",
            tables("list of `{ date, name, working }`", _single_day),
            "single days that are off, or worked, against the rest",
            Need.OPTIONAL,
        ),
        Key("region", choice(*REGIONS), "whose region's holidays govern"),
    ),
)


def build(values: InForce) -> Days:
    """The section on one day; unsaid: no weekend, no holidays, the region of the office."""
    holidays: Holidays | None = values("calendar.holidays")
    return Days(
        weekend=frozenset(values("calendar.weekend") or ()),
        country=holidays.country if holidays else "",
        regional=bool(holidays and holidays.regional),
        exceptions=values("calendar.exceptions") or (),
        region=values("calendar.region") or "office",
    )
