"""People of a served demo who stay away, together; and how to be one of them in the browser.

All of it is used within `testing.connected(live.database)`.
"""

import os
from collections import Counter
from datetime import datetime, time, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.test import override_settings
from playwright.sync_api import Page

from tests import database as testing
from tests.actions.case.town import Ground, Refuser, reasons
from tests.portals.browsing import become_summoned
from tests.portals.conftest import Live
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.case.review import new_date
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.offices.manage import Hours, open_slots
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Staff
from vocatio.entry.commands.demo.plan import PASSWORD
from vocatio.records.summonses.models import Summons


def stayed_away(live: Live, people: int) -> list[Refuser]:
    """So many who read it, stayed away, got a reminder and a new date, and stayed away again.

    They are all of one office, and their cases are opened.
    """
    ground = Ground(live.database)
    assert ground.judges
    every = Summons.objects.select_related("slot__office").order_by("slot__office", "id")
    ((office, _),) = Counter(one.slot.office_id for one in every).most_common(1)
    chosen = [Refuser(ground, one) for one in every.filter(slot__office=office)[:people]]
    assert len(chosen) == people
    for one in chosen:
        open_summons(one.summons.reference, by=one.person, at=now())
    planner = sign_in("planner", PASSWORD, at=now())
    first = now().date() + timedelta(days=120)
    hours = Hours(time(9), time(11), 60, 20)
    open_slots(office, first, first + timedelta(days=30), hours, by=planner, at=now())
    _pass_by(chosen, ground.officer)
    for one in chosen:
        new_date(one.case.id, reasons(), by=ground.officer, at=now())
        one.read("reminder")
    _pass_by(chosen, ground.officer)
    return chosen


def _pass_by(people: list[Refuser], officer: Staff) -> None:
    """Their appointments pass, and their days are closed."""
    days: dict[tuple[object, object], datetime] = {}
    for one in people:
        appointment = status_at(one.summons, now()).appointment
        days[one.summons.slot.office_id, appointment.date()] = appointment
    for (office, day), appointment in sorted(days.items(), key=lambda found: found[1]):
        evening = appointment + timedelta(hours=10)
        if evening > now():
            advance_to(evening)
        close_day(office, day, by=officer, at=now())  # type: ignore[arg-type]  # because keys mix


def become(page: Page, live: Live, somebody: Refuser) -> None:
    """Come in as that person: the session of whoever chose a name is moved to theirs."""
    become_summoned(page)
    key = next(c.get("value") for c in page.context.cookies() if c.get("name") == "sessionid")
    # The web process took its key from the environment, this one from before it was set.
    served = override_settings(SECRET_KEY=os.environ["VOCATIO_SECRET_KEY"])
    with testing.connected(live.database), served:
        session = SessionStore(session_key=key)
        session["person"] = str(somebody.person.person_id)
        session.save()
