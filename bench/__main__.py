"""`./run bench`: make a demo database, measure each step of a call-up against its floor."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
import django
import psycopg
from psycopg.conninfo import make_conninfo

from bench.floors import Floors, fetch
from bench.measure import Measured, measure
from bench.population import Admin, populate, sizes
from vocatio.entry.commands.demo.plan import Plan
from vocatio.gateways import profiles
from vocatio.gateways.provision import Access
from vocatio.project import launch
from vocatio.project.processes import free_port
from vocatio.project.serve import answering, sequencer, web

#: Entries of the log that are measured at the end.
ENTRIES = 500_000

if TYPE_CHECKING:
    from bench.searches import Timed


@click.group(invoke_without_command=True)
@click.option("--people", type=click.IntRange(1_000), default=50_000, show_default=True)
@click.option("--call", type=click.IntRange(100), default=5_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--log", "entries", type=click.IntRange(256), help="Measure the log alone.")
@click.pass_context
def main(context: click.Context, people: int, call: int, seed: int, entries: int | None) -> None:
    """Measure the steps of a call-up; each line tells its ratio to a floor of the same run."""
    if context.invoked_subcommand:
        return
    plan = Plan(profiles.default(), people, call, seed)
    if entries:
        _measure_log(plan, entries)
        return
    with launch.server() as server, _database(server, plan) as access:
        from bench.cases import cases, pages  # noqa: PLC0415 because Django is set up by now

        click.echo(f"{people:,} people, {call:,} called, seed {seed}; each ratio is to its floor")
        with TemporaryDirectory(dir=server.home) as folder:
            for case in cases(plan, Floors(access.dsn("app")), Path(folder)):
                click.echo(_told(measure(case)))
        with web(server, access, port := free_port(None)):
            for case in pages(_served(f"http://127.0.0.1:{port}")):
                click.echo(_told(measure(case)))
        # In a process of its own, since it works in another role.
        subprocess.run([sys.executable, "-m", "bench", "--log", str(ENTRIES)], check=True)


def _measure_log(plan: Plan, entries: int) -> None:
    with launch.server() as server, _database(server, plan, "sequencer") as access:
        from bench.log import log_cases, peak_memory  # noqa: PLC0415 because Django is set up by now

        for case in log_cases(access.dsn("app"), entries):
            click.echo(_told(measure(case)))
        click.echo(f"  at most {peak_memory()} MB of memory")


@main.command()
@click.option("--people", type=click.IntRange(10_000), default=100_000, show_default=True)
@click.option("--searches", type=click.IntRange(100), default=300, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def search(people: int, searches: int, seed: int) -> None:
    """Measure the search for one person, on a register made for it; the server is ours alone."""
    plan = Plan(profiles.default(), people, 0, seed)
    with launch.server() as server, _database(server, plan) as access:
        from bench.searches import Counter  # noqa: PLC0415 because Django is set up by now

        with _admin(server, access.database) as admin:
            for step in populate(admin, people, seed):
                _progress(step)
            click.echo(f"\n{people:,} people, seed {seed}", err=True)
            for line in sizes(admin):
                click.echo(f"  {line}")
            counter = Counter(admin, seed)
            floor = counter.floor(searches)
            click.echo(_searched(floor, floor.p95))
            for timed in counter.timed(searches):
                click.echo(_searched(timed, floor.p95))
            click.echo("\n".join(f"    {line}" for line in counter.plan(admin)))


@main.command()
@click.option("--people", type=click.IntRange(1_000), default=50_000, show_default=True)
@click.option("--call", type=click.IntRange(100), default=5_000, show_default=True)
@click.option("--requests", type=click.IntRange(20), default=200, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def portal(people: int, call: int, requests: int, seed: int) -> None:
    """Measure the pages of a person and of an office, one request after another on loopback."""
    plan = Plan(profiles.default(), people, call, seed)
    with (
        launch.server() as server,
        TemporaryDirectory(dir=server.home) as name,
        _database(server, plan) as access,
    ):
        from bench import office  # noqa: PLC0415 because Django is set up by now
        from bench import portal as pages  # noqa: PLC0415 because Django is set up by now
        from bench.agency import postmaster  # noqa: PLC0415 because Django is set up by now

        who = pages.people(pages.released(plan, Path(name)), count=20)
        with web(server, access, port := free_port(None)) as child:
            url = _served(f"http://127.0.0.1:{port}")
            works = {child.pid, postmaster(access.dsn("app"))}
            click.echo(f"{people:,} people, {call:,} called, seed {seed}; milliseconds a page")
            for page, asked in chain(pages.of_person(who), office.of_office(who)):
                took = pages.timed(url, page, asked, requests, works)
                click.echo(
                    f"  {took.page:<36} p50 {took.p50:6.1f}  p95 {took.p95:6.1f}  most "
                    f"{took.most:6.1f}  processor {took.processor:5.1f}  ({took.requests} requests)"
                )


@main.command("import")
@click.option("--people", type=click.IntRange(1_000), default=100_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def imports(people: int, seed: int) -> None:
    """Measure an import into an empty register against a bare load of the rows that it stored."""
    plan = Plan(profiles.default(), people, 0, seed)
    with launch.server() as server, TemporaryDirectory(dir=server.home) as name:
        file, tables = Path(name) / "register.csv", Path(name) / "tables"
        tables.mkdir()
        command = [sys.executable, "-m", "vocatio", "sample", str(file)]
        subprocess.run(
            [*command, f"--people={people}", f"--seed={seed}", "--on=2027-01-01"], check=True
        )
        with _database(server, plan) as access, _admin(server, access.database) as admin:
            from bench.imports import bare, export, imported, loaded, own_server  # noqa: PLC0415 because Django is set up by now

            through, peaks = loaded(admin, imported(file), own_server())
            click.echo(f"\n{people:,} people, seed {seed}, {file.stat().st_size / 1e6:,.0f} MB")
            click.echo(f"  import     {through}")
            click.echo(f"  peak memory: {peaks[0]} MB, at the server {peaks[1]} MB")
            export(admin, tables)
            other = f"{access.database}_bare"
            launch.prepare(server, other, "demo")
            try:
                with _admin(server, other) as into:
                    floor, _ = loaded(into, bare(into, tables), into.info.backend_pid)
            finally:
                launch.discard(server, other)
        click.echo(f"  bare load  {floor}")
        ratio = through.seconds / floor.seconds
        click.echo(
            f"  {people / through.seconds:,.0f} people/s, {ratio:.1f} × bare load; "
            f"{through.cpu / floor.cpu:.1f} × in CPU"
        )


@main.command()
@click.option("--letters", type=click.IntRange(10), default=600, show_default=True)
@click.option("--batch", type=click.IntRange(10), default=10_000, show_default=True)
def letters(letters: int, batch: int) -> None:
    """Measure letters of one page beside the same by WeasyPrint, and one print batch."""
    from bench import letters as bench  # noqa: PLC0415 because it needs what only bench installs

    floor = bench.by_weasyprint(max(10, letters // 20))
    ours = bench.by_typst(letters)
    click.echo(f"{ours}\n{floor}")
    each = (took.processor / took.letters for took in (floor, ours))
    click.echo(f"  WeasyPrint takes {next(each) / next(each):.0f} × the processor time")
    for line in bench.batch(batch):
        click.echo(line)


@main.command()
@click.option("--due", type=click.IntRange(1_000), default=100_000, show_default=True)
@click.option("--stored", type=click.IntRange(1_000), default=1_000_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def sweep(due: int, stored: int, seed: int) -> None:
    """Measure the daily sweep twice, with as many due: when few more are stored, and then many."""
    plan = Plan(profiles.default(), 2_000, 1_000, seed)
    with launch.server() as server, _database(server, plan) as access:
        from bench.cases import cases  # noqa: PLC0415 because Django is set up by now
        from bench.sweeps import cases as sweeps  # noqa: PLC0415 because Django is set up by now

        with _admin(server, access.database) as admin, TemporaryDirectory() as folder:
            release = cases(plan, Floors(access.dsn("app")), Path(folder))
            for case, lines in sweeps(admin, release, due, stored, _progress):
                click.echo("\n".join(f"    {line}" for line in lines))
                click.echo(_told(measure(case)))


@main.command()
@click.option("--people", type=click.IntRange(1_000), default=200_000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def agency(people: int, workers: int, rounds: int, seed: int) -> None:
    """Measure the agency API beside pgbench, with log, budget and signatures, on loopback."""
    plan = Plan(profiles.default(), people, 0, seed)
    with launch.server() as server, _database(server, plan) as access:
        from bench import agency as bench  # noqa: PLC0415 because Django is set up by now

        owner = make_conninfo(server.admin, dbname=access.database)
        with psycopg.connect(owner, autocommit=True) as admin:
            bench.populate(admin, people)
        others = bench.agencies()
        click.echo(f"{people:,} people, {workers} workers, seed {seed}")
        with (
            TemporaryDirectory(dir=server.home) as folder,
            sequencer(server, access),
            answering(server, access, port := free_port(None), workers),
        ):
            _served(f"http://127.0.0.1:{port}/v1/keys")
            where = bench.Bench(access.dsn("app"), port, others, people, Path(folder))
            for line in where.lines(rounds):
                click.echo(line)


def _progress(step: str) -> None:
    click.echo(f"\r{step:<60}", nl=False, err=True)


def _searched(timed: "Timed", floor: float) -> str:
    return (
        f"  {timed.kind:<38} p50 {timed.p50:7.1f}  p95 {timed.p95:7.1f}  p99 {timed.p99:7.1f}"
        f"  most {timed.most:7.1f} ms  {timed.p95 / floor:6.1f} × floor  found {timed.found:4.1f}"
    )


def _served(url: str) -> str:
    """The address, once something answers there.

    Raises:
        TimeoutError: nothing did, for half a minute.
    """
    for _ in range(300):
        with suppress(OSError):
            fetch(url, 1)
            return url
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {url}")


@contextmanager
def _database(server: launch.Server, plan: Plan, role: str = "app") -> Iterator[Access]:
    name = f"vocatio_bench_{os.getpid()}"
    access = launch.prepare(server, name, "demo")
    os.environ.update(server.environment(access, role), VOCATIO_JURISDICTION=plan.jurisdiction)
    django.setup()
    try:
        yield access
    finally:
        launch.discard(server, name)


def _admin(server: launch.Server, database: str) -> Admin:
    """The administrator of the server, in that database."""
    return psycopg.connect(make_conninfo(server.admin, dbname=database), autocommit=True)


def _told(found: Measured) -> str:
    case = found.case
    each = case.size / found.seconds
    return (
        f"  {case.name:<34}{case.size:>9,} {case.unit:<10}{found.seconds:>9.2f} s"
        f"{each:>12,.0f}/s{found.ratio:>8.1f} × {case.floor.name}"
    )


if __name__ == "__main__":
    main()
