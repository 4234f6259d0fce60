"""One queue of what waits; whoever takes something up is seen by everybody else."""

from collections.abc import Iterator
from types import MappingProxyType
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vocatio.actions.clock import now
from vocatio.actions.inspect.day import OfficeLine
from vocatio.actions.inspect.desk import Desk, Place, desk, place
from vocatio.actions.inspect.queue import Queue, Wanted, WorkLine, queue, work_offices
from vocatio.actions.work.assign import Settled, give_back, hand_over, take
from vocatio.domain.actors import Staff
from vocatio.domain.errors import InvalidInput
from vocatio.domain.work import OF_ONE_OFFICE, Kind, TakenUp, kinds_of
from vocatio.portals.csv_files import csv_file
from vocatio.portals.lists import AFTER, TYPED, Column, Filter, Listing, asked_of, wants_file
from vocatio.portals.office.forms import HandOverForm, LookForm
from vocatio.portals.office.session import for_staff, may, page
from vocatio.portals.words import WORK, choices, in_words

#: Pages of the queue that go into one file.
MOST_PAGES = 25

_ACTS = MappingProxyType({"take": False, "take_over": True})


def what(line: WorkLine) -> str:
    """What waits, in a few words."""
    kind = in_words(line.kind, "work")
    match line.kind:
        case Kind.REQUEST:
            return f"{kind}: {in_words(line.what, 'request')} ({in_words(line.ground, 'ground')})"
        case Kind.CORRECTION:
            return f"{kind}: {in_words(line.what, 'field')}"
        case _:
            return f"{kind}: {in_words(line.what, 'case state')}"


COLUMNS: tuple[Column[WorkLine], ...] = (
    Column("name", _("Name"), lambda line: line.name, sorts=False),
    Column("what", _("What waits"), what, sorts=False),
    Column("office", _("Office"), lambda line: line.office, sorts=False),
    Column("since", _("Since"), lambda line: line.since.isoformat(), sorts=False),
    Column("due", _("To be seen to by"), lambda line: line.due_at.isoformat(), sorts=False),
    Column("why", _("Why then"), lambda line: in_words(line.why, "why due"), sorts=False),
    Column("holder", _("Who has it"), lambda line: line.holder, sorts=False),
)
#: Of these, what the page shows: why stands beside until when.
SHOWN = tuple(one for one in COLUMNS if one.key != "why")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def every(request: HttpRequest, by: Staff) -> HttpResponse:
    """The queue. POST: look for somebody in it; what is typed stands in no address."""
    offices = work_offices(by=by, purpose=WORK, at=now(), language=get_language() or "")
    filters = list(_filters(by, offices))
    asked = asked_of(request.GET, SHOWN, filters)
    # Where there is one office alone, nobody has to choose it.
    only = offices[0].id if len(offices) == 1 else None
    if wants_file(request.GET):
        return _file(asked, only, by)
    look = LookForm(request.POST or None)
    typed = look.cleaned_data[TYPED] if request.method == "POST" and look.is_valid() else ""
    found = Queue((), more=False, cases=False)
    try:
        found = _queue(asked, only, typed, by)
    except InvalidInput as error:
        if not typed:
            raise  # An address that no page of ours has.
        look.add_error(TYPED, error.reason)
    shown = Listing(
        lines=found.lines,
        columns=SHOWN,
        asked=asked,
        filters=filters,
        after=found.lines[-1].key if found.more else "",
    )
    return page(
        request,
        by,
        "work",
        found=shown,
        look=look,
        typed=typed,
        what=what,
        told=request.GET.get("told", ""),
        one_office=not found.cases and bool(OF_ONE_OFFICE & set(kinds_of(by))),
        with_cases=found.cases,
    )


@require_POST
@for_staff
def assign(request: HttpRequest, by: Staff, item: UUID) -> HttpResponse:
    """Take something up, or give it back."""
    act = request.POST.get("act", "")
    where = place(item, by=by, at=now())
    try:
        if act in _ACTS:
            take(item, over=_ACTS[act], by=by, at=now())
        elif act == "give_back":
            give_back(item, by=by, at=now())
        else:
            raise BadRequest
    except (Settled, TakenUp) as error:
        # A colleague was faster: the page says who, and what they did.
        told = "settled" if isinstance(error, Settled) else "taken"
        return redirect(f"{_address(where)}?{urlencode({'told': told})}")
    return redirect("office:work") if act == "give_back" else redirect(_address(where))


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def hand(request: HttpRequest, by: Staff, item: UUID) -> HttpResponse:
    """Whom to hand it over to, with a note. POST: it is theirs."""
    where = place(item, by=by, at=now())
    found = desk(item, by=by, purpose=WORK, at=now())
    form = HandOverForm(found.colleagues if found else (), request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            hand_over(item, UUID(said["to"]), said["note"], by=by, at=now())
            return redirect(f"{reverse('office:work')}?{urlencode({'told': 'handed'})}")
        except InvalidInput as error:
            form.refuse_field(error)
        except (Settled, TakenUp):
            status, found = 409, desk(item, by=by, purpose=WORK, at=now())
    return page(
        *(request, by, "work_hand"),
        status=status,
        form=form,
        desk=found,
        item=item,
        address=_address(where),
        late=status == 409,
    )


def at_desk(item: UUID, by: Staff) -> Desk | None:
    """Who has it, for the page on which it is decided; None for whoever only looks."""
    return desk(item, by=by, purpose=WORK, at=now()) if may(by, "inspect.work") else None


def _queue(asked: dict[str, str], only: UUID | None, typed: str, by: Staff) -> Queue:
    wanted = Wanted(
        office=UUID(asked["office"]) if asked.get("office") else only,
        kind=asked.get("kind", ""),
        holder=asked.get("holder", ""),
        overdue=asked.get("pressing") == "overdue",
        typed=typed,
        order=asked.get("order", "due"),
        after=asked.get(AFTER, ""),
    )
    return queue(wanted, by=by, purpose=WORK, at=now(), language=get_language() or "")


def _file(asked: dict[str, str], only: UUID | None, by: Staff) -> HttpResponse:
    """Requests and corrections alone: no list of who stayed away leaves here (F19)."""
    lines = (line for line in _whole(asked, only, by) if line.kind not in OF_ONE_OFFICE)
    rows = ([one.value(line) for one in COLUMNS] for line in lines)
    return csv_file("work", [one.heading for one in COLUMNS], rows)


def _whole(asked: dict[str, str], only: UUID | None, by: Staff) -> Iterator[WorkLine]:
    """The queue, page after page, as far as it goes into a file."""
    for _page in range(MOST_PAGES):
        found = _queue(asked, only, "", by)
        yield from found.lines
        if not found.more:
            return
        asked = {**asked, AFTER: found.lines[-1].key}


def _filters(by: Staff, offices: tuple[OfficeLine, ...]) -> Iterator[Filter[WorkLine]]:
    kinds = kinds_of(by)
    if by.office_id is None and len(offices) > 1:
        yield Filter("office", _("Office"), [(str(one.id), one.name) for one in offices])
    if len(kinds) > 1:
        yield Filter("kind", _("What waits"), [(k.value, in_words(k, "work")) for k in kinds])
    yield Filter("pressing", _("Until when"), [("overdue", _("Overdue"))])
    yield Filter("holder", _("Who has it"), choices("holder"))
    yield Filter(
        "order", _("Sorted"), [("since", _("Longest waiting first"))], blank=_("Most urgent first")
    )


def _address(where: Place) -> str:
    names = {Kind.REQUEST: "office:request", Kind.CORRECTION: "office:register-correction"}
    return reverse(names.get(where.kind, "office:case"), args=[where.about])
