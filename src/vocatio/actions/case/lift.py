"""A measure is lifted, with a certificate that the person gets, or looked at again (F15, F16)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from vocatio.actions.case.documents import spoken, write_and_deliver
from vocatio.actions.case.file import append, by_id, existing_folder, governing_of, load, refresh
from vocatio.actions.case.official import keep_reasons, official, sign
from vocatio.actions.law import rules_of
from vocatio.domain import permissions
from vocatio.domain.actors import Actor, Staff
from vocatio.domain.consequences.file import CaseFile
from vocatio.domain.consequences.kinds import CaseKind, Cause
from vocatio.domain.consequences.measures import moment
from vocatio.domain.consequences.obstacles import refuse
from vocatio.domain.consequences.officials import refuse_signature
from vocatio.domain.consequences.telling import LANGUAGES
from vocatio.domain.errors import InvalidInput
from vocatio.domain.facts import Fact
from vocatio.domain.law.floor import LEAST_REASONS_CHARACTERS
from vocatio.records.cases.models import Case
from vocatio.records.summonses.models import Summons


def lift_all(summons: Summons, cause: Cause, *, by: Actor, at: datetime) -> int:
    """Lift whatever was taken because of this duty; return how many measures that were."""
    case = existing_folder(summons)
    if case is None:
        return 0
    lifted = lift_measures(case, load(case, at).of(CaseKind.MEASURE), cause, by=by, at=at)
    refresh(case, at)
    return lifted


def lift_measures(
    case: Case, measures: Iterable[Fact], cause: Cause, *, by: Actor, at: datetime
) -> int:
    """Lift these, each with its certificate, in the transaction that is open.

    Those that are over or were lifted before are left alone.
    """
    file = load(case, at)
    standing = [measure for measure in measures if not _over(file, measure)]
    rules = rules_of(governing_of(case), at=at)
    names = {measure.code: measure.title for measure in rules.measures}
    for measure in standing:
        title = names[str(measure.data["measure"])]
        write_and_deliver(
            case,
            "lift",
            CaseKind.LIFT,
            by=by,
            at=at,
            said={
                "measure": title,
                "date": spoken(at, rules),
                "cause": {code: words.causes[cause] for code, words in LANGUAGES.items()},
            },
            data={"measure": str(measure.id), "cause": cause.value},
        )
    return len(standing)


def _over(file: CaseFile, measure: Fact) -> bool:
    lifted = any(lift.data["measure"] == str(measure.id) for lift in file.of(CaseKind.LIFT))
    return lifted or file.on >= moment(measure, "until")


def lift(
    case_id: UUID, measure_id: UUID, cause: Cause, reasons: str, *, by: Staff, at: datetime
) -> None:
    """Lift one measure: an error, an age, a recall, a review. It takes one human, and at once.

    Raises:
        InvalidInput: no such measure, or reasons that say too little.
        NotFound.
    """
    permissions.require("case.lift", by)
    if len(reasons.strip()) < LEAST_REASONS_CHARACTERS:
        raise InvalidInput("reasons", f"write at least {LEAST_REASONS_CHARACTERS} characters")
    with transaction.atomic():
        case = by_id(case_id)
        measure = _measure(load(case, at), measure_id)
        evidence = {"about": "lift", **keep_reasons(case, reasons)}
        append(case, CaseKind.EVIDENCE, by=by, at=at, data=evidence)
        lift_measures(case, [measure], cause, by=by, at=at)


def keep_going(case_id: UUID, measure_id: UUID, reasons: str, *, by: Staff, at: datetime) -> None:
    """Look at a measure again and let it go on until its end; without, its review suspends it.

    Raises:
        NotAllowed: with everything that stands against this human signing.
        InvalidInput, NotFound.
    """
    permissions.require("case.decide", by)
    with transaction.atomic():
        case = by_id(case_id)
        file = load(case, at)
        measure = _measure(file, measure_id)
        refuse(refuse_signature(file, official(case, file, by, at), reasons))
        said = {"measure": str(measure.id), **keep_reasons(case, reasons)}
        sign(case, append(case, CaseKind.MEASURE_REVIEW, by=by, at=at, data=said), by, at)


def _measure(file: CaseFile, measure_id: UUID) -> Fact:
    found = file.fact(measure_id)
    if found is None or found.kind != CaseKind.MEASURE:
        raise InvalidInput("measure", "name a measure of this case")
    return found
