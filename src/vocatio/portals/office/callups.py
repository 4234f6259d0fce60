"""Call-ups: their numbers, their history, and the next act as one button."""

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vocatio.actions.callup.approve import approve, refuse, submit
from vocatio.actions.callup.ask import JOB as STEP
from vocatio.actions.callup.ask import STEPS, ask_step, under_way
from vocatio.actions.callup.carry_out import JOB as RELEASE
from vocatio.actions.callup.carry_out_correction import JOB as CORRECTION
from vocatio.actions.callup.order import call_again
from vocatio.actions.callup.pause import pause, resume, stop
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect import callups, jobs
from vocatio.actions.inspect.changes import Changes, changes
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import OutOfOrder, Stage
from vocatio.domain.errors import InvalidInput
from vocatio.domain.oversight.small import LEAST_COUNT
from vocatio.portals.callup_list import callup_list
from vocatio.portals.lists import as_file, wants_file
from vocatio.portals.office.forms import RefusalForm
from vocatio.portals.office.session import for_staff, may, page, with_password
from vocatio.portals.words import PLANNING

_ACTS: MappingProxyType[str, Callable[..., None]] = MappingProxyType(
    {
        **{act: partial(ask_step, act=act) for act in STEPS},
        "submit": submit,
        "approve": approve,
        "release": release,
        "pause": pause,
        "resume": resume,
    }
)

#: When somebody looks again at what was prepared, before they act.
BEFORE_RELEASE = (Stage.ALLOCATED, Stage.SUBMITTED, Stage.APPROVED)


@require_safe
@for_staff
def every(request: HttpRequest, by: Staff) -> HttpResponse:
    """All call-ups."""
    lines = callups.callups(by=by, purpose=PLANNING, at=now())
    found = callup_list(lines, request.GET)
    if wants_file(request.GET):
        return as_file("call-ups", found)
    return page(request, by, "callups", found=found, may_order=may(by, "order.decide"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def one(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """One call-up. POST: take its next step."""
    if request.method != "POST":
        return _show(request, by, callup_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        act(callup_id, by=by, at=now())
    except OutOfOrder:
        # A double press, or a colleague was faster: the page shows how it stands.
        return _show(request, by, callup_id, status=409)
    return redirect("office:callup", callup_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def send_back(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Ask why it is not approved. POST: send it back."""
    return _with_reasons(request, by, callup_id, "refuse", refuse)


@require_http_methods(["GET", "HEAD", "POST"])
@with_password
def end(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Ask why a paused release ends there. POST: it does."""
    return _with_reasons(request, by, callup_id, "stop", stop)


@require_POST
@with_password
def again(request: HttpRequest, by: Staff, callup_id: UUID) -> HttpResponse:
    """Open another call-up of the same order."""
    try:
        return redirect("office:callup", call_again(callup_id, by=by, at=now()))
    except InvalidInput as error:
        return _show(request, by, callup_id, status=400, refused=f"{error.field}: {error.reason}")


def _with_reasons(
    request: HttpRequest, by: Staff, callup_id: UUID, name: str, act: Callable[..., None]
) -> HttpResponse:
    permissions.require(f"callup.{name}", by)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(callup_id, form.cleaned_data["reasons"], by=by, at=now())
            return redirect("office:callup", callup_id)
        except InvalidInput as error:
            form.refuse_field(error)
        except OutOfOrder:
            # A colleague was faster: the page shows how it stands.
            return _show(request, by, callup_id, status=409)
    found = callups.callup(callup_id, by=by, purpose=PLANNING, at=now())
    return page(request, by, f"callup_{name}", callup=found, form=form)


def _show(
    request: HttpRequest, by: Staff, callup_id: UUID, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    found = callups.callup(callup_id, by=by, purpose=PLANNING, at=now())
    return page(
        request,
        by,
        "callup",
        status=status,
        callup=found,
        may_act=found.next_act is not None and may(by, f"callup.{found.next_act}"),
        releasing=found.stage == Stage.RELEASING,
        under_way=found.stage in (Stage.RELEASING, Stage.PAUSED),
        may_pause=may(by, "callup.pause"),
        may_stop=found.stage == Stage.PAUSED and may(by, "callup.stop"),
        may_call_again=found.withdrawn and may(by, "callup.again"),
        refused=refused,
        may_refuse=found.stage == Stage.SUBMITTED and may(by, "callup.refuse"),
        may_correct=found.stage == Stage.RELEASED and may(by, "correction.submit"),
        may_approve_correction=may(by, "correction.approve"),
        changed=_changes(found, by),
        waiting=under_way(callup_id),
        trouble=_trouble(found, by),
        runs=_corrections(found, by),
        late=status == 409,
        least=LEAST_COUNT,
    )


def _trouble(found: callups.CallUpPage, by: Staff) -> list[jobs.RunLine]:
    """What went wrong with the work that is under way or comes next."""
    if not may(by, "inspect.jobs"):
        return []
    wanted = STEP if found.next_act in STEPS else RELEASE
    if found.stage == Stage.RELEASED:
        return []
    runs = jobs.runs(found.id, by=by, purpose=PLANNING, at=now())
    return [run for run in runs if run.job == wanted]


def _corrections(found: callups.CallUpPage, by: Staff) -> dict[UUID, jobs.RunLine]:
    """How far the corrections are that are being carried out."""
    going_on = [line.id for line in found.corrections if line.approved and line.corrected is None]
    if not going_on or not may(by, "inspect.jobs"):
        return {}
    runs = (jobs.runs(one, by=by, purpose=PLANNING, at=now()) for one in going_on)
    every = [run for several in runs for run in several if run.job == CORRECTION]
    return {run.subject: run for run in every if run.subject}


def _changes(found: callups.CallUpPage, by: Staff) -> Changes | None:
    """Between the draw and the release, when somebody has to know before they act."""
    if found.stage not in BEFORE_RELEASE:
        return None
    return changes(found.id, by=by, purpose=PLANNING, at=now())
