"""F20: everything about a person is in their record, and no personal field is outside it."""

import json
from uuid import UUID

import pytest
from django.apps import apps

from tests.actions.world import World, addressee, row
from tests.database import Database
from vocatio.actions.clock import now
from vocatio.actions.inspect.export import own_record, person_of_number, person_record
from vocatio.actions.register import correct, life, merging
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee
from vocatio.domain.errors import NotFound
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.entry.commands.export_command import as_html
from vocatio.records.register.models import Claim, Person
from vocatio.records.register.pointing import about_persons

REASONS = (
    "Your employer needs you on that day, as you showed us."
    " Nothing else in your file says that you could not come on another day."
)

#: Tables that say nothing about a person of the register, and why.
NOT_ABOUT_PERSONS = {
    **dict.fromkeys(("access_account", "access_naturalperson"), "staff"),
    **dict.fromkeys(("cases_body", "cases_member"), "who decides"),
    **dict.fromkeys(("cases_provider", "cases_subject"), "where those who decide sign in"),
    **dict.fromkeys(("offices_office", "offices_slot"), "offices"),
    **dict.fromkeys(("agencies_agency", "agencies_batch"), "other authorities, and salted hashes"),
    "agencies_place": "who was asked about today, by a keyed hash that no other day has",
    "agencies_canary": "a document that is nobody's",
    **dict.fromkeys(("django_session", "django_migrations"), "no person is named"),
    **dict.fromkeys(("callups_order", "callups_callup"), "a call-up"),
    **dict.fromkeys(("callups_approval", "callups_manifest", "callups_remark"), "a call-up"),
    "jobs_run": "how far long work is",
    "callups_poolcount": "numbers by district",
    "documents_templateversion": "templates",
    "documents_seal": "one signature under the contents of many; each content is in the record",
    "documents_boardkey": "public keys",
    "documents_check": "who asked about documents, by a keyed hash of a day and an address",
    "deliveries_printbatch": "letters of many; each piece of it is in the record",
    "deliveries_beat": "when the system was last alive",
    "deliveries_postalfile": "files of the post; each line is a fact, in the record",
    "deliveries_postalreport": "the hash of a line whose fact is in the record",
}

#: What each of these values is hidden in, to be found again.
FULL = {
    "email": "somebody@example.org",
    "phone": "+43 1 234567",
    "needs": "braille",
    "birth_name": "Bornname",
    "number_issuer": "issuer-x",
    "street": "Hidden Street 7",
    "number": "secret-number-9",
    "status": "exempt:2029-01-01",
    "language": "de",
    "category": "conscript",
}


@pytest.fixture
def lived(db: Database) -> tuple[World, UUID]:
    """A person with something in every table of the register."""
    world = World()
    world.people(row("g"))
    before = set(Person.objects.values_list("id", flat=True))
    world.people(row("a", guardian="g", **FULL))
    (person,) = set(Person.objects.values_list("id", flat=True)) - before
    asked = correct.ask("language", {"tag": "fr"}, by=Addressee(person), at=now())
    correct.decide(asked, granted=True, reasons=REASONS, by=world.decider, at=now())
    merging.merge(_guardian(before), person, REASONS, by=world.decider, at=now())
    life.transfer(person, "7", "W7", by=world.officer, at=now())
    return world, person


def _guardian(before: set[UUID]) -> UUID:
    (guardian,) = before
    return guardian


def test_every_table_of_claims_and_every_column_is_in_it(lived: tuple[World, UUID]) -> None:
    world, person = lived
    record = person_record(person, by=world.officer, purpose="handed out", at=now())
    claims = [model for model in apps.get_models() if issubclass(model, Claim)]
    assert claims
    for model in claims:
        rows = record.tables[model._meta.db_table]
        columns = {field.attname for field in model._meta.concrete_fields}
        assert rows, model
        assert all(set(found) == columns for found in rows)
    html, text = as_html(record), record.as_json()
    for value in FULL.values():
        assert value.partition(":")[0] in text
        assert value.partition(":")[0] in html
    for table in ("register_import", "register_personfact", "register_correction"):
        assert record.tables[table]
    assert json.loads(text)["person"] == str(person)
    assert REASONS in text


def test_every_table_is_about_persons_or_says_why_not() -> None:
    """A table that is neither in the record nor listed here fails: decide which it is."""
    about = {model._meta.db_table for model in about_persons()}
    ours = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("vocatio.")
    }
    ledger = {table for table in ours if table.startswith("ledger_")}
    imports = {"register_import", "register_registerfact"}
    assert ours - about - ledger - imports == set(NOT_ABOUT_PERSONS) & ours


def test_summons_request_and_readings_are_in_it(db: Database) -> None:
    world = World()
    summons = world.summoned()
    by = addressee(summons)
    open_summons(summons.reference, by=by, at=now())
    request = file(summons.reference, RequestKind.RESCHEDULE, "work", by=by, at=now())
    decide(request, Outcome.REFUSED, REASONS, by=world.decider, at=now())
    record = own_record(by=by, purpose="own", at=now())
    kinds = {row["kind"] for row in record.tables["summonses_summonsfact"]}
    assert {"SubmissionAcceptance", "ContentHandover", "Request", "Decision"} <= kinds
    assert record.tables["documents_content"][0]["canonical"]["text"]
    assert record.tables["documents_freetext"][0]["encrypted"] == REASONS
    assert [row["what"] for row in record.tables["access_reading"]][-1] == "export"


def test_found_by_number_and_each_look_is_recorded(lived: tuple[World, UUID]) -> None:
    world, person = lived
    found = person_of_number(
        FULL["number"], FULL["number_issuer"], by=world.officer, purpose="counter", at=now()
    )
    assert found == person
    with pytest.raises(NotFound):
        person_of_number("nobody's", by=world.officer, purpose="counter", at=now())
    with pytest.raises(NotFound):
        person_record(UUID(int=1), by=world.officer, purpose="counter", at=now())
