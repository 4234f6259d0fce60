"""What somebody says in a case is written down once, however often they press the button."""

from uuid import UUID

from vocatio.actions.case.file import CaseAtHand
from vocatio.actions.words import words_of
from vocatio.domain.actors import Actor
from vocatio.domain.consequences.file import newest
from vocatio.domain.evidence.canonical import Json


# house: authorship because it only tells whether an act was done already
def just_said(
    hand: CaseAtHand, kind: str, name: str, words: str, /, *, by: Actor, **data: Json
) -> UUID | None:
    """The fact with which they said the same, if nothing else happened in the case since.

    Args:
        name: under which the fact names the words.
        data: what else the fact would say.
    """
    last = newest(hand.file.facts)
    if last is None or last.kind != kind or dict(last.by) != by.reference():
        return None
    text_id = last.data.get(name)
    said = words_of(str(text_id)) if text_id else ""
    same = said == words and all(last.data.get(key) == value for key, value in data.items())
    return last.id if same else None
