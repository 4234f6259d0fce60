"""Who is behind a case, so that a demo can let them act; refused anywhere else."""

from uuid import UUID

from vocatio.actions.demo.guard import require_demo
from vocatio.records.cases.models import Case
from vocatio.records.summonses.models import Summons


# house: authorship because a demo alone may ask, for people who do not exist
def behind(case_id: UUID) -> tuple[UUID, str, UUID]:
    """The person of a case, the reference and the id of their newest summons.

    Raises:
        NotADemo: this is no demo.
    """
    require_demo()
    case = Case.objects.get(id=case_id)
    summons = Summons.objects.filter(person_id=case.person_id, category=case.duty).latest("id")
    return case.person_id, summons.reference, summons.id
