"""What a language needs to explain service; docs/how-to/translate.md says how to add one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language.

    Attributes:
        code: BCP 47 tag.
        months: January first, in the form that a date takes.
        date: pattern of day, month and year; moment: of date and time.
        between: what separates items of a list.
        plural: number -> CLDR plural category.
        units: unit -> plural category -> pattern of n.
        facts: name of a fact -> noun phrase.
        channels: code -> noun phrase.
        messages: key -> sentence.
    """

    code: str
    months: tuple[str, ...]
    date: str
    moment: str
    between: str
    plural: Callable[[int], str]
    units: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, str]
    channels: Mapping[str, str]
    messages: Mapping[str, str]

    def count(self, unit: str, number: int) -> str:
        """So many of a unit, such as “7 days”."""
        return self.units[unit][self.plural(number)].format(n=number)
