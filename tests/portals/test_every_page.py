"""Each page of the office, of oversight and of the courts, in every language, held against WCAG.

The tables of addresses say which pages there are: a new one fails here until it is visited.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests import database as testing
from tests.actions.case.town import Refuser
from tests.actions.papers import paper
from tests.portals.absent import stayed_away
from tests.portals.browsing import become_staff, check, picture, press, speak
from tests.portals.conftest import Live
from tests.portals.test_office import submitted
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.callup.sample import draw_sample
from vocatio.actions.clock import now
from vocatio.actions.delivery.postal_files import take
from vocatio.actions.delivery.print import print_waiting
from vocatio.actions.inspect.sample import sample
from vocatio.actions.register.correct import ask
from vocatio.actions.register.represent import Terms, appoint_for
from vocatio.actions.request.file import More, enter, file
from vocatio.actions.summons.attendance import record_appearance
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee, Scope
from vocatio.domain.register.corrections import WORDS
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import RequestKind
from vocatio.entry.commands.demo.plan import PASSWORD
from vocatio.entry.jobs.post import read
from vocatio.portals.court import urls as court
from vocatio.portals.office import urls as office
from vocatio.portals.oversight import urls as oversight
from vocatio.records.deliveries.models import PrintBatch
from vocatio.records.documents.models import Attachment
from vocatio.records.summonses.models import Summons

LANGUAGES = ("en", "de", "ar")
OFFICER, PLANNER, APPROVER = "Olga Officer", "Petra Planner", "Anton Approver"
DECIDER, OVERSEER, JUDGE, NOBODY = "Dana Decider", "Omar Overseer", "Judge0", ""

#: Buttons and no pages: whoever types their address in is told so, or led to a page.
BUTTONS = {
    *("office:task-end", "office:letter", "office:work-assign", "office:noted-letter"),
    *("office:claim-letter", "office:letters-print", "office:correction-approve"),
    *("office:callup-again", "office:sign-out", "oversight:samples", "court:sign-out"),
}
#: Ways to another page: to where somebody's work is, to an identity provider and back. What is
#: shown on the way is held against WCAG in `test_provider`.
WAYS = {
    *("office:home", "court:start", "court:go", "court:back", "court:again-there", "court:typed"),
    # In a demo nobody is asked for a password again; `test_counter` and `test_court` see these.
    *("office:again", "oversight:again", "court:again"),
}
FILES = {
    *("office:request-file", "office:postal-errors", "office:pool-csv"),
    *("oversight:agencies-csv", "oversight:csv"),
}

Address = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True)
class Town:
    """Something to be shown on each page."""

    asks: Summons
    comes: Summons
    opened: Refuser
    proposed: Refuser
    #: Ids: of a request, a correction of the register, what an officer wrote down, a file of the
    #: post, a call-up that waits for approval, a sample and a file in it.
    request: UUID
    fix: UUID
    said: UUID
    post: UUID
    prepared: UUID
    drawn: UUID
    line: UUID

    @property
    def addresses(self) -> Iterator[Address]:
        """Who looks at what."""
        yield from ((NOBODY, name, {}) for name in ("office:sign-in", "office:demo"))
        yield from ((OFFICER, *page) for page in _at_the_counter(self))
        yield from ((OFFICER, *page) for page in _written_down(self))
        yield from ((DECIDER, *page) for page in _decided(self))
        yield from ((PLANNER, *page) for page in _planned(self))
        waiting = {"callup_id": self.prepared}
        yield from ((APPROVER, f"office:callup{name}", waiting) for name in ("", "-refuse"))
        yield from ((OVERSEER, *page) for page in _overseen(self))
        yield from ((NOBODY, name, {}) for name in ("court:start", "court:demo"))
        yield NOBODY, "court:sign-in", {"code": "court"}
        yield JUDGE, "court:cases", {}
        yield JUDGE, "court:case", {"case_id": self.proposed.case.id}


@pytest.fixture(scope="module")
def town(live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Requests, corrections, cases at the office and at the court, letters, a sample."""
    with pytest.MonkeyPatch.context() as patch, testing.connected(live.database):
        patch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path_factory.mktemp("print")))
        yield _filled(live)


def _filled(live: Live) -> Town:
    officer, overseer = (sign_in(name, PASSWORD, at=now()) for name in ("officer", "overseer"))
    *_, asks, comes = Summons.objects.select_related("slot").order_by("slot__starts_at", "id")
    person = Addressee(asks.person_id)
    print_waiting()
    open_summons(asks.reference, by=person, at=now())
    more = More(details="I work in shifts.", papers=[paper()])
    request = file(asks.reference, RequestKind.RESCHEDULE, "work", more, by=person, at=now())
    fix = ask("language", {"tag": "de"}, by=person, at=now())
    help_ = (RequestKind.HELP, "interpreter", Channel.TELEPHONE)
    said = enter(asks.reference, *help_, by=officer, at=now())
    terms = Terms(tuple(Scope), now().date() + timedelta(days=300))
    appoint_for(asks.person_id, terms, Channel.COUNTER, by=officer, at=now())
    lines = b"reference,event,reason,occurred_at,place,evidence,evidence_reference\nx,lost,,,,,\n"
    post = take("post.csv", lines, "post-at", by=officer, at=now())
    read(file=str(post))
    prepared = submitted("planner", "O-2027-400")
    opened, proposed = stayed_away(live, 2)
    proposed.be_heard()
    proposed.be_proposed()
    record_appearance(comes.id, by=officer, at=now())
    drawn = draw_sample(asks.callup_id, 10, by=overseer, at=now())
    (line, *_) = sample(drawn, by=overseer, purpose="test", at=now()).files
    made = (request, fix, said, post, prepared, drawn, line.id)
    return Town(asks, comes, opened, proposed, *made)


Pages = Iterator[tuple[str, dict[str, Any]]]


def _at_the_counter(town: Town) -> Pages:
    slot = town.comes.slot
    day = {"office": slot.office_id, "on": slot.starts_at.date()}
    yield from ((f"office:{name}", {}) for name in ("day", "people", "visit", "cases"))
    yield from ((f"office:{name}", day) for name in ("day-list", "close"))
    who = {**day, "summons_id": town.comes.id}
    yield from ((f"office:{name}", who) for name in ("visitor", "door-receipt"))
    yield "office:cases-of", {"office_id": town.opened.summons.slot.office_id}
    yield "office:case", {"case_id": town.opened.case.id}


def _written_down(town: Town) -> Pages:
    whose, reference = {"person_id": town.asks.person_id}, {"reference": town.asks.reference}
    names = ("person", "told", "told-reach", "told-represent")
    yield from ((f"office:{name}", whose) for name in names)
    yield from (("office:told-correct", {**whose, "field": field}) for field in WORDS)
    absent = {"person_id": town.opened.summons.person_id, "case_id": town.opened.case.id}
    yield "office:told-case", absent
    yield "office:asked", {}
    yield "office:asked-what", reference
    yield "office:noted", {"entry": town.said}
    yield "office:claim-noted", {**reference, "channel": "telephone"}


def _decided(town: Town) -> Pages:
    attached = Attachment.objects.get(person_id=town.asks.person_id).id
    yield "office:work", {}
    yield "office:work-hand", {"item": town.request}
    yield "office:register-correction", {"correction_id": town.fix}
    yield "office:request", {"request_id": town.request}
    yield "office:request-file", {"request_id": town.request, "file": attached}


def _planned(town: Town) -> Pages:
    slot, callup = town.comes.slot, {"callup_id": town.asks.callup_id}
    names = ("letters", "postal-files", "jobs", "calendar", "callups", "order")
    yield from ((f"office:{name}", {}) for name in names)
    yield "office:batch", {"batch_id": PrintBatch.objects.order_by("id")[0].id}
    yield from ((f"office:postal-{name}", {"file_id": town.post}) for name in ("file", "errors"))
    yield "office:month", {"office": slot.office_id, "on": slot.starts_at.date().replace(day=1)}
    changes = ({"office": slot.office_id, "what": what} for what in ("open", "places", "close"))
    yield from (("office:calendar-change", change) for change in changes)
    of_one = ("callup", "pool", "pool-csv", "callup-correct", "callup-stop")
    yield from ((f"office:{name}", callup) for name in of_one)


def _overseen(town: Town) -> Pages:
    callup, drawn = {"callup_id": town.asks.callup_id}, {"sample_id": town.drawn}
    yield from ((f"oversight:{name}", {}) for name in ("home", "agencies-csv"))
    yield from ((f"oversight:{name}", callup) for name in ("callup", "csv", "stay"))
    yield "oversight:sample", drawn
    yield "oversight:file", {**drawn, "summons_id": town.line}


def _named() -> set[str]:
    return {
        f"{portal.app_name}:{pattern.name}"
        for portal in (office, oversight, court)
        for pattern in portal.urlpatterns
    }


def test_every_address_is_visited_or_is_no_page(town: Town) -> None:
    visited = {name for _, name, _ in town.addresses}
    assert not (visited - {"court:start"}) & (BUTTONS | WAYS)
    assert visited | BUTTONS | WAYS == _named()


def test_what_is_no_page_shows_none(desk: Page, town: Town) -> None:
    anything = {"item": UUID(int=7), "entry": UUID(int=7), "summons_id": UUID(int=7)}
    known = {"reference": town.asks.reference, "channel": "telephone", "callup_id": UUID(int=7)}
    become_staff(desk, PLANNER)
    for name in sorted(BUTTONS):
        portal = {"office": office, "oversight": oversight, "court": court}[name.split(":")[0]]
        (pattern,) = (p for p in portal.urlpatterns if f"{portal.app_name}:{p.name}" == name)
        needs = pattern.pattern.converters
        address = reverse(name, kwargs={key: (anything | known)[key] for key in needs})
        answer = desk.request.get(address, max_redirects=0)
        assert answer.status in (405, 302), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(desk: Page, live: Live, town: Town, language: str) -> None:
    became = NOBODY
    for number, (who, name, where) in enumerate(town.addresses):
        if who != became:
            _become(desk, live, who, town.asks.reference)
            became = who
        speak(desk.context, live.url, language)
        address = reverse(name, kwargs=where)
        if name in FILES:
            assert desk.request.get(address).status == 200, name
            continue
        answer = desk.goto(address)
        assert answer, name
        assert answer.status == 200, (name, answer.status)
        assert not answer.request.redirected_from, name
        assert desk.locator("html").get_attribute("lang") == language, name
        check(desk)
        picture(desk, f"{number:02}-{name.replace(':', '-')}-{language}")


def _become(page: Page, live: Live, who: str, reference: str) -> None:
    """By their English names, on pages in English."""
    speak(page.context, live.url, "en")
    if who == NOBODY:
        page.context.clear_cookies(name="sessionid")
        return
    if who == JUDGE:
        page.goto("/court/demo/")
        press(page, who)
        return
    become_staff(page, who)
    if who == OFFICER:
        page.goto("/office/people/")
        page.get_by_label("Whom do you look for?").fill(reference)
        page.get_by_label("What for?").fill("They telephoned")
        press(page, "Search")
