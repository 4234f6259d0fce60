"""The section `profile`: what the jurisdiction is called, and who answers for its profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vocatio.domain.law.profile.reader import Reader

#: Key, form and meaning, for the reference: this section alone is not dated.
KEYS = (
    ("code", "text", "name of the folder"),
    ("languages", "list of BCP 47 tags", "the first is the official one"),
    ("zones", "list of IANA names", "the first is the one that dates are in"),
    ("known_at", "date", "the state of the law that the values describe"),
    ("reviewed_by", "text", 'lawyers who reviewed it; `""`: a draft, which issues nothing'),
    ("title", "table", "the name in each language"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What is not law but says whose law it is."""

    code: str
    languages: tuple[str, ...]
    zones: tuple[str, ...]
    known_at: date
    reviewed_by: str
    title: Mapping[str, str]


def read_head(reader: Reader) -> Head:
    """The section, checked."""
    languages = reader.texts("languages")
    head = Head(
        code=reader.text("code"),
        languages=languages,
        zones=reader.texts("zones"),
        known_at=reader.day("known_at"),
        reviewed_by=reader.text("reviewed_by", blank=True).strip(),
        title=read_title(reader, languages),
    )
    for zone in head.zones:
        if not _exists(zone):
            reader.refuse("zones", f"{zone!r} is not an IANA time zone")
    reader.finish()
    return head


def read_title(reader: Reader, languages: tuple[str, ...]) -> Mapping[str, str]:
    """A title in every language of the profile, and in no other."""
    title = reader.table("title")
    found = {language: title.text(language) for language in languages}
    title.finish()
    return found


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
