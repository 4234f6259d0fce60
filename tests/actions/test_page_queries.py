"""A page asks the database a bounded number of things, however much a person has."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.actions.world import World, addressee
from vocatio.actions.clock import now
from vocatio.actions.inspect.queue import PAGE
from vocatio.actions.request.decide import decide
from vocatio.actions.request.file import file
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Staff
from vocatio.domain.summons.kinds import Outcome, RequestKind
from vocatio.portals.doors import ACCOUNT, DEMO, PERSON
from vocatio.records.cases.models import Standing
from vocatio.records.summonses.models import Summons

REASONS = "Your case was looked at for itself, and this is what came of it."

#: Page -> statements, those that open and close transactions and sessions included.
MOST = {
    "/inbox/": 24,
    "/summons/{}/": 20,
    "/summons/{}/ask/": 20,
    "/summons/{}/ask/reschedule/work/": 38,
    "/summons/{}/conscience/": 22,
    "/record/": 30,
    "/record/everything/": 70,
    "/reach/": 13,
}


MOST_OF_THE_QUEUE = 31
#: Of a whole page of cases, in the queue of their office and in its list.
MOST_OF_CASES = {"/office/work/?office={}": 40, "/office/cases/{}/": 40}


@pytest.fixture
def opened(world: World) -> Summons:
    """A summons that its person has read."""
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    return summons


def _signed_in(summons: Summons) -> Client:
    client = Client(SERVER_NAME="localhost")
    session = client.session
    session[PERSON] = str(summons.person_id)
    session.save()
    return client


def _staff(by: Staff) -> Client:
    client = Client(SERVER_NAME="localhost")
    session = client.session
    session[ACCOUNT], session[DEMO] = str(by.account_id), True
    session.save()
    return client


def _asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(seen)


def test_no_page_asks_more_than_it_may(opened: Summons) -> None:
    client = _signed_in(opened)
    asked = {path: _asked(client, path.format(opened.reference)) for path in MOST}
    assert {path: n for path, n in asked.items() if n > MOST[path]} == {}, asked


def test_a_whole_page_of_the_queue_asks_no_more_than_its_first_line(world: World) -> None:
    world.crowd(PAGE)
    world.released(PAGE)
    client = _staff(world.decider)
    counts = []
    for summons in Summons.objects.order_by("id"):
        file(summons.reference, RequestKind.RESCHEDULE, "work", by=addressee(summons), at=now())
        counts.append(_asked(client, "/office/work/"))
    assert max(counts) <= MOST_OF_THE_QUEUE, counts


def test_a_whole_page_of_cases_asks_a_bounded_number_of_things(world: World) -> None:
    world.crowd(PAGE)
    world.released(PAGE)
    found = list(Summons.objects.select_related("slot").order_by("id"))
    for summons in found:
        open_summons(summons.reference, by=addressee(summons), at=now())
    world.on_the_day(found[0])
    for day in {summons.slot.starts_at.date() for summons in found}:
        close_day(world.office, day, by=world.officer, at=now())
    assert Standing.objects.filter(state="opened").count() == PAGE
    client = _staff(world.officer)
    pages = [path.format(world.office) for path in MOST_OF_CASES]
    asked = [_asked(client, path) for path in pages]
    assert all(n <= most for n, most in zip(asked, MOST_OF_CASES.values(), strict=True)), asked
    for path in pages:
        assert client.get(path).content.count(b'scope="row"') == PAGE, path


def test_each_request_more_costs_a_fixed_number(world: World, opened: Summons) -> None:
    client, path = _signed_in(opened), f"/summons/{opened.reference}/"
    counts = []
    for _ in range(3):
        asked = file(
            opened.reference, RequestKind.HELP, "interpreter", by=addressee(opened), at=now()
        )
        decide(asked, Outcome.GRANTED, REASONS, by=world.decider, at=now())
        counts.append(_asked(client, path))
    assert counts[2] - counts[1] == counts[1] - counts[0]
    assert counts[1] - counts[0] <= 6
