"""Write claims, end them, and take them back: set-based, each naming the fact behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from vocatio.actions.register.sections import Claimed, Section, Values
from vocatio.gateways.keys import Ring
from vocatio.records.ledger.copying import Beside, write_rows
from vocatio.records.register.models import Claim


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a claim rests: the source, the fact that recorded it, and the moment.

    `on` is the local date of the moment: from when changes hold that give no date.
    """

    source: str
    fact_id: UUID
    at: datetime
    on: date


class Held(NamedTuple):
    """A claim that the register holds, in plain values."""

    id: int
    person_id: UUID
    source: str
    valid_from: date | None
    valid_until: date | None
    values: Values

    def over(self, on: date) -> bool:
        """Whether it has ended by that day."""
        return self.valid_until is not None and self.valid_until <= on


def add(
    section: Section,
    pairs: Sequence[Claimed],
    basis: Basis,
    ring: Ring,
    *,
    beside: Beside | None = None,
    known_may_repeat: bool = False,
) -> None:
    """Write claims of one section, in the transaction that is open.

    Args:
        beside: who writes them while the next ones are made.
        known_may_repeat: skip what a claim of the same person says already.
    """
    if not pairs:
        return
    people, said = zip(*pairs, strict=True)
    values, sources, *validity = zip(*said, strict=True)
    columns = section.store(values, people, ring)
    from_whom = [source or basis.source for source in sources]
    rows = zip(people, from_whom, *validity, *columns, strict=True)
    fields = ("person_id", "source", "valid_from", "valid_until", *section.columns)
    constants: dict[str, object] = {"recorded_at": basis.at, "recorded_by": basis.fact_id}
    write = partial(write_rows, constants=constants, skip_conflicts=known_may_repeat)
    if beside:
        beside(write, section.model, fields, rows)
    else:
        write(section.model, fields, rows)


def held(section: Section, people: Sequence[UUID], ring: Ring) -> list[Held]:
    """What the register says about these people in a section, ended claims included."""
    first = ("id", "person_id", "source", "valid_from", "valid_until")
    columns = ", ".join((*first, *section.columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {section.model._meta.db_table}"  # noqa: S608 because names are ours
            " WHERE superseded_at IS NULL AND person_id = ANY(%s) ORDER BY id",
            [list(people)],
        )
        return [
            Held(id_, person, source, start, stop, section.load(rest, person, ring))
            for id_, person, source, start, stop, *rest in cursor.fetchall()
        ]


def end(model: type[Claim], endings: Sequence[tuple[int, date]], basis: Basis) -> None:
    """Let claims end, each on its day: what was so is kept, with its end."""
    columns = _columns(model)
    values = {
        "valid_until": "least(valid_until, day)",
        "recorded_at": "%(at)s",
        "recorded_by": "%(fact)s",
        "superseded_at": "NULL",
        "superseded_by": "NULL",
    }
    chosen = ", ".join(values.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH ended AS ({_superseding(model)} RETURNING t.*, o.day)
                INSERT INTO {model._meta.db_table} ({", ".join(columns)})
                SELECT {chosen} FROM ended WHERE valid_from IS NULL OR valid_from < day
                ON CONFLICT DO NOTHING""",  # noqa: S608 because names are ours
            _parameters(endings, basis),
        )


def retract(model: type[Claim], ids: Sequence[int], basis: Basis) -> None:
    """Take claims back: they were never so. What the register said before stays readable."""
    with connection.cursor() as cursor:
        cursor.execute(_superseding(model), _parameters([(id_, basis.on) for id_ in ids], basis))


def _superseding(model: type[Claim]) -> str:
    return f"""UPDATE {model._meta.db_table} t
               SET superseded_at = %(at)s, superseded_by = %(fact)s
               FROM unnest(%(ids)s::bigint[], %(days)s::date[]) AS o (id, day)
               WHERE t.id = o.id AND t.superseded_at IS NULL"""  # noqa: S608 because the name is ours


def _parameters(endings: Sequence[tuple[int, date]], basis: Basis) -> dict[str, Any]:
    ids, days = [id_ for id_, _ in endings], [day for _, day in endings]
    return {"ids": ids, "days": days, "at": basis.at, "fact": basis.fact_id}


def _columns(model: type[Claim]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
