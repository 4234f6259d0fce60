"""A case on one page, and the steps that can be taken there: for the office, and for a court.

What somebody typed is never lost: a step that is refused, or that a colleague has overtaken, is
shown again with everything in it, beside what happened meanwhile.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vocatio.actions.case.answer import note_answer
from vocatio.actions.case.appeal import decide_appeal, let_go_on, note_appeal
from vocatio.actions.case.claims import decide_claim
from vocatio.actions.case.decide import decide_measure, find
from vocatio.actions.case.lift import keep_going, lift
from vocatio.actions.case.propose import propose
from vocatio.actions.case.review import drop, excuse, give_notice, new_date
from vocatio.actions.case.seen import Overtaken, as_seen
from vocatio.actions.case.stay import refuse_stay, stay
from vocatio.actions.clock import now
from vocatio.actions.inspect.case_page import CasePage, FactLine, case_file
from vocatio.domain.actors import Staff
from vocatio.domain.consequences.kinds import Cause, Verdict
from vocatio.domain.consequences.measures import Proposal
from vocatio.domain.consequences.obstacles import NotAllowed
from vocatio.domain.consequences.steps import Step
from vocatio.domain.errors import InvalidInput, Refusal
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Outcome
from vocatio.portals import case_forms as given
from vocatio.portals.case_forms import StepForm
from vocatio.portals.refusals import words_for
from vocatio.portals.staff import may

Perform = Callable[[UUID, Any, Staff, datetime], object]


@dataclass(frozen=True, slots=True)
class Way:
    """How a step is taken: the act that a role must include, the form, and what it does."""

    act: str
    form: type[StepForm]
    perform: Perform


def _propose(case: UUID, form: given.ProposalForm, by: Staff, at: datetime) -> None:
    said = form.cleaned_data
    propose(case, said["measure"], said["scope"], said["reasons"], form.skips(), by=by, at=at)


def _measure(case: UUID, form: given.MeasureForm, by: Staff, at: datetime) -> None:
    said = form.cleaned_data
    skips = form.page.proposal.get("skips")
    proposal = Proposal(
        code=said["measure"],
        starts=form.instant("starts"),
        until=form.instant("until"),
        review_on=form.instant("review_on"),
        scope=said["scope"].strip(),
        skips=skips if isinstance(skips, Mapping) else {},
    )
    decide_measure(case, proposal, said["reasons"], by=by, at=at)


def _lift(case: UUID, form: given.LiftForm, by: Staff, at: datetime) -> None:
    said = form.cleaned_data
    lift(case, UUID(said["measure"]), Cause(said["cause"]), said["reasons"], by=by, at=at)


def _note_appeal(case: UUID, form: given.AppealForm, by: Staff, at: datetime) -> None:
    said, channel = form.cleaned_data, Channel(form.cleaned_data["channel"])
    note_appeal(case, UUID(said["against"]), said["grounds"], channel, by=by, at=at)


def _decide_appeal(case: UUID, form: given.AppealDecisionForm, by: Staff, at: datetime) -> None:
    said, verdict = form.cleaned_data, Verdict(form.cleaned_data["outcome"])
    decide_appeal(case, UUID(said["appeal"]), verdict, said["reasons"], by=by, at=at)


def _decide_claim(case: UUID, form: given.ClaimForm, by: Staff, at: datetime) -> None:
    said, outcome = form.cleaned_data, Outcome(form.cleaned_data["outcome"])
    decide_claim(case, UUID(said["claim"]), outcome, said["reasons"], by=by, at=at)


def _by_reasons(act: Callable[..., object]) -> Perform:
    return lambda case, form, by, at: act(case, form.cleaned_data["reasons"], by=by, at=at)


WAYS: Mapping[Step, Way] = {
    Step.ANSWER: Way(
        "case.note",
        given.SpokenForm,
        lambda case, form, by, at: note_answer(
            case,
            form.cleaned_data["words"],
            Channel(form.cleaned_data["channel"]),
            by=by,
            at=at,
        ),
    ),
    Step.EXCUSE: Way("case.review", given.ReasonsForm, _by_reasons(excuse)),
    Step.NEW_DATE: Way("case.review", given.ReasonsForm, _by_reasons(new_date)),
    Step.DROP: Way("case.drop", given.ReasonsForm, _by_reasons(drop)),
    Step.NOTICE: Way(
        "case.review",
        given.NoticeForm,
        lambda case, form, by, at: give_notice(
            case, form.cleaned_data["considers"], form.cleaned_data["reasons"], by=by, at=at
        ),
    ),
    Step.PROPOSE: Way("case.propose", given.ProposalForm, _propose),
    Step.FIND: Way("case.decide", given.ReasonsForm, _by_reasons(find)),
    Step.MEASURE: Way("case.decide", given.MeasureForm, _measure),
    Step.KEEP: Way(
        "case.decide",
        given.KeepForm,
        lambda case, form, by, at: keep_going(
            case,
            UUID(form.cleaned_data["measure"]),
            form.cleaned_data["reasons"],
            by=by,
            at=at,
        ),
    ),
    Step.LIFT: Way("case.lift", given.LiftForm, _lift),
    Step.APPEAL: Way("case.note", given.AppealForm, _note_appeal),
    Step.DECIDE_APPEAL: Way("case.decide_appeal", given.AppealDecisionForm, _decide_appeal),
    Step.GO_ON: Way(
        "case.decide_appeal",
        given.GoOnForm,
        lambda case, form, by, at: let_go_on(
            case, UUID(form.cleaned_data["appeal"]), form.cleaned_data["reasons"], by=by, at=at
        ),
    ),
    Step.CLAIM: Way("case.decide_claim", given.ClaimForm, _decide_claim),
    Step.STAY: Way("case.stay", given.ReasonsForm, _by_reasons(stay)),
    Step.REFUSE_STAY: Way("case.stay", given.ReasonsForm, _by_reasons(refuse_stay)),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk.

    Attributes:
        forms: step -> its form; the one that was sent holds what was typed.
        sent: the step that was sent and not taken, or None.
        meanwhile: what happened in the case after the page was shown on which it was typed.
        done: whether the step was taken.
    """

    case: CasePage
    forms: Mapping[Step, StepForm]
    sent: StepForm | None = None
    meanwhile: tuple[FactLine, ...] = field(default=())
    done: bool = False


def work(request: HttpRequest, by: Staff, case_id: UUID, purpose: str) -> Desk:
    """Show a case; on POST take the step that was sent.

    Raises:
        NotFound: no such case, or it is not one of theirs.
        BadRequest: a form that no page of ours has.
    """
    page = _read(case_id, by, purpose)
    if request.method != "POST":
        return Desk(page, _forms(page, by))
    sent, seen = _sent(request, page, by)
    if sent.is_valid() and not (meanwhile := _since(page, seen)):
        if _taken(case_id, sent, seen, by):
            return Desk(page, {}, done=True)
        # Overtaken in this very moment, perhaps: show how things stand now.
        page = _read(case_id, by, purpose)
    meanwhile = _since(page, seen)
    if meanwhile:
        sent.add_error(
            None, _("Somebody was faster. Nothing was done; what you wrote is still there.")
        )
    return Desk(page, _forms(page, by) | {Step(sent.step): sent}, sent, meanwhile)


def after(request: HttpRequest) -> UUID | None:
    """The last case of the page of a list before, or None.

    Raises:
        BadRequest: it is no id.
    """
    given_id = request.GET.get("after")
    try:
        return UUID(given_id) if given_id else None
    except ValueError as error:
        raise BadRequest from error


def _read(case_id: UUID, by: Staff, purpose: str) -> CasePage:
    language = get_language() or ""
    return case_file(case_id, by=by, purpose=purpose, at=now(), language=language)


def _forms(page: CasePage, by: Staff) -> dict[Step, StepForm]:
    """Of the steps that the state allows and that are within the role."""
    return {
        step: WAYS[step].form(page, step, None) for step in page.steps if may(by, WAYS[step].act)
    }


def _sent(request: HttpRequest, page: CasePage, by: Staff) -> tuple[StepForm, UUID]:
    try:
        step, seen = Step(request.POST.get("act", "")), UUID(request.POST.get("seen", ""))
    except ValueError as error:
        raise BadRequest from error
    if not may(by, WAYS[step].act):
        raise BadRequest
    return WAYS[step].form(page, step, request.POST), seen


def _since(page: CasePage, seen: UUID) -> tuple[FactLine, ...]:
    """What stands in the file after a fact; everything, if it stands there no more."""
    lines = page.timeline
    place = next((n for n, line in enumerate(lines) if line.id == seen), -1)
    return lines[place + 1 :]


def _taken(case_id: UUID, form: StepForm, seen: UUID, by: Staff) -> bool:
    """Take the step, or say beside the fields why it cannot be taken."""
    at = now()
    try:
        with as_seen(case_id, seen, by=by, at=at):
            WAYS[Step(form.step)].perform(case_id, form, by, at)
    except Overtaken:
        return False
    except InvalidInput as error:
        form.refuse_field(error)
    except NotAllowed as error:
        form.refuse(error)
    except Refusal as error:
        form.add_error(None, words_for(error.cited))
    else:
        return True
    return False
