"""What a language needs to write to somebody in a case, and to say how the case stands."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseWords:
    """One language.

    Attributes:
        code: BCP 47 tag.
        documents: kind of document -> part -> text with {values}; parts in reading order.
        causes: why a measure is lifted -> noun phrase.
        states: state of a case -> what it asks of the person, in a sentence.
        obstacles: name of an obstacle -> why something may not be done or does not hold.
        answers: answer about a measure -> sentence.
        ends: how a measure ends, whatever else happens.
        until: pattern of a sentence and {date}: by when that ends by itself.
    """

    code: str
    documents: Mapping[str, Mapping[str, str]]
    causes: Mapping[str, str]
    states: Mapping[str, str]
    obstacles: Mapping[str, str]
    answers: Mapping[str, str]
    ends: str
    until: str
