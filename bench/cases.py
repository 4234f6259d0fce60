"""The steps of a call-up as cases, in the order in which one needs the other."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID

from bench.floors import Floors, fetch, fetched, hashed
from bench.measure import Case
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.approve import approve, submit
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.order import decide_order
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.demo.crowd import summoned
from vocatio.actions.inspect.invariants import broken
from vocatio.actions.summons.open import open_summons
from vocatio.actions.summons.reply import confirm
from vocatio.domain.actors import Addressee
from vocatio.entry.commands.demo import build, staff
from vocatio.entry.commands.demo.plan import Plan
from vocatio.entry.commands.register_import import Wish, import_file
from vocatio.entry.commands.sample import shipped_plan, write_sample

#: Rows that a release writes for each summons: summons, content, inbox item, and two facts
#: with salt and commitment each.
ROWS = 9

#: How many single acts and pages are timed.
SINGLE, PAGES = 200, 300


def cases(plan: Plan, floors: Floors, folder: Path) -> Iterator[Case]:
    """Each case is made once the one before it was run: it works on what that one left."""
    staff.hire()
    team = staff.team()
    yield from _register(plan, team, floors, folder / "register.csv")
    build.open_offices(plan, team)
    callup_id = decide_order(build.draft(plan, now().date()), by=team.planner, at=now())
    yield from _callup(plan, callup_id, team, floors)
    yield from _summonses(callup_id, floors)
    yield Case(
        "check all invariants", "summonses", plan.call, lambda: broken(at=now()), floors.read()
    )


def pages(url: str) -> Iterator[Case]:
    """What the web process takes for pages, one request after another."""
    floor = fetched(f"{url}/static/icon.svg", PAGES)
    for name, path in (("start page", "/"), ("sign-in page", "/office/sign-in/")):
        yield Case(name, "requests", PAGES, partial(fetch, url + path, PAGES), floor, 3)


def _register(plan: Plan, team: staff.Team, floors: Floors, file: Path) -> Iterator[Case]:
    sample = shipped_plan(plan.jurisdiction)

    def write() -> None:
        today = now().date()
        write_sample(file, sample, people=plan.people, seed=plan.seed, on=today, progress=_silent)

    def imported() -> None:
        errors = file.with_suffix(".errors.csv")
        import_file(file, errors, Wish("sample"), by=team.planner, progress=_silently)

    yield Case("make a sample register", "people", plan.people, write, hashed(plan.people))
    yield Case("import it", "people", plan.people, imported, floors.copied_file(file))


def _silently(_stage: str, _done: int) -> None:
    """Tell nobody how far it is."""


def _silent(_: int) -> None:
    """Tell nobody how far it is."""


def _callup(plan: Plan, callup_id: UUID, team: staff.Team, floors: Floors) -> Iterator[Case]:
    def pooled() -> None:
        fill_pool(callup_id, by=team.planner, at=now())

    def drawn() -> None:
        draw_people(callup_id, by=team.planner, at=now())

    def allocated() -> None:
        allocate_places(callup_id, by=team.planner, at=now())

    yield Case("fill the pool", "people", plan.people, pooled, floors.read())
    yield Case("draw", "people", plan.people, drawn, hashed(plan.people))
    yield Case("allocate places", "people", plan.call, allocated, floors.copied(plan.call))
    submit(callup_id, by=team.planner, at=now())
    approve(callup_id, by=team.approver, at=now())
    release(callup_id, by=team.approver, at=now())
    bare = floors.copied(ROWS * plan.call)
    yield Case("release", "summonses", plan.call, lambda: carry_out(callup_id), bare)


def _summonses(callup_id: UUID, floors: Floors) -> Iterator[Case]:
    some = [(name, Addressee(person)) for name, person, _ in islice(summoned(callup_id), SINGLE)]

    def each(act: Callable[..., None]) -> None:
        for reference, person in some:
            act(reference, by=person, at=now())

    floor = floors.committed(len(some))
    yield Case("open, one by one", "acts", len(some), lambda: each(open_summons), floor)
    yield Case("confirm, one by one", "acts", len(some), lambda: each(confirm), floor)
