"""From an empty database to a released call-up."""

from dataclasses import replace
from datetime import date, time, timedelta
from math import ceil
from pathlib import Path
from time import sleep
from uuid import UUID

import click

from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.approve import approve, submit
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.order import OrderDraft, decide_order
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.inspect.callups import callup
from vocatio.actions.offices.manage import Hours, add_office, open_slots
from vocatio.actions.register.prefer import languages
from vocatio.domain.callup.stages import Stage
from vocatio.entry.commands.demo.plan import Account, Plan
from vocatio.entry.commands.demo.staff import Team
from vocatio.entry.commands.register_import import Wish, import_file
from vocatio.entry.commands.sample import offices, shipped_plan, write_sample
from vocatio.entry.commands.sample.towns import SampleOffice

#: Days from release to the first appearance, and how long people are seen.
LEAD = timedelta(days=28)
WINDOW = timedelta(days=27)
#: After the window, for those who get another date.
SPARE = timedelta(days=28)

FIRST, LAST, MINUTES = time(8, 30), time(15, 0), 30

#: Room beyond an even spread: districts are drawn by chance, sealed addresses move on,
#: and public holidays take days from the window.
MARGIN = 1.7

PURPOSE = "demo: follow the release"


def make_register(plan: Plan, folder: Path, team: Team, account: Account) -> None:
    """Write the sample register, and import it through the real import."""
    file = folder / f"register-{plan.people}-{plan.seed}.csv"
    sample = shipped_plan(plan.jurisdiction)
    if plan.paper:
        sample = replace(sample, shares=replace(sample.shares, paper=1.0))
    with account.step(f"make a register of {plan.people:,} invented people"):
        write_sample(
            file,
            sample,
            people=plan.people,
            seed=plan.seed,
            on=now().date(),
            progress=lambda _: None,
        )
    with account.step("import it"):
        errors = file.with_suffix(".errors.csv")
        wish = Wish("sample")
        imported = import_file(
            file, errors, wish, by=team.planner, progress=lambda _stage, _done: None
        )
    file.unlink()
    if refused := imported.counts["refused"]:
        click.echo(f"    {refused:,} rows were refused: see {errors}")


def open_offices(plan: Plan, team: Team) -> None:
    """One office for each district, with as many places as its share of the people needs."""
    first = now().date() + LEAD
    for office in offices(shipped_plan(plan.jurisdiction)):
        office_id = add_office(
            office.code,
            name=dict(office.names),
            district=office.district,
            address=office.address,
            by=team.planner,
            at=now(),
        )
        hours = Hours(FIRST, LAST, MINUTES, _capacity(plan, office))
        open_slots(office_id, first, first + WINDOW + SPARE, hours, by=team.planner, at=now())


def _capacity(plan: Plan, office: SampleOffice) -> int:
    """People per slot, for 18 working days in the window."""
    slots = 18 * len(Hours(FIRST, LAST, MINUTES, 1).starts())
    return max(2, ceil(plan.call * office.share * MARGIN / slots))


def make_callup(plan: Plan, team: Team, account: Account) -> UUID:
    """Order, pool, draw, places, and four eyes."""
    with account.step(f"order {plan.call:,} people, fill the pool"):
        callup_id = decide_order(draft(plan, now().date()), by=team.planner, at=now())
        fill_pool(callup_id, by=team.planner, at=now())
    with account.step("draw"):
        seed = plan.seed.to_bytes(32, "big", signed=True)
        draw_people(callup_id, by=team.planner, at=now(), seed=seed)
    with account.step("allocate places"):
        allocate_places(callup_id, by=team.planner, at=now())
    submit(callup_id, by=team.planner, at=now())
    approve(callup_id, by=team.approver, at=now())
    return callup_id


def draft(plan: Plan, today: date) -> OrderDraft:
    """The order of a demo that is made today."""
    texts = shipped_plan(plan.jurisdiction).order
    titles = dict(texts.titles)
    return OrderDraft(
        reference=f"O-{today.year}-{plan.seed}",
        title=titles.pop(languages()[0]),
        titles=titles,
        legal_basis=texts.legal_basis,
        reason=texts.reason,
        categories=frozenset(texts.categories),
        people=plan.call,
        reference_date=today + LEAD,
        first_day=today + LEAD,
        last_day=today + LEAD + WINDOW,
    )


def release_callup(callup_id: UUID, team: Team, account: Account) -> None:
    """Release, and wait until the worker has put every summons into its inbox."""
    with account.step("release: manifest, summonses, inbox (by the worker)"):
        release(callup_id, by=team.approver, at=now())
        while (
            callup(callup_id, by=team.approver, purpose=PURPOSE, at=now()).stage != Stage.RELEASED
        ):
            sleep(0.5)
