"""Who may be called: liability holds, identity rests on two sources, the status gate is open.

The law is written once, here. Bulk paths ask this decider once for each distinct
combination of its inputs and join the answers back.

Every fact is true, false or unknown. Whatever is unknown goes to a human, never to a default.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vocatio.domain.law.floor import MINIMUM_AGE_YEARS, STATUS_GATE
from vocatio.domain.law.profile import AgeBand, Born, Category, Profile
from vocatio.domain.register.partial_date import PartialDate, age_on

#: Outcomes, the one that counts first when several categories answer.
OUTCOMES = ("liable", "unknown", "not_liable")


@dataclass(frozen=True, slots=True)
class Standing:
    """The inputs of the rule, and nothing more, so that many people share one.

    Attributes:
        category: the liability recorded in the register, "" for none.
        birth: None when nothing is known of the date.
        sex: "" when unknown.
        statuses: kinds that hold on the date.
        unknown: kinds of which nobody knows whether they hold.
        has_number: a number in the civil register is known.
        address_independent: the address comes from a source that is not derived from the number.
        look_alike: another record may be the same person, and no human has decided yet.
        merged: found to be the same person as another one, who is called in their stead.
    """

    category: str
    birth: PartialDate | None
    sex: str
    statuses: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    has_number: bool = True
    address_independent: bool = True
    merged: bool = False
    look_alike: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`outcome` is "liable", "not_liable" or "unknown" (a human must look); `code` says why."""

    outcome: str
    code: str
    basis: str

    @property
    def callable(self) -> bool:
        """Whether a summons may be issued."""
        return self.outcome == "liable"


def decide(standing: Standing, wanted: frozenset[str], profile: Profile, on: date) -> Answer:
    """Whether someone of this standing may be called on that date under the wanted categories.

    Under several categories the one that makes liable counts, then the one that nobody knows.

    Sources: F1 (identity and liability), F22 (status gate), the profile's liability table.
    """
    asked = [category for category in profile.categories if category.code in wanted]
    answers = [answer(standing, category, on) for category in asked]
    return min(
        answers or [_no_category()], key=lambda found: (OUTCOMES.index(found.outcome), _far(found))
    )


def answer(standing: Standing, category: Category, on: date) -> Answer:
    """Whether someone of this standing is liable under one category on that date, and why not."""
    return (
        gate(standing)
        or _listed(standing, category)
        or _adult(standing, category, on)
        or _age(standing, category, on)
        or _sex(standing, category)
        or _excused(standing, category)
        or _identity(standing)
        or Answer("liable", category.code, category.article)
    )


def _no_category() -> Answer:
    return Answer("not_liable", "category", "liability")


def _far(found: Answer) -> bool:
    """The reason that says most about a person is not that a category is somebody else's."""
    return found.code == "category"


def gate(standing: Standing) -> Answer | None:
    """What closes the way to issue, case and finding (F22); None when it is open."""
    if standing.merged:
        return Answer("not_liable", "merged", "F1")
    for kind in STATUS_GATE:
        if kind in standing.statuses:
            return Answer("not_liable", kind, "F22")
        if kind in standing.unknown:
            return Answer("unknown", kind, "F22")
    return None


def _listed(standing: Standing, category: Category) -> Answer | None:
    """Where registration is required the register decides; else it need not list anybody."""
    listed = standing.category == category.code
    open_to_all = category.registration == "not_required" and not standing.category
    return None if listed or open_to_all else _no_category()


def _adult(standing: Standing, category: Category, on: date) -> Answer | None:
    """F22, whatever the profile says, and by the birthday, however the profile counts."""
    born = standing.birth
    if born is None:
        return Answer("unknown", "birth_date", category.article)
    adults = AgeBand(MINIMUM_AGE_YEARS, 999, "birthday")
    return _judged("minor", "F22", holds=_in_band(born, adults, on))


def _age(standing: Standing, category: Category, on: date) -> Answer | None:
    born = standing.birth
    if category.age is None or born is None:
        return Answer("unknown", "age_band", category.article)
    article = category.article
    return _judged("age", article, holds=_in_band(born, category.age, on)) or _judged(
        "born", article, holds=_in_range(born, category.born)
    )


def _judged(code: str, basis: str, *, holds: bool | None) -> Answer | None:
    """No answer where it holds; for dates that are known in part, `unknown` says which."""
    if holds is None:
        return Answer("unknown", "birth_date", basis)
    return None if holds else Answer("not_liable", code, basis)


def _in_band(born: PartialDate, band: AgeBand, on: date) -> bool | None:
    """Whether all, none or (None) some of the possible dates give an age in the band."""
    oldest, youngest = (
        on.year - day.year if band.counted == "calendar_year" else age_on(day, on)
        for day in (born.earliest, born.latest)
    )
    if band.first <= youngest and oldest <= band.last:
        return True
    return False if oldest < band.first or band.last < youngest else None


def _in_range(born: PartialDate, limits: Born | None) -> bool | None:
    first = (limits and limits.first) or date.min
    last = (limits and limits.last) or date.max
    if first <= born.earliest and born.latest <= last:
        return True
    return False if born.latest < first or last < born.earliest else None


def _sex(standing: Standing, category: Category) -> Answer | None:
    if not category.sexes or not standing.sex:
        return Answer("unknown", "sex", category.article)
    if standing.sex not in category.sexes:
        return Answer("not_liable", "sex", category.article)
    return None


def _excused(standing: Standing, category: Category) -> Answer | None:
    for kind in _excuses(category):
        if kind in standing.statuses:
            return Answer("not_liable", kind, category.article)
        if kind in standing.unknown:
            return Answer("unknown", kind, category.article)
    return None


def _excuses(category: Category) -> Iterator[str]:
    yield from ("exempt", "deferred")
    if category.residence == "resident":
        yield "abroad"


def _identity(standing: Standing) -> Answer | None:
    if not standing.has_number:
        return Answer("unknown", "no_number", "F1")
    if not standing.address_independent:
        return Answer("unknown", "one_source", "F1")
    if standing.look_alike:
        return Answer("unknown", "look_alike", "F1")
    return None
