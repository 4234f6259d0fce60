"""A person says how they want to be reached: it holds at once, and nobody has to decide it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.inspect.person import theirs
from vocatio.actions.law import today
from vocatio.actions.recording import read
from vocatio.actions.register.claims import Held, add, end
from vocatio.actions.register.deciding import current, decided, lock
from vocatio.actions.register.sections import BY_FIELD, Said, Values
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Addressee, Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.protected import told
from vocatio.domain.register.rows import EMAIL, LONGEST, NEEDS, PHONE
from vocatio.domain.summons.asking import Channel
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
    return _held(by.person_id, at)


@transaction.atomic
def preferences_of(person_id: UUID, *, by: Staff, purpose: str, at: datetime) -> Preferences:
    """The same for whoever writes down what a person wants changed.

    Of somebody whose address is sealed no contact point is told (F23): they are empty.

    Raises:
        NotFound: no such person, or not one of this office.
    """
    permissions.require("register.correct", by)
    person, _ = theirs(person_id, by=by, at=at)
    read("person", [person_id], by=by, purpose=purpose, at=at)
    found = _held(person_id, at)
    if told("contact", sealed=person.sealed):
        return found
    return replace(found, email="", phone="")


def prefer(wanted: Preferences, *, by: Addressee, at: datetime) -> None:
    """Let what was said end today, and what is wanted hold from today; no file changes it back.

    Raises:
        InvalidInput: naming the field.
    """
    permissions.require("register.prefer", by)
    _prefer(by.person_id, wanted, {}, by=by, at=at)


def prefer_for(
    person_id: UUID, wanted: Preferences, channel: Channel, *, by: Staff, at: datetime
) -> UUID | None:
    """Write down how a person wants to be reached; return the fact, or None: nothing changed.

    Contact points that the officer was not shown stay, where nothing was written in their place.

    Raises:
        InvalidInput: naming the field.
        NotFound: no such person, or not one of this office.
    """
    permissions.require("register.correct", by)
    person, _ = theirs(person_id, by=by, at=at)
    if not told("contact", sealed=person.sealed):
        held = _held(person_id, at)
        wanted = replace(wanted, email=wanted.email or held.email, phone=wanted.phone or held.phone)
    return _prefer(person_id, wanted, {"channel": channel.value}, by=by, at=at)


def _prefer(
    person_id: UUID, wanted: Preferences, how: dict[str, Json], *, by: Actor, at: datetime
) -> UUID | None:
    _check(wanted)
    with transaction.atomic():
        lock(person_id)
        asked = {
            field: _change(field, values, person_id, at)
            for field, values in _values(wanted).items()
        }
        changes = {field: change for field, change in asked.items() if any(change)}
        if not changes:
            return None
        data: dict[str, Json] = {"fields": [*changes], **how}
        basis = decided(PersonKind.PREFERENCE, person_id, data, by=by, at=at)
        for field, (over, new) in changes.items():
            section = BY_FIELD[field]
            end(section.model, [(one.id, basis.on) for one in over], basis)
            said = [(person_id, Said(values, valid_from=basis.on)) for values in new]
            add(section, said, basis, keys.ring())
    return basis.fact_id


def _held(person_id: UUID, at: datetime) -> Preferences:
    held = {field: [one.values for one in current(field, person_id, today(at))] for field in FIELDS}
    contacts = dict[str, str]((kind, value) for kind, value in held["contact"])
    return Preferences(
        language=next((tag for (tag,) in held["language"]), languages()[0]),
        email=contacts.get("email", ""),
        phone=contacts.get("phone", ""),
        needs=frozenset(need for (need,) in held["need"]),
    )


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
