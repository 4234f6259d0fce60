"""The measures of one kind about a person, each derived anew from all facts of its episode."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from vocatio.actions.case.documents import body_name
from vocatio.actions.inspect.measures import measures_of
from vocatio.domain.consequences.force import Force


# house: authorship because each question has its author, and is written down with its answer
def measures(people: Sequence[UUID], kind: str, *, at: datetime) -> Iterator[tuple[Force, str]]:
    """Whether each is in force, with the name of the body to which one appeals."""
    for held in measures_of(people, at):
        if held.kind == kind:
            yield held.force, body_name(held.body)
