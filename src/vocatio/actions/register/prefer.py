"""A person says how they want to be reached: it holds at once, and nobody has to decide it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.actions.register.claims import Held, add, end
from vocatio.actions.register.deciding import current, decided, lock
from vocatio.actions.register.sections import BY_FIELD, Said, Values
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import InvalidInput
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.rows import EMAIL, LONGEST, NEEDS, PHONE
from vocatio.gateways import keys, profiles

#: Fields of the register that a person changes by themself.
FIELDS = ("language", "contact", "need")


@dataclass(frozen=True, slots=True)
class Preferences:
    """How somebody wants to be reached.

    Attributes:
        language: tag of one of the languages that letters are written in.
        email, phone: for alerts; empty: none.
        needs: codes of `rows.NEEDS`, such as "large_print".
    """

    language: str
    email: str
    phone: str
    needs: frozenset[str]


# house: authorship because it tells what anybody can choose from
def languages() -> tuple[str, ...]:
    """Tags of the languages that letters are written in here."""
    return profiles.load(profiles.default()).profile.head.languages


@transaction.atomic
def preferences(*, by: Addressee, purpose: str, at: datetime) -> Preferences:
    """What holds now."""
    permissions.require("inspect.own", by)
    read("own record", [by.person_id], by=by, purpose=purpose, at=at)
    held = {
        field: [one.values for one in current(field, by.person_id, today(at))] for field in FIELDS
    }
    contacts = dict[str, str]((kind, value) for kind, value in held["contact"])
    return Preferences(
        language=next((tag for (tag,) in held["language"]), languages()[0]),
        email=contacts.get("email", ""),
        phone=contacts.get("phone", ""),
        needs=frozenset(need for (need,) in held["need"]),
    )


def prefer(wanted: Preferences, *, by: Addressee, at: datetime) -> None:
    """Let what was said end today, and what is wanted hold from today; no file changes it back.

    Raises:
        InvalidInput: naming the field.
    """
    permissions.require("register.prefer", by)
    _check(wanted)
    with transaction.atomic():
        lock(by.person_id)
        asked = {
            field: _change(field, values, by.person_id, at)
            for field, values in _values(wanted).items()
        }
        changes = {field: change for field, change in asked.items() if any(change)}
        if not changes:
            return
        basis = decided(PersonKind.PREFERENCE, by.person_id, {"fields": [*changes]}, by=by, at=at)
        for field, (over, new) in changes.items():
            section = BY_FIELD[field]
            end(section.model, [(one.id, basis.on) for one in over], basis)
            said = [(by.person_id, Said(values, valid_from=basis.on)) for values in new]
            add(section, said, basis, keys.ring())


def _values(wanted: Preferences) -> dict[str, set[Values]]:
    contacts = {("email", wanted.email), ("phone", wanted.phone)}
    return {
        "language": {(wanted.language,)},
        "contact": {each for each in contacts if each[1]},
        "need": {(need,) for need in wanted.needs},
    }


def _change(
    field: str, wanted: Iterable[Values], person_id: UUID, at: datetime
) -> tuple[list[Held], list[Values]]:
    """What ends, and what begins."""
    held, values = current(field, person_id, today(at)), set(wanted)
    known = {one.values for one in held}
    return [one for one in held if one.values not in values], sorted(values - known)


def _check(wanted: Preferences) -> None:
    if wanted.language not in languages():
        raise InvalidInput("language", f"choose from: {', '.join(languages())}")
    if wanted.email and not EMAIL.fullmatch(wanted.email):
        raise InvalidInput("email", "write an address such as name@example.org")
    if wanted.phone and not PHONE.fullmatch(wanted.phone):
        raise InvalidInput("phone", "write a number such as +43 1 234567")
    if max(len(wanted.email), len(wanted.phone)) > LONGEST:
        raise InvalidInput("email", f"write at most {LONGEST} characters")
    if wanted.needs - set(NEEDS):
        raise InvalidInput("needs", f"choose from: {', '.join(NEEDS)}")
