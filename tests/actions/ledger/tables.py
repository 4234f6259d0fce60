"""Which tables hold evidence, derived from the models: a new one must be put somewhere."""

from django.apps import apps
from django.db.models import Model

from vocatio.records.agencies.models import Query
from vocatio.records.cases.models import Case, Document, Measure, Signature
from vocatio.records.cases.models import Finding as CaseFinding
from vocatio.records.documents.models import (
    Acknowledgement,
    Attestation,
    Content,
    Copy,
    DoorReceipt,
    Seal,
)
from vocatio.records.ledger.models import Checkpoint, Commitment, Leaf, Salt
from vocatio.records.ledger.replay import committed_tables
from vocatio.records.summonses.models import Summons

#: Cases, and what is written and decided in them.
_OF_CASES: tuple[type[Model], ...] = (Case, Document, Signature, CaseFinding, Measure)
OF_CASES = {model._meta.db_table for model in _OF_CASES}

#: Rows that are not committed, each column of which follows from the log or from a fact.
BESIDE: tuple[type[Model], ...] = (
    *(Commitment, Salt, Leaf, Checkpoint),
    *(Summons, Content, Seal, Copy, DoorReceipt, Attestation, Acknowledgement, Query),
    *_OF_CASES,
)

#: Columns of these that say nothing -> why.
SILENT = {
    ("summonses_summons", "language"): "its notices are in it",
    ("cases_measure", "kind"): "the profile says it of its code",
    ("summonses_summons", "state"): "a cache, which `vocatio check` compares",
    ("summonses_summons", "next_due_at"): "a cache, which `vocatio check` compares",
    ("summonses_summons", "request_open"): "a cache, which `vocatio check` compares",
}

#: Table -> its evidential columns: all but those that say nothing.
EVIDENCE = {
    model._meta.db_table: [
        str(field.column)
        for field in model._meta.concrete_fields
        if (model._meta.db_table, field.column) not in SILENT
    ]
    for model in (*BESIDE, *committed_tables())
}

#: What a fact names by a hash over many rows: test_beside changes these.
HASHED = {
    "callups_poolmember",
    "callups_drawn",
    "callups_manifest",
    "callups_manifestentry",
    "callups_remark",
    "documents_freetext",
    "documents_attachment",
    "documents_envelope",
    "deliveries_outage",
}

#: Applications and tables that prove nothing, and nothing rests on alone -> why.
NO_EVIDENCE = {
    "sessions": "who is signed in",
    "work": "what waits, and who has taken it up: who decided is in the fact of the decision",
    "procrastinate": "jobs: what came of them is a fact",
    "register": "the state of the register: what came in, and each correction, is a fact",
    "jobs": "how far long work is: what was done is a fact",
    "offices": "where and when somebody can appear: facts name it",
    "deliveries": "what is to be sent: what was sent is a fact",
    "access_naturalperson": "who may work here: facts name their author",
    "access_account": "who may work here: facts name their author",
    "access_tie": "whose file who leaves to colleagues: what they did not do is no fact",
    "ledger_queued": "what waits is compared with its commitment, in a test of its own",
    "ledger_installation": "of which kind the database is",
    "ledger_democlock": "the clock of a demo",
    "documents_boardkey": "what is sealed to it, the board opens or does not",
    "documents_draft": "what somebody typed and has not sent; erased after a week",
    "documents_check": "how often somebody asked",
    "documents_templateversion": "found by its own hash",
    "callups_order": "the manifest and each notice repeat it",
    "callups_callup": "the fact of each issue repeats it",
    "callups_setaside": "a fact counts them",
    "callups_poolcount": "a fact has their sums",
    "callups_allocation": "the manifest repeats it",
    "callups_approval": "a fact names both",
    "agencies_agency": "its facts say the same",
    "agencies_place": "of whom an agency asked today, by a keyed hash; gone in three days",
    "agencies_canary": "a document that is nobody's: each question about one is a fact",
    "cases_body": "who may decide: facts name their author",
    "cases_member": "who may decide: facts name their author",
    "cases_provider": "where they sign in: facts name their author",
    "cases_subject": "who they are there: facts name their author",
    "cases_standing": "a cache to find candidates by",
}


def unplaced() -> set[str]:
    """Tables of which nobody said whether they hold evidence."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.db_table not in EVIDENCE.keys() | HASHED | NO_EVIDENCE.keys()
        and model._meta.app_label not in NO_EVIDENCE
    }
