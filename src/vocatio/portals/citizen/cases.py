"""What followed an absence, to the person: what is asked, by when, and what would end it."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from vocatio.actions.case.answer import answer
from vocatio.actions.case.appeal import appeal
from vocatio.actions.case.claims import did_not_reach_me, dispute
from vocatio.actions.case.open import open_document
from vocatio.actions.case.stay import ask_stay
from vocatio.actions.clock import now
from vocatio.actions.inspect.case_page import CasePage, FactLine, own_page
from vocatio.actions.request.drafts import drop
from vocatio.domain import permissions
from vocatio.domain.actors import Addressee, Party
from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.consequences.states import BEFORE_FINDING
from vocatio.domain.consequences.steps import ABOUT_STAYS, Due, Step
from vocatio.portals.citizen.forms import SayForm
from vocatio.portals.citizen.session import draft_of, for_party, page
from vocatio.portals.words import OWN


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def case(request: HttpRequest, by: Party, reference: str) -> HttpResponse:
    """A case. POST: open a document, answer, appeal, or say what is not right about it."""
    draft = draft_of(request, by)
    form = SayForm(request.POST if request.method == "POST" else draft)
    if request.method == "POST" and form.is_valid():
        _act(request, by, reference, form)
        return redirect("citizen:case", reference)
    found = own_page(reference, by=by, purpose=OWN, at=now())
    says = permissions.may("case.answer", by)
    decisions = _decisions(found.finding, [measure.id for measure in found.measures])
    return page(
        request,
        "case",
        case=found,
        form=form,
        back=draft is not None,
        says=says,
        answerable=says and found.state in BEFORE_FINDING,
        decisions=decisions if says else [],
        claimed={claim.about: claim for claim in found.claims if claim.about},
        disputed=next((c for c in found.claims if c.kind == CaseKind.DISPUTE), None),
        stay=_stay(found),
        stayable=says and Step.STAY in found.steps and Step.REFUSE_STAY not in found.steps,
        stayed_until=next((d.at for d in found.deadlines if d.what == Due.STAY), None),
    )


def _stay(found: CasePage) -> FactLine | None:
    """The newest of what asks for a stay, and of what answers that."""
    return next((line for line in reversed(found.course) if line.kind in ABOUT_STAYS), None)


def _act(request: HttpRequest, by: Party, reference: str, form: SayForm) -> None:
    act, _, about = request.POST.get("act", "").partition(":")
    words, at = form.cleaned_data.get(act, ""), now()
    match act:
        case "open" if isinstance(by, Addressee):
            open_document(about, by=by, at=at)
        case "never":
            did_not_reach_me(about, by=by, at=at)
        case "dispute":
            dispute(reference, words, by=by, at=at)
        case "answer":
            answer(reference, words, by=by, at=at)
        case "stay":
            ask_stay(reference, words, by=by, at=at)
        case "appeal":
            appeal(reference, _id(request.POST.get("against", "")), words, by=by, at=at)
        case _:
            raise BadRequest
    if words and isinstance(by, Addressee):
        drop(request.path, by=by, at=at)


def _decisions(finding: UUID | None, measures: list[UUID]) -> list[UUID]:
    """What can be appealed against, the newest first."""
    return [*reversed(measures), *([finding] if finding else [])]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadRequest from error
