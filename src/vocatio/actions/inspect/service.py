"""Was a summons served on a day, by which rule, and why? Counted again from the stored facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from vocatio.actions.access.ties import leave_to_colleagues
from vocatio.actions.law import facts_of, kept_calendar, local_date, outages, version_of
from vocatio.actions.recording import read
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput, NotFound
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.law.deadlines import end_of_day
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.law.service import Served, Service, decide
from vocatio.domain.law.telling import Line, tell
from vocatio.records.ledger.models import ProfileVersion
from vocatio.records.summonses.models import Summons

#: So many digits of a version name it.
LEAST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules of one version say; `data` is the derivation, `lines` the same in words."""

    version: str
    served: bool
    data: Mapping[str, Json]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer that governs, and what another version would say.

    Attributes:
        governing: by the version in force at issue (F21).
        what_if: by the version that was asked for, where it is another one; it governs nothing
            by itself.
        favours: whether that one favours the person: served later, or not at all.
    """

    reference: str
    on: date
    governing: Answer
    what_if: Answer | None
    favours: bool


@transaction.atomic
def explain(
    summons: str,
    on: date,
    *,
    by: Staff,
    purpose: str,
    at: datetime,
    version: str | None = None,
    language: str | None = None,
) -> Explained:
    """Whether the summons counted as served at the end of that local day, and why.

    Args:
        summons: its reference or its id.
        version: of another profile, or the digits that it begins with.
        language: of the words; the official one if None.

    Raises:
        NotFound: no such summons, or no such version.
        OwnFile, RelativesFile
        NoWords: not in this language.
    """
    permissions.require("inspect.service", by)
    found = _summons(summons, by)
    read("service", [found.person_id], by=by, purpose=purpose, at=at)
    facts = facts_of(found.id)
    governing = version_of(found.profile_version)
    asked = _version(version) if version else governing
    tongue = language or governing.official_language
    first = _decided(governing, found, facts, on)
    other = _decided(asked, found, facts, on)
    return Explained(
        reference=found.reference,
        on=on,
        governing=_answer(first, governing, tongue),
        what_if=_answer(other, asked, tongue) if asked.version != governing.version else None,
        favours=_later(other, first),
    )


def _summons(named: str, by: Staff) -> Summons:
    """Who belongs to an office finds the summonses of that office alone."""
    query = Summons.objects.all()
    if by.office_id:
        query = query.filter(slot__office_id=by.office_id)
    try:
        found = query.filter(id=UUID(named)).first()
    except ValueError:
        found = query.filter(reference=named.strip().upper()).first()
    if found is None:
        raise NotFound(f"there is no summons “{named}”: give its reference or its id")
    leave_to_colleagues([found.person_id], by=by)
    return found


def _version(begins: str) -> DatedProfile:
    if len(begins) < LEAST_DIGITS:
        raise InvalidInput("profile", f"give at least {LEAST_DIGITS} digits of the version")
    found = list(ProfileVersion.objects.filter(version__startswith=begins.lower())[:2])
    if len(found) != 1:
        how = "no stored version begins" if not found else "more than one stored version begins"
        raise NotFound(f"{how} with “{begins}”")
    return version_of(found[0].version)


def _decided(version: DatedProfile, summons: Summons, facts: tuple[Fact, ...], on: date) -> Service:
    profile = version.on(local_date(version, facts[0].occurred_at))
    end = end_of_day(on, ZoneInfo(profile.zone))
    return decide(
        facts, profile, kept_calendar(summons.calendar_version), on=end, outages=outages(end)
    )


def _answer(found: Service, version: DatedProfile, language: str) -> Answer:
    served = isinstance(found, Served)
    because = found.because
    return Answer(version.version, served, because.table(), tell(because, language))


def _later(one: Service, other: Service) -> bool:
    """Whether `one` is kinder: it serves later than `other`, or never."""
    first, second = _when(one), _when(other)
    return second is not None and (first is None or first > second)


def _when(found: Service) -> datetime | None:
    return found.at if isinstance(found, Served) else found.due_at
