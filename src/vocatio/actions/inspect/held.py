"""What the register holds about one person today, and which corrections they asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from vocatio.actions.law import today
from vocatio.actions.register.claims import Held, held
from vocatio.actions.register.correct import words
from vocatio.actions.register.sections import SECTIONS
from vocatio.actions.words import words_of
from vocatio.domain.facts import parse
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.partial_date import PartialDate
from vocatio.gateways import keys
from vocatio.records.access.models import NaturalPerson
from vocatio.records.register.models import Correction, PersonFact
from vocatio.records.register.people import describe


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One thing that the register says.

    Attributes:
        field: what it is about, such as "address".
        code: what is said by a code, such as "email" or "large_print", or "".
        text: what is said in words or figures, or "".
        source: which file or office it came from.
        since, until: days, as far as they are known.
        id: of the claim, among those of its field.
    """

    field: str
    code: str
    text: str
    source: str
    since: date | None
    until: date | None
    id: int


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction that somebody asked for; `outcome` is empty while it waits."""

    field: str
    words: tuple[str, ...]
    asked_at: datetime
    outcome: str
    reasons: str | None
    decided_by: str | None


# house: authorship because whoever calls it leaves the reading
def held_lines(person_id: UUID, at: datetime) -> tuple[HeldLine, ...]:
    """What the register says today, in the order of its sections."""
    on = today(at)
    return tuple(
        HeldLine(section.field, *_told(section.field, one, at), one.source, *_days(one), one.id)
        for section in SECTIONS
        for one in held(section, [person_id], keys.ring())
        if not one.over(on)
    )


def _days(one: Held) -> tuple[date | None, date | None]:
    return one.valid_from, one.valid_until


def _told(field: str, one: Held, at: datetime) -> tuple[str, str]:
    """What a claim says: by a code, and in words."""
    code, text = "", _joined(one.values)
    match field, one.values:
        case "particulars", (earliest, latest, sex):
            code, text = sex, _born(earliest, latest)
        case "identifier", (_, issuer, code, number):
            text = _joined((number, issuer))
        case "address", (country, street, postcode, locality, sealed):
            code = "sealed" if sealed else ""
            text = _joined((street, f"{postcode} {locality}".strip(), country))
        case "status", (kind, holds):
            code, text = kind if holds else f"{kind}?", ""
        case "guardianship", (guardian,):
            found = describe([guardian], on=today(at), known=at).get(guardian)
            text = found.name if found else ""
        case (("name" | "contact" | "need" | "liability"), (code, *rest)):
            text = " ".join(filter(None, rest))
    return code, text


def _born(earliest: date | None, latest: date | None) -> str:
    return str(PartialDate.between(earliest, latest)) if earliest and latest else ""


def _joined(parts: Sequence[object]) -> str:
    return ", ".join(str(part) for part in parts if part)


# house: authorship because whoever calls it leaves the reading
def corrections(person_id: UUID) -> tuple[CorrectionLine, ...]:
    """The corrections that were asked for, the latest first."""
    decided = answers(person_id)
    asked = Correction.objects.filter(person_id=person_id).order_by("-asked_at")
    return tuple(_correction(one, *decided.get(str(one.id), (None, None))) for one in asked)


def _correction(one: Correction, reasons: str | None, decided_by: str | None) -> CorrectionLine:
    said = tuple(value for value in words(one).values() if value)
    return CorrectionLine(one.field, said, one.asked_at, one.outcome, reasons, decided_by)


# house: authorship because whoever calls it leaves the reading
def answers(person_id: UUID) -> dict[str, tuple[str | None, str]]:
    """Correction -> the reasons it was decided with, and the name of the human (F10)."""
    return dict(_answers(person_id))


def _answers(person_id: UUID) -> Iterator[tuple[str, tuple[str | None, str]]]:
    decided = PersonFact.objects.filter(
        subject_id=person_id, kind=PersonKind.CORRECTION_DECIDED
    ).values_list("canonical", flat=True)
    for fact in (parse(bytes(content)) for content in decided):
        name = NaturalPerson.objects.get(id=fact.by["human"]).name
        yield str(fact.data["correction"]), (words_of(str(fact.data["reasons"])), name)
