"""What another authority is told about somebody with a measure: from the whole file, each time."""

import json
from typing import Any

import pytest
from django.db import transaction
from joserfc import jws
from joserfc.jwk import ECKey
from psycopg import sql

from tests.actions.agency_ground import Asking, ask
from tests.actions.case.town import MEASURE, Refuser, Town
from vocatio.actions.agency import manage
from vocatio.actions.agency.desk import Desk
from vocatio.actions.case.file import append
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.summons.attendance import record_appearance
from vocatio.domain.consequences.force import Answer
from vocatio.domain.consequences.kinds import CaseKind


class Counter:
    """Where somebody stands, with the document in hand, and an agency asks."""

    def __init__(self, town: Town, code: str) -> None:
        manage.require_answering_key()
        self.town = town
        self.agency = Asking(town.world, code=code)
        self.desk = Desk(at=now())

    def question(self, number: str, kind: str = MEASURE) -> bytes:
        """Signed by the agency."""
        return self.agency.question(self.desk, number, kind=kind)

    def told(self, number: str, kind: str = MEASURE) -> dict[str, Any]:
        """What it is told about whoever has this number."""
        return self.read(ask(self.desk, self.question(number, kind)))

    def read(self, reply: object) -> dict[str, Any]:
        """A signed answer, verified."""
        assert isinstance(reply, bytes), reply
        key = ECKey.import_key(dict(self.desk.published_keys()[-1]))
        said: dict[str, Any] = json.loads(
            jws.deserialize_compact(reply, key, algorithms=["ES256"]).payload
        )
        return said


def number_of(town: Town) -> str:
    """Of the person who was summoned last."""
    return f"Np{town.people}"


def in_force(town: Town) -> Refuser:
    """Somebody of whom a measure is in force."""
    somebody = town.summoned()
    somebody.until_in_force()
    return somebody


def test_a_measure_is_told_until_the_person_appears(town: Town) -> None:
    somebody = in_force(town)
    counter, number = Counter(town, "border"), number_of(town)
    said = counter.told(number)
    assert said["answer"] == Answer.IN_FORCE.value
    assert "until" in said
    assert said["appeal"]["body"] == "Court"
    assert "any office" in said["appeal"]["words"]["en"]
    assert counter.told(number, "exit")["answer"] == Answer.NOT_IN_FORCE.value
    record_appearance(somebody.summons.id, by=town.officer, at=now())
    assert counter.told(number)["answer"] == Answer.NOT_IN_FORCE.value
    lines = own.record(by=somebody.person, purpose="own", at=now()).queries
    assert [line.answer for line in lines] == ["nothing in force", "nothing in force", "in force"]


#: All that the row beside the fact repeats of its kind and its end, as if it were long over.
OVER = """
ALTER TABLE cases_measure DISABLE TRIGGER USER;
UPDATE cases_measure SET kind = 'fine_proposal', starts = starts - interval '9 years',
    review_on = review_on - interval '9 years', until = until - interval '9 years';
ALTER TABLE cases_measure ENABLE TRIGGER USER;
"""


def test_the_row_beside_the_fact_is_not_what_an_agency_is_told(town: Town) -> None:
    in_force(town)
    counter, number = Counter(town, "harbour"), number_of(town)
    before = counter.told(number)
    with town.database.connect("migrator") as owner:
        owner.execute(OVER)
    after = counter.told(number)
    assert (after["answer"], after["until"]) == (Answer.IN_FORCE.value, before["until"])
    assert counter.told(number, "exit")["answer"] == Answer.NOT_IN_FORCE.value


def test_a_disputed_cause_is_unknown_and_no_basis_to_stop_anyone(town: Town) -> None:
    somebody = in_force(town)
    counter, number = Counter(town, "roads"), number_of(town)
    with transaction.atomic():
        append(somebody.case, CaseKind.DISPUTE, by=somebody.person, at=now())
    said = counter.told(number)
    assert said["answer"] == Answer.UNKNOWN.value
    assert "no basis to stop anyone" in said["words"]["en"]
    assert "until" not in said


def test_what_cannot_be_derived_is_unknown_and_no_error_of_the_others(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    in_force(town)
    counter, number = Counter(town, "customs"), number_of(town)
    signed = [counter.question(each) for each in ("nobody", number, "nobody else")]
    signatures, role = sql.Identifier("cases_signature"), sql.Identifier("vocatio_app")
    with town.database.connect("migrator") as owner:
        owner.execute(sql.SQL("REVOKE SELECT ON {} FROM {}").format(signatures, role))
    try:
        told = [counter.read(reply)["answer"] for reply in counter.desk.ask(signed, at=now())]
    finally:
        with town.database.connect("migrator") as owner:
            owner.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(signatures, role))
    nothing = Answer.NOT_IN_FORCE.value
    assert told == [nothing, Answer.UNKNOWN.value, nothing]
    assert "could not be decided" in caplog.text
