"""Accounts of the staff, made by whoever runs the installation."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from vocatio.domain.actors import Role
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import identity
from vocatio.records.access.models import Account, NaturalPerson
from vocatio.records.offices.models import Office

SHORTEST_PASSWORD = 12


# house: authorship because accounts are made at the command line, before anybody can sign in
def create_account(
    username: str,
    password: str,
    *,
    name: str,
    roles: Iterable[Role],
    human: UUID | None = None,
    office: str | None = None,
    at: datetime,
) -> tuple[UUID, UUID]:
    """Make an account; return its id and that of the human behind it.

    Args:
        human: the natural person, when they have an account already; else a new one.
        office: code of the office that the account is bound to.

    Raises:
        InvalidInput: naming the field.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput("password", f"needs at least {SHORTEST_PASSWORD} characters")
    where = Office.objects.filter(code=office).first() if office else None
    if office and where is None:
        raise InvalidInput("office", f"there is no office {office!r}")
    person_id = human or NaturalPerson.objects.create(id=identity.new_id(), name=name).id
    try:
        with transaction.atomic():
            account = Account.objects.create(
                id=identity.new_id(),
                username=username,
                password=make_password(password),
                natural_person_id=person_id,
                roles=sorted(role.value for role in roles),
                office_id=where.id if where else None,
            )
    except IntegrityError as error:
        raise InvalidInput("username", f"{username!r} is taken, or the human unknown") from error
    return account.id, person_id
