"""People as the register describes them, about a day, as known now or then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from vocatio.domain.register.partial_date import PartialDate
from vocatio.records.register.asof import held

QUERY = f"""
SELECT p.id, coalesce(n.given, ''), coalesce(n.family, ''), b.born_earliest, b.born_latest,
       coalesce(b.sex, ''), coalesce(l.tag, ''), coalesce(r.district, ''), coalesce(r.office, ''),
       coalesce(a.sealed, false)
FROM register_person p
LEFT JOIN register_name n ON n.person_id = p.id AND n.kind = 'civil' AND {held("n")}
LEFT JOIN register_particulars b ON b.person_id = p.id AND {held("b")}
LEFT JOIN register_language l ON l.person_id = p.id AND {held("l")}
LEFT JOIN register_registration r ON r.person_id = p.id AND {held("r")}
LEFT JOIN register_address a ON a.person_id = p.id AND {held("a")}
WHERE p.id = ANY(%(people)s)
"""  # noqa: S608 because every part is a constant


@dataclass(frozen=True, slots=True)
class Described:
    """A person in a few words. `office` is a code when a transfer set it, else empty."""

    person_id: UUID
    given_name: str
    family_name: str
    birth: PartialDate | None
    sex: str
    language: str
    district: str
    office: str
    sealed: bool

    @property
    def name(self) -> str:
        """As it is written; some people have one name only."""
        return " ".join(filter(None, (self.given_name, self.family_name)))


def describe(people: Iterable[UUID], *, on: date, known: datetime) -> dict[UUID, Described]:
    """These people about the day `on`, as the register knew them at the moment `known`."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"people": list(people), "on": on, "known": known})
        return {
            person: Described(person, given, family, _birth(earliest, latest), *rest)
            for person, given, family, earliest, latest, *rest in cursor.fetchall()
        }


def _birth(earliest: date | None, latest: date | None) -> PartialDate | None:
    return PartialDate.between(earliest, latest) if earliest and latest else None
