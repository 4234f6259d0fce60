"""Find a case or a document of it by its reference, for its addressee and for nobody else."""

from vocatio.actions.register.deciding import lock
from vocatio.domain.actors import Party
from vocatio.domain.errors import NotFound
from vocatio.records.cases.models import Case, Document
from vocatio.records.register.merges import same_as


def own_case(reference: str, *, by: Party) -> Case:
    """The case, locked.

    Raises:
        NotFound: there is none, or it is somebody else's; the answer does not tell which.
    """
    theirs = Case.objects.filter(person_id__in=same_as(by.person_id))
    found = theirs.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NotFound
    lock(found.person_id)
    return found


def own_document(reference: str, *, by: Party) -> Document:
    """The document, its case locked.

    Raises:
        NotFound: as for a case.
    """
    theirs = Document.objects.filter(case__person_id__in=same_as(by.person_id))
    found = theirs.select_related("case").filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NotFound
    lock(found.case.person_id)
    return found
