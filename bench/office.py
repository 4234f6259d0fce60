"""The pages that an officer and a decider have before them all day, with work on them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.timezone import localtime

from bench.portal import Asked, Somebody, signed_in
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect.own import record
from vocatio.actions.request.file import file
from vocatio.actions.summons.attendance import close_day
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.summons.kinds import RequestKind
from vocatio.entry.commands.demo import staff
from vocatio.portals.doors import ACCOUNT, DEMO
from vocatio.portals.office.session import TASK
from vocatio.records.cases.models import Case
from vocatio.records.summonses.models import Summons

PURPOSE = "measured by the bench"


def of_office(who: Sequence[Somebody]) -> Iterator[tuple[str, list[Asked]]]:
    """Each page, once half of these asked for something and the others stayed away.

    The clock of the database goes on to the last day on which one of them was expected.
    """
    team, half = staff.team(), len(who) // 2
    officer, decider = _cookie(team.officer), _cookie(team.decider)
    asked = [
        file(one.reference, RequestKind.HELP, "interpreter", by=Addressee(one.person_id), at=now())
        for one in who[:half]
    ]
    absent = [one.person_id for one in who[half:]]
    days = _stay_away(who[half:], team.officer)
    cases = list(Case.objects.filter(person_id__in=absent).values_list("id", flat=True))
    offices = sorted({office for office, _ in days.values()})
    yield "office: the day", [Asked(f"/office/day/{o}/{on}/", officer) for o, on in days.values()]
    yield "office: search", [_search(one, days[one][0], officer) for one in absent]
    yield "office: a person", [Asked(f"/office/people/{one}/", officer) for one in absent]
    yield "office: work", [Asked("/office/work/", decider)]
    yield "office: a request", [Asked(f"/office/requests/{one}/", decider) for one in asked]
    yield "office: cases", [Asked(f"/office/cases/{one}/", officer) for one in offices]
    yield "office: a case", [Asked(f"/office/case/{one}/", officer) for one in cases]


def _cookie(by: Staff) -> str:
    """Signed in as in a demo, where nobody is asked for a password again."""
    return signed_in({ACCOUNT: str(by.account_id), DEMO: True, TASK: PURPOSE})


def _stay_away(who: Sequence[Somebody], by: Staff) -> dict[UUID, tuple[UUID, date]]:
    """The office and day at which each was expected; these days are closed."""
    found = Summons.objects.filter(reference__in=[one.reference for one in who])
    days = {}
    for summons in found.select_related("slot").order_by("slot__starts_at"):
        office, start = summons.slot.office_id, summons.slot.starts_at
        advance_to(start + timedelta(hours=12))
        close_day(office, localtime(start).date(), by=by, at=now())
        days[summons.person_id] = office, localtime(start).date()
    return days


def _search(person: UUID, office: UUID, cookie: str) -> Asked:
    """By the whole name, as somebody says it at the counter."""
    secret = get_random_string(32)
    typed = {
        "query": record(by=Addressee(person), purpose=PURPOSE, at=now()).name,
        "office": str(office),
        "purpose": PURPOSE,
        "csrfmiddlewaretoken": secret,
    }
    return Asked("/office/people/", f"{cookie}; {settings.CSRF_COOKIE_NAME}={secret}", typed)
