"""Lists are asked for by their address, and go into a file where the floor allows."""

import re
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from tests.actions.world import World, addressee
from vocatio.actions.callup.sample import draw_sample
from vocatio.actions.clock import now
from vocatio.actions.delivery.postal_files import take
from vocatio.actions.inspect.letters import MOST
from vocatio.actions.summons.attendance import close_day
from vocatio.domain.actors import Staff
from vocatio.gateways.identity import new_id
from vocatio.portals.doors import ACCOUNT, DEMO, PERSON
from vocatio.records.deliveries.models import PrintBatch
from vocatio.records.summonses.models import Summons


def _inside(door: str, who: UUID) -> Client:
    client = Client(SERVER_NAME="localhost")
    session = client.session
    session[door], session[DEMO] = str(who), True
    session.save()
    return client


def _staff(by: Staff) -> Client:
    return _inside(ACCOUNT, by.account_id)


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _file(client: Client, address: str) -> list[str]:
    answer: HttpResponse = client.get(address, {"as": "csv"})  # type: ignore[assignment]  # because the client wraps it
    assert answer["Content-Type"].startswith("text/csv")
    return answer.content.decode("utf-8-sig").splitlines()


def test_call_ups_and_samples_are_sorted_and_taken_away(world: World) -> None:
    world.crowd(3)
    callup_id = world.released(3)
    world.order(1)
    planner, overseer = _staff(world.planner), _staff(world.overseer)
    for client, address in ((planner, "/office/call-ups/"), (overseer, "/oversight/")):
        assert _file(client, address)[1:] == [
            "O-2,Basic service,1,Planned",
            "O-1,Basic service,3,Released",
        ]
        assert 'aria-sort="ascending"' in _page(client, f"{address}?sort=people&q=basic")
        assert "No call-up fits that." in _page(client, f"{address}?q=nothing")
    sample = draw_sample(callup_id, 2, by=world.overseer, at=now())
    assert len(_file(overseer, f"/oversight/samples/{sample}/")) == 1 + 2


def test_who_stayed_away_stands_in_no_file(world: World) -> None:
    world.crowd(2)
    world.released(2)
    first, *_ = Summons.objects.select_related("slot").order_by("id")
    day = first.slot.starts_at.date()
    officer, address = _staff(world.officer), f"/office/day/{world.office}/{day}/"
    expected = len(_file(officer, address))
    assert expected > 1
    world.on_the_day(first)
    close_day(world.office, day, by=world.officer, at=now())
    assert "Who stayed away stands in no file" in _page(officer, f"{address}?sort=name")
    assert len(_file(officer, address)) == 1
    assert first.reference in _page(officer, f"{address}?state=absent")
    cases = f"/office/cases/{world.office}/"
    assert "no file of this list" in _page(officer, f"{cases}?state=opened")
    found = officer.post(cases, {"q": first.reference})
    assert found.status_code == 200
    assert "text/html" in officer.get(cases, {"as": "csv"})["Content-Type"]


def test_batches_are_found_however_many_there_are(world: World) -> None:
    world.crowd(1)
    start, batches = now() - timedelta(hours=1), MOST + 10
    for number in range(batches):
        at = start + timedelta(seconds=number)
        done = at if number else None
        PrintBatch.objects.create(
            id=new_id(),
            reference=f"20270101-{number:04}",
            opened_at=at,
            **({"sealed_at": done, "relayed_at": done, "pages": 1} if done else {}),
        )
    planner, address = _staff(world.planner), "/office/letters/"
    first = _page(planner, address)
    assert "20270101-0059" in first
    assert "20270101-0009" not in first
    (after,) = re.findall(r"after=([0-9a-f-]{36})", first)
    rest = _page(planner, f"{address}?after={after}")
    assert "20270101-0009" in rest
    assert "20270101-0010" not in rest
    assert "20270101-0000" in _page(planner, f"{address}?state=drawing")
    assert "20270101-0001" not in _page(planner, f"{address}?state=drawing")
    assert "20270101-0000" in _page(planner, f"{address}?order=oldest")
    assert "20270101-0041" in _page(planner, f"{address}?q=0041")
    assert "No batch fits that." in _page(planner, f"{address}?q=nothing")
    assert planner.get(address, {"after": "nonsense"}).status_code == 400
    lines = _file(planner, address)
    assert len(lines) == 1 + batches
    assert lines[-1].startswith("20270101-0000,")


def test_files_of_the_post_are_a_list(world: World) -> None:
    for name in ("one.csv", "two.csv"):
        take(name, b"reference\n", "post-at", by=world.planner, at=now())
    planner, address = _staff(world.planner), "/office/letters/files/"
    assert [line.split(",")[0] for line in _file(planner, address)[1:]] == ["two.csv", "one.csv"]
    assert "one.csv" not in _page(planner, f"{address}?q=two")


def test_who_looked_is_read_and_taken_along_by_the_person(world: World) -> None:
    summons = world.summoned()
    person = _inside(PERSON, addressee(summons).person_id)
    _page(person, "/record/")
    assert 'aria-sort="descending"' in _page(person, "/record/?sort=-when&reader=self")
    assert len(_file(person, "/record/")) > 1
