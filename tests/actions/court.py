"""Bodies that decide, seated by the owner of the tables: the application cannot."""

from tests import database as testing
from vocatio.actions.access.sign_in import staff
from vocatio.actions.clock import now
from vocatio.domain.actors import Staff
from vocatio.project import bodies
from vocatio.records.access.models import Account

PASSWORD = "long-enough-for-a-test"


def seat(
    database: testing.Database, code: str, username: str, *, independent: bool = True
) -> Staff:
    """A member of a body, signed in; whom an earlier test has seated is found again."""
    bodies.add_body(
        database.access, bodies.Body(code, code.title(), f"{code}.example", independent)
    )
    account = Account.objects.filter(username=username).values_list("id", flat=True).first()
    account = account or bodies.seat(database.access, code, username, PASSWORD, username.title())
    return staff(account, at=now())


def seat_court(database: testing.Database, members: int) -> list[Staff]:
    """So many judges of the court."""
    return [seat(database, "court", f"judge{number}") for number in range(members)]
