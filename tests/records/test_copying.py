"""Rows are the same however many are written at once: few by INSERT, many by COPY."""

from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import DataError, IntegrityError, ProgrammingError, transaction
from psycopg.types.json import Jsonb

from tests.database import Database
from vocatio.gateways.identity import new_id
from vocatio.records.ledger.binary import AT_ONCE
from vocatio.records.ledger.copying import FEW, write_rows
from vocatio.records.register.models import (
    Import,
    LiabilityStatus,
    LookAlike,
    Particulars,
    Person,
)

AT = datetime(2026, 11, 24, 5, 15, 0, 123_456, tzinfo=UTC)
AT_BY = new_id()
MANY = FEW + 1


def people(count: int) -> list[UUID]:
    """So many new people."""
    ids = [new_id() for _ in range(count)]
    write_rows(
        Person,
        ("id",),
        [(one,) for one in ids],
        constants={"recorded_at": AT, "recorded_by": AT_BY},
    )
    return ids


@pytest.mark.parametrize("count", [1, MANY])
def test_every_type_comes_back_as_it_was_written(db: Database, count: int) -> None:
    pairs = list(zip(people(count), people(count), strict=True))
    fields = ("id", "one_id", "other_id", "likeness", "compared", "doubts", "digest", "found_at")
    compared, digest = {"naïve\t\\N": [1, None, "\u2028"]}, b"\0\xff\n\\"
    write_rows(
        LookAlike,
        fields,
        [(new_id(), *pair, 0.25, Jsonb(compared), Jsonb([]), digest, AT) for pair in pairs],
    )
    for stored in LookAlike.objects.all():
        assert (stored.likeness, stored.compared, stored.doubts) == (0.25, compared, [])
        assert (bytes(stored.digest), stored.found_at) == (digest, AT)
    assert LookAlike.objects.count() == count


@pytest.mark.parametrize("count", [1, MANY])
def test_dates_texts_and_nothing_come_back_too(db: Database, count: int) -> None:
    day = date(1900, 2, 28)
    rows = [(person, None, day, day, "\\N\t\n") for person in people(count)]
    fields = ("person_id", "valid_from", "born_earliest", "born_latest", "sex")
    constants = {"source": "O'Brien", "recorded_at": AT, "recorded_by": AT_BY}
    for _ in range(2):
        write_rows(Particulars, fields, rows, constants=constants, skip_conflicts=True)
    found = Particulars.objects.order_by("id").values_list(*fields, *constants)
    assert list(found) == [(*row, *constants.values()) for row in rows]


@pytest.mark.parametrize("count", [1, MANY])
def test_what_a_constraint_refuses_is_refused(db: Database, count: int) -> None:
    rows = [(new_id(), "test", "full", b"\1", "") for _ in range(count)]
    fields = ("id", "source", "mode", "sha256", "reason")
    write_rows(Import, fields, rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Import, fields, rows)
    assert Import.objects.count() == count


@pytest.mark.parametrize("count", [1, MANY])
def test_a_table_under_row_level_security_is_written_too(
    own_database: Database, count: int
) -> None:
    with psycopg.connect(own_database.access.dsn("migrator")) as owner:
        owner.execute("ALTER TABLE register_import ENABLE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY own ON register_import USING (mode = 'full')")
    fields = ("id", "source", "mode", "sha256", "reason")
    for mode in ("full", "delta"):
        rows = [(new_id(), "test", mode, b"\1", "") for _ in range(count)]
        if mode == "full":
            with transaction.atomic():
                write_rows(Import, fields, rows)
        else:
            with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
                write_rows(Import, fields, rows)
    assert Import.objects.count() == count


@pytest.mark.parametrize("count", [1, MANY])
def test_a_claim_about_nobody_is_refused(db: Database, count: int) -> None:
    rows = [(one, "m") for one in [*people(count)[1:], new_id()]]
    constants = {"source": "test", "recorded_at": AT, "recorded_by": AT_BY}
    with pytest.raises(IntegrityError, match="does not have"), transaction.atomic():
        write_rows(Particulars, ("person_id", "sex"), rows, constants=constants)
    assert not Particulars.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_particulars SET person_id = gen_random_uuid()",
        "UPDATE register_person SET id = gen_random_uuid()",
        "DELETE FROM register_person",
        "TRUNCATE register_person CASCADE",
    ],
)
def test_nobody_parts_a_person_from_what_is_said_of_them(
    own_database: Database, statement: str
) -> None:
    constants = {"source": "test", "recorded_at": AT, "recorded_by": AT_BY}
    with transaction.atomic():
        write_rows(Particulars, ("person_id", "sex"), [(people(1)[0], "m")], constants=constants)
    with (
        psycopg.connect(own_database.access.dsn("migrator")) as owner,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        owner.execute(statement)


def test_truth_moments_and_nothing_come_back_from_binary(db: Database) -> None:
    early, late = datetime(1970, 1, 1, tzinfo=UTC), datetime(2261, 1, 1, 0, 0, 0, 1, tzinfo=UTC)
    rows = [
        (person, None, date(9999, 12, 31), "dead", holds, moment)
        for person in people(MANY)
        for holds, moment in ((True, early), (False, late), (None, AT))
    ]
    fields = ("person_id", "valid_from", "valid_until", "kind", "holds", "recorded_at")
    constants = {"source": "naïve \u2028", "recorded_by": AT_BY, "superseded_at": None}
    write_rows(LiabilityStatus, fields, rows, constants=constants)
    found = LiabilityStatus.objects.order_by("id").values_list(*fields, *constants)
    assert list(found) == [(*row, *constants.values()) for row in rows]


def test_more_rows_than_are_packed_at_once_are_written_all(db: Database) -> None:
    assert len(people(AT_ONCE + 1)) == Person.objects.count() == AT_ONCE + 1


def test_a_text_that_the_server_cannot_hold_is_refused(db: Database) -> None:
    rows = [(new_id(), "a\0b", "full", b"", "") for _ in range(MANY)]
    with pytest.raises(DataError), transaction.atomic():
        write_rows(Import, ("id", "source", "mode", "sha256", "reason"), rows)
