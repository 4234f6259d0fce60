"""The measures of one kind about a person, each derived anew from all facts of its episode."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from vocatio.domain.consequences.force import Force
from vocatio.domain.errors import VocatioError


class Underivable(VocatioError):
    """No action reads a case as a whole yet: whoever has a measure that may run is “unknown”."""


# house: authorship because each question has its author, and is written down with its answer
def measures(people: Sequence[UUID], kind: str, *, at: datetime) -> Iterator[tuple[Force, str]]:
    """Whether each is in force, with the name of the body to which one appeals.

    Raises:
        Underivable: always, for now.
    """
    raise Underivable
