"""Who may be called: liability holds, identity rests on two sources, the status gate is open.

The law is written once, here. Bulk paths ask this decider once for each distinct
combination of its inputs and join the answers back.
"""

from dataclasses import dataclass
from datetime import date

from vocatio.domain.law.floor import MINIMUM_AGE_YEARS, STATUS_GATE
from vocatio.domain.law.profile import Category, Profile
from vocatio.domain.register.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Standing:
    """The inputs of the rule, and nothing more, so that many people share one.

    Attributes:
        category: the liability recorded in the register, "" for none.
        birth: None when nothing is known of the date.
        statuses: kinds that hold on the date.
        unknown: kinds of which nobody knows whether they hold.
        has_number: a number in the civil register is known.
        address_independent: the address comes from a source that is not derived from the number.
    """

    category: str
    birth: PartialDate | None
    sex: str
    statuses: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    has_number: bool = True
    address_independent: bool = True


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

    Sources: F1 (identity and liability), F22 (status gate), the profile's liability table.
    """
    return (
        _gate(standing)
        or _liability(standing, wanted, profile, on)
        or _identity(standing)
        or Answer("liable", standing.category, _article(standing, profile))
    )


def _gate(standing: Standing) -> Answer | None:
    for kind in STATUS_GATE:
        if kind in standing.statuses:
            return Answer("not_liable", kind, "F22")
        if kind in standing.unknown:
            return Answer("unknown", kind, "F22")
    return None


def _liability(
    standing: Standing, wanted: frozenset[str], profile: Profile, on: date
) -> Answer | None:
    category = _category(standing, profile)
    if category is None or category.code not in wanted:
        return Answer("not_liable", "category", "liability")
    if standing.birth is None:
        return Answer("unknown", "birth_date", category.article)
    if answer := _age(standing.birth.ages(on), category):
        return answer
    if standing.sex not in category.sexes:
        outcome = "not_liable" if standing.sex else "unknown"
        return Answer(outcome, "sex", category.article)
    return _excused(standing, profile, category.article)


def _age(ages: tuple[int, int], category: Category) -> Answer | None:
    """A birth date that is partly unknown decides only where each day that it can be agrees."""
    least, most = ages
    if most < MINIMUM_AGE_YEARS:
        return Answer("not_liable", "minor", "F22")
    if most < category.age_from or least > category.age_to:
        return Answer("not_liable", "age", category.article)
    if least < MINIMUM_AGE_YEARS:
        return Answer("unknown", "birth_date", "F22")
    if least < category.age_from or most > category.age_to:
        return Answer("unknown", "birth_date", category.article)
    return None


def _excused(standing: Standing, profile: Profile, article: str) -> Answer | None:
    kinds = ["exempt", "deferred"] + ([] if profile.call_abroad else ["abroad"])
    for kind in kinds:
        if kind in standing.statuses:
            return Answer("not_liable", kind, article)
        if kind in standing.unknown:
            return Answer("unknown", kind, article)
    return None


def _identity(standing: Standing) -> Answer | None:
    if not standing.has_number:
        return Answer("unknown", "no_number", "F1")
    if not standing.address_independent:
        return Answer("unknown", "one_source", "F1")
    return None


def _category(standing: Standing, profile: Profile) -> Category | None:
    return next((c for c in profile.categories if c.code == standing.category), None)


def _article(standing: Standing, profile: Profile) -> str:
    category = _category(standing, profile)
    return category.article if category else ""
