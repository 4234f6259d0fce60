"""Who on the staff is a person of the register, or close to one: declared, asked, and ended.

Declared by whoever runs the installation. The number by which somebody is named is looked up
by its keyed hash and not kept; what is kept points at the person, who reads it in their record.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from vocatio.actions.register.numbers import by_number
from vocatio.domain.actors import Actor, Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.ties import Closeness, refuse_tied
from vocatio.gateways import identity
from vocatio.records.access.models import Account, Tie
from vocatio.records.register.merges import everybody


# house: authorship because whose file it is is asked before anything is done, and nothing is
def leave_to_colleagues(people: Iterable[UUID], *, by: Actor) -> None:
    """Refuse staff who are one of these people, or close to one: under any record, at any account.

    Raises:
        OwnFile, RelativesFile
    """
    if not isinstance(by, Staff):
        return
    mine = Tie.objects.filter(human_id=by.natural_person_id, ended_at=None)
    ties = {person: Closeness(kind) for person, kind in mine.values_list("person_id", "kind")}
    if not ties:
        return
    about = set(everybody(people))
    refuse_tied([tie for person, tie in ties.items() if person in about])


# house: authorship because whose file is to be left alone is told nobody
def tied_to(person_id: UUID) -> tuple[UUID, ...]:
    """Humans on the staff who are this person, or close to them, under any record."""
    found = Tie.objects.filter(person_id__in=everybody([person_id]), ended_at=None)
    return tuple(found.values_list("human_id", flat=True))


# house: authorship because whose file is to be left alone is told nobody
def left_alone(by: Staff) -> frozenset[UUID]:
    """Every record of a person to whom somebody is tied."""
    mine = Tie.objects.filter(human_id=by.natural_person_id, ended_at=None)
    people = list(mine.values_list("person_id", flat=True))
    return frozenset(everybody(people)) if people else frozenset()


# house: authorship because ties are declared at the command line, like the accounts themselves
def declare(username: str, kind: Closeness, number: str, issuer: str = "", *, at: datetime) -> None:
    """Keep that the human behind an account is, or is close to, the person of a number.

    Raises:
        InvalidInput: no such account, nobody has the number, or it was declared before.
    """
    human, person = _human(username), _person(number, issuer)
    try:
        with transaction.atomic():
            Tie.objects.create(
                id=identity.new_id(),
                human_id=human,
                person_id=person,
                kind=kind.value,
                declared_at=at,
            )
    except IntegrityError as error:
        raise InvalidInput("number", "it was declared before") from error


# house: authorship because ties are ended at the command line, like the accounts themselves
def end(username: str, number: str, issuer: str = "", *, at: datetime) -> None:
    """Keep that a declaration does not hold any more; it stays in the record.

    Raises:
        InvalidInput: no such account, nobody has the number, or nothing was declared.
    """
    human, person = _human(username), _person(number, issuer)
    mine = Tie.objects.filter(human_id=human, person_id=person, ended_at=None)
    if not mine.update(ended_at=at):
        raise InvalidInput("number", "nothing was declared about whoever has it")


def _human(username: str) -> UUID:
    found: UUID | None = (
        Account.objects.filter(username=username)
        .values_list("natural_person_id", flat=True)
        .first()
    )
    if found is None:
        raise InvalidInput("username", f"there is no account {username!r}")
    return found


def _person(number: str, issuer: str) -> UUID:
    person = by_number(number.strip(), issuer)
    if person is None:
        raise InvalidInput("number", "nobody in the register has it; check it for typing errors")
    return person
