"""What a signed-in person sees and does."""

from collections.abc import Callable
from datetime import UTC, timedelta
from types import MappingProxyType
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from vocatio.actions.clock import now
from vocatio.actions.inspect import own, receipts
from vocatio.actions.inspect.bundle import own_bundle
from vocatio.actions.inspect.case_page import own_cases
from vocatio.actions.request.drafts import Unfinished, drop, unfinished
from vocatio.actions.summons.arrive import arrive
from vocatio.actions.summons.copy import own_copy
from vocatio.actions.summons.door_receipt import own_receipt
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.preview import preview_summons
from vocatio.actions.summons.reply import confirm
from vocatio.domain.actors import Addressee, Party
from vocatio.domain.law.floor import MINIMUM_NOTICE
from vocatio.portals.citizen.session import for_party, for_person, page
from vocatio.portals.letters import handed_out, in_languages
from vocatio.portals.words import OWN

#: Seconds until the page of a receipt that is being written asks again.
LOOK_AGAIN = 2

#: How long an appointment takes up in a calendar: nobody promises when it is over.
A_WHILE = timedelta(hours=1)

#: What the buttons of a summons do.
_ACTS: MappingProxyType[str, Callable[..., None]] = MappingProxyType(
    {"open": open_summons, "confirm": confirm}
)


@require_safe
@for_party
def inbox(request: HttpRequest, by: Party) -> HttpResponse:
    """What came, and what it asks."""
    drafts: tuple[Unfinished, ...] = ()
    if isinstance(by, Addressee):
        arrive(by=by, at=now())
        drafts = unfinished(by=by, purpose=OWN, at=now())
    at = now()
    found = own_cases(by=by, purpose=OWN, at=at)
    lines = own.inbox(by=by, purpose=OWN, at=at)
    return page(request, "inbox", lines=lines, cases=found, unfinished=drafts)


@require_POST
@for_person
def drop_draft(request: HttpRequest, by: Addressee) -> HttpResponse:
    """Delete what was typed and not sent."""
    drop(request.POST.get("path", ""), by=by, at=now())
    return redirect("citizen:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def summons(request: HttpRequest, by: Party, reference: str) -> HttpResponse:
    """A summons: a preview until it was opened, then the whole notice. POST: open, confirm."""
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise BadRequest
        act(reference, by=by, at=now())
        return redirect("citizen:summons", reference)
    at = now()
    found = own.summons(reference, by=by, purpose=OWN, at=at)
    if not found.opened and isinstance(by, Addressee):
        preview_summons(reference, by=by, at=at)
    return page(
        request,
        "summons" if found.opened else "preview",
        summons=found,
        languages=_reading_order(found),
        ahead=found.starts_at > at,
        notice=MINIMUM_NOTICE.days,
    )


@require_POST
@for_person
def letter(request: HttpRequest, by: Addressee, reference: str) -> HttpResponse:
    """The letter, sealed. A POST, since handing it out is recorded."""
    return handed_out(own_copy(reference, large="large" in request.POST, by=by, at=now()))


@require_safe
@for_party
def calendar(request: HttpRequest, by: Party, reference: str) -> HttpResponse:
    """The appointment for a calendar (RFC 5545). It says nothing about why."""
    found = own.summons(reference, by=by, purpose=OWN, at=now())
    if not found.opened:
        raise Http404
    event = Event(
        summary=gettext("Appointment"), location=f"{found.office}, {found.office_address}"
    )
    event.add("uid", f"{found.reference}@{request.get_host()}")
    event.add("dtstamp", now())
    event.add("dtstart", found.starts_at.astimezone(UTC))
    event.add("dtend", found.starts_at.astimezone(UTC) + A_WHILE)
    event.add("class", "PRIVATE")
    made = Calendar()
    made.add("prodid", "-//Vocatio//")
    made.add("version", "2.0")
    made.add_component(event)
    answer = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


@require_safe
@for_person
def receipt(request: HttpRequest, by: Addressee, reference: str, fact: UUID) -> HttpResponse:
    """The receipt of an own act, or the word that it will be here in a moment."""
    content = receipts.receipt(reference, fact, by=by, purpose=OWN, at=now())
    if content is None:
        waits = page(request, "receipt", reference=reference, fact=fact, status=202)
        # The page needs no script: the browser asks again, as “Look again” does.
        waits["Refresh"] = str(LOOK_AGAIN)
        return waits
    found = HttpResponse(content, content_type="text/plain; charset=utf-8")
    found["Content-Disposition"] = f'attachment; filename="receipt-{fact}.tlog-proof"'
    return found


@require_safe
@for_person
def appeared(request: HttpRequest, by: Addressee, reference: str) -> HttpResponse:
    """The receipt of an appearance, as it was handed out at the door."""
    found = own_receipt(reference, by=by, purpose=OWN, at=now())
    return page(request, "appeared", found=found, parts=in_languages(found))


@require_safe
@for_person
def proof(_request: HttpRequest, by: Addressee, reference: str) -> HttpResponse:
    """The bundle of a summons, to keep, or to hand to a lawyer or a court."""
    content = own_bundle(reference, by=by, purpose=OWN, at=now())
    found = HttpResponse(content, content_type="application/zip")
    found["Content-Disposition"] = f'attachment; filename="summons-{reference}.zip"'
    return found


def _reading_order(found: own.SummonsPage) -> list[str]:
    """The languages of the notice: that of the page first, when the notice has it."""
    return sorted(found.text, key=lambda language: language != get_language())
