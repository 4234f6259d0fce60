"""Is this a demo? The database says so, since it was created; no setting can."""

from vocatio.domain.errors import Refusal
from vocatio.records.ledger.models import Installation


class NotADemo(Refusal):
    """This is no demo: the database was created for production."""

    basis = "floor"


def is_demo() -> bool:
    """Whether this database was created as a demo."""
    return Installation.objects.filter(kind=Installation.Kind.DEMO).exists()


def require_demo() -> None:
    """Refuse outside a demo.

    Raises:
        NotADemo
    """
    if not is_demo():
        raise NotADemo
