"""A paper for an employer or a school, which says when, and nothing about why."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST, require_safe

from vocatio.actions.clock import now
from vocatio.actions.summons.attest import OnPaper, attest, attestation
from vocatio.domain.actors import Addressee
from vocatio.portals.citizen.session import for_person, page
from vocatio.portals.letters import both
from vocatio.portals.words import OWN


@dataclass(frozen=True, slots=True)
class Part:
    """What the paper says in one language."""

    language: str
    heading: str
    labels: tuple[str, str, str]
    sentences: tuple[str, ...]


@require_POST
@for_person
def make(_request: HttpRequest, by: Addressee, reference: str) -> HttpResponse:
    """Make it; pressed twice it is the same paper."""
    return redirect("citizen:attestation", reference, attest(reference, by=by, at=now()))


@require_safe
@for_person
def show(request: HttpRequest, by: Addressee, reference: str, code: str) -> HttpResponse:
    """The paper, to print or to show on a telephone."""
    found = attestation(reference, code, by=by, purpose=OWN, at=now())
    # That of whoever is shown it comes first.
    parts = [_part(found, each) for each in both(found.official)]
    return page(request, "attestation", found=found, reference=reference, parts=parts)


def _part(found: OnPaper, language: str) -> Part:
    with override(language):
        holds = (
            gettext("The person named was at an official appointment at this time.")
            if found.appeared_at
            else gettext("The person named has to keep an official appointment at this time.")
        )
        return Part(
            language=language,
            heading=gettext("Confirmation of an official appointment"),
            labels=(gettext("Name"), gettext("Appointment"), gettext("Appeared")),
            sentences=(
                holds,
                gettext("How long it takes is not known beforehand."),
                gettext("Anybody can check the code, and sees day and hour alone, at:"),
            ),
        )
