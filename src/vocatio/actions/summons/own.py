"""Find a summons by its reference, for its addressee and for nobody else."""

from uuid import UUID

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.domain.actors import Actor, Party, Staff
from vocatio.domain.errors import NotFound
from vocatio.records.register.merges import same_as
from vocatio.records.summonses.models import Summons


def own(reference: str, *, by: Party, lock: bool = False) -> Summons:
    """The summons, its row locked if asked.

    Raises:
        NotFound: there is none, or it is somebody else's; the answer does not tell which.
    """
    query = Summons.objects.select_for_update() if lock else Summons.objects
    theirs = query.filter(person_id__in=same_as(by.person_id))
    found = theirs.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NotFound
    return found


def by_id(summons_id: UUID, *, by: Actor) -> Summons:
    """The summons, its row locked.

    Raises:
        NotFound: there is none.
        OwnFile, RelativesFile
    """
    found = Summons.objects.select_for_update().filter(id=summons_id).first()
    if found is None:
        raise NotFound
    leave_to_colleagues([found.person_id], by=by)
    return found


def by_reference(reference: str, *, by: Staff) -> Summons:
    """The summons that a letter names, its row locked.

    Raises:
        NotFound: there is none.
        OwnFile, RelativesFile
    """
    wanted = reference.strip().upper()
    found = Summons.objects.select_for_update().filter(reference=wanted).first()
    if found is None:
        raise NotFound
    leave_to_colleagues([found.person_id], by=by)
    return found
