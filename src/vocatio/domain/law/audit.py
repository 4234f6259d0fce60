"""A profile beside the floor: what it asks for that the floor will not do, what it leaves unsaid.

A profile may be strict; nothing here refuses it. Where both speak, the one kinder to the
person wins, and the audit says so by the floor's code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.conflicts import Conflict, conflicts
from vocatio.domain.law.profile import SECTIONS, DatedProfile, Key, Need, Profile, Section
from vocatio.domain.law.profile.dated import Dated, in_force
from vocatio.domain.law.telling import has_words


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something that a profile does not say; `required` makes the audit fail.

    Attributes:
        path: section, code and key, such as "windows.hearing".
        says: what would stand there.
        placeholder: announced, yet nobody knows the amount.
    """

    path: str
    says: str
    required: bool
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value whose source was not read by whoever wrote it."""

    path: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found about one version of a profile, on one day."""

    code: str
    version: str
    on: date
    draft: bool
    conflicts: tuple[Conflict, ...]
    unsaid: tuple[Unsaid, ...]
    doubts: tuple[Doubt, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing that is required."""
        return not any(missing.required for missing in self.unsaid)


def audit(dated: DatedProfile, on: date) -> Audit:
    """Compare a profile with the floor, rule by rule, as it is in force on that day."""
    profile = dated.on(on)
    return Audit(
        code=dated.code,
        version=dated.version,
        on=on,
        draft=dated.draft,
        conflicts=tuple(_cited(found, dated, on) for found in conflicts(profile)),
        unsaid=(*_unsaid(dated, profile), *_lacking(profile)),
        doubts=tuple(_doubts(dated, on)),
    )


def _cited(conflict: Conflict, dated: DatedProfile, on: date) -> Conflict:
    found = in_force(dated.values.get(conflict.path, ()), on)
    return replace(conflict, citation=found.citation if found else None)


def _unsaid(dated: DatedProfile, profile: Profile) -> Iterator[Unsaid]:
    for section in SECTIONS:
        tables = _tables(dated, section)
        if not tables and section.need != Need.OPTIONAL:
            yield Unsaid(section.name, section.says, section.need == Need.REQUIRED)
        for table in tables:
            for key in section.keys:
                yield from _missing(dated, f"{table}.{key.name}", key, profile.on)


def _tables(dated: DatedProfile, section: Section) -> list[str]:
    if not section.coded:
        return [section.name]
    paths = (path.split(".") for path in dated.values)
    return sorted({".".join(path[:2]) for path in paths if path[0] == section.name})


def _missing(dated: DatedProfile, path: str, key: Key, on: date) -> Iterator[Unsaid]:
    found = in_force(dated.values.get(path, ()), on)
    required = key.need == Need.REQUIRED
    if found is not None and found.placeholder:
        yield Unsaid(path, key.says, required, placeholder=True)
    elif found is None and key.need != Need.OPTIONAL:
        yield Unsaid(path, key.says, required)


def _lacking(profile: Profile) -> Iterator[Unsaid]:
    """What no single key can show."""
    if not profile.channels:
        yield Unsaid("service", "a rule for at least one channel that serves", required=True)
    military = any(category.duty == "military" for category in profile.categories)
    if military and not any("conscience" in ground.kinds for ground in profile.grounds):
        yield Unsaid("grounds", "a ground of conscience, for a military duty", required=False)
    for language in profile.languages:
        if not has_words(language):
            says = f"words to explain service in “{language}”, a module in domain/law/telling"
            yield Unsaid("profile.languages", says, required=True)
    against = {remedy.against for remedy in profile.remedies}
    if profile.measures and "measure" not in against:
        yield Unsaid("remedies", "a remedy against measures", required=True)


def _doubts(dated: DatedProfile, on: date) -> Iterator[Doubt]:
    for path, several in dated.values.items():
        found: Dated | None = in_force(several, on)
        if found is not None and found.citation.confidence != "read":
            yield Doubt(path, found.citation)
