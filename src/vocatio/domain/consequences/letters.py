"""When a document of a case goes on paper: by the rules of a summons, about that document alone."""

from datetime import datetime
from uuid import UUID

from vocatio.domain.consequences.file import CaseFile, document_of, opened
from vocatio.domain.summons.reach import Due, Person, Reach, letter_about


def letter_due(
    file: CaseFile, document: UUID, made_at: datetime, ways: Reach, person: Person
) -> Due | None:
    """When it does, or None: it does not, or was opened, or received with evidence."""
    known = file.standing
    if opened(known, document) or file.received(document):
        return None
    about = [fact for fact in known if document_of(fact) == str(document)]
    return letter_about(about, made_at, ways, person)
