"""Read the passages of reasons: those that all jurisdictions share, and those of one's own."""

from functools import cache

from vocatio.domain.summons.passages import Passage, parse
from vocatio.gateways import profiles

FILE = "passages.toml"


@cache
def load(code: str) -> tuple[Passage, ...]:
    """The passages of a jurisdiction; its own come last, so that they hold where days are equal.

    Raises:
        UnknownJurisdiction: naming those that there are.
        BadPassage: naming the passage and what is wrong in it.
    """
    languages = profiles.load(code).profile.head.languages
    own = profiles.root() / code / FILE
    files = [profiles.root() / FILE, *([own] if own.is_file() else [])]
    return parse(
        (table for file in files for table in profiles.tables_of(file).get("passage", ())),
        languages,
    )
