"""A value with its dates and its source: the atom of a profile.

Shape in the file: `from`, `until` (optional), `value` or `placeholder = true` (announced,
amount not published), `citation`. A table is one such value, a list of tables (`[[…]]`)
several that follow each other in time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from vocatio.domain.law.citation import CONFIDENCE, Citation
from vocatio.domain.law.profile.kinds import Kind
from vocatio.domain.law.profile.reader import NEVER, Reader

EXAMPLE = "{ from = 2026-01-01, value = …, citation = { act = …, article = …, confidence = … } }"


@dataclass(frozen=True, slots=True)
class Dated:
    """A value that holds from `since` to `until`, both days included.

    Attributes:
        until: None while no end is known.
        value: None for a placeholder.
        raw: the value as the canonical form has it, for those who compare or show.
    """

    since: date
    until: date | None
    value: Any
    raw: Any
    citation: Citation

    @property
    def placeholder(self) -> bool:
        """Whether the amount is not known yet."""
        return self.raw is None

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


def in_force(values: Sequence[Dated], on: date) -> Dated | None:
    """The one that holds on that day, if any; validity never overlaps."""
    return next((value for value in values if value.holds(on)), None)


def read_dated(parent: Reader, key: str, kind: Kind) -> tuple[Dated, ...]:
    """The values under a key, in the order of their dates."""
    found = parent.raw(key)
    if found is NEVER:
        return ()
    several = [found] if isinstance(found, Mapping) else found
    if not _are_tables(several):
        parent.refuse(key, f"is undated: write {EXAMPLE}")
        return ()
    name = f"{parent.table_name}.{key}"
    values = [_one(Reader(each, name, parent.problems), kind) for each in several]
    values.sort(key=lambda value: value.since)
    for earlier, later in pairwise(values):
        if earlier.until is None or later.since <= earlier.until:
            parent.refuse(key, _overlap(earlier, later))
    return tuple(values)


def _are_tables(several: Any) -> bool:
    tables = isinstance(several, list) and several and all(isinstance(v, Mapping) for v in several)
    return bool(tables) and any("from" in v or "value" in v or "citation" in v for v in several)


def _overlap(earlier: Dated, later: Dated) -> str:
    return (
        f"two values hold on {later.since.isoformat()}: end the one from "
        f"{earlier.since.isoformat()} on the day before"
    )


def _one(entry: Reader, kind: Kind) -> Dated:
    since = entry.day("from")
    until = entry.day("until") if "until" in entry else None
    if until is not None and until < since:
        entry.refuse("until", "is before `from`")
    value, raw = _value(entry, kind)
    citation = _citation(entry.table("citation"))
    entry.finish()
    return Dated(since, until, value, raw, citation)


def _value(entry: Reader, kind: Kind) -> tuple[Any, Any]:
    if "placeholder" not in entry:
        value = kind.read(entry, "value")
        raw = entry.raw("value") if "value" in entry else None
        return value, plain(kind.write(value) if kind.write and value is not None else raw)
    if not entry.flag("placeholder"):
        entry.refuse("placeholder", "is true or left out")
    if "value" in entry:
        entry.raw("value")
        entry.refuse("value", "is either known or a placeholder, not both")
    return None, None


def plain(value: Any) -> Any:
    """Dates as text, so that RFC 8785 has bytes for them; they are read back as dates."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _citation(cited: Reader) -> Citation:
    citation = Citation(
        act=cited.text("act"),
        article=cited.text("article"),
        confidence=cited.choice("confidence", CONFIDENCE),
        url=cited.text("url") if "url" in cited else "",
        source=cited.text("source") if "source" in cited else "",
    )
    if citation.confidence != "unverified" and not (citation.url or citation.source):
        cited.refuse("url", f"or source must say where it was read, to be “{citation.confidence}”")
    cited.finish()
    return citation
