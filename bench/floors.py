"""The least that PostgreSQL and HTTP could take, for the same number of rows or requests."""

import hashlib
import urllib.request
from pathlib import Path

import psycopg

from bench.measure import Floor

#: Bytes of a fact, more or less: what a row of a floor carries.
WEIGHT = 300


class Floors:
    """Floors on the database of the bench, as role app, over one connection."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg.connect(dsn, autocommit=True)

    def copied_file(self, file: Path) -> Floor:
        """COPY a file as it is, each line one text."""

        def run() -> None:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.execute("CREATE TEMPORARY TABLE line (content text) ON COMMIT DROP")
                with (
                    cursor.copy(r"COPY line FROM STDIN (DELIMITER E'\x01')") as copy,
                    file.open("rb") as lines,
                ):
                    while chunk := lines.read(1 << 16):
                        copy.write(chunk)

        return Floor("COPY of the file", run)

    def copied(self, count: int) -> Floor:
        """COPY rows into a table without keys or indexes, in one transaction."""

        def run() -> None:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.execute("CREATE TEMPORARY TABLE plain (content bytea) ON COMMIT DROP")
                with cursor.copy("COPY plain FROM STDIN") as copy:
                    for _ in range(count):
                        copy.write_row((bytes(WEIGHT),))

        return Floor(f"COPY of {count:,} bare rows", run)

    def committed(self, count: int) -> Floor:
        """So many durable transactions, each with one small record in the log."""

        def run() -> None:
            for _ in range(count):
                self._connection.execute("SELECT pg_logical_emit_message(true, 'bench', 'x')")

        return Floor("as many bare commits", run)

    def read(self) -> Floor:
        """Read the register once: people with their addresses."""
        query = (
            "SELECT count(*) FROM register_person p JOIN register_address a ON a.person_id = p.id"
        )
        return Floor("one join over the register", lambda: self._connection.execute(query))


def hashed(count: int) -> Floor:
    """SHA-256 of so many ids."""

    def run() -> None:
        for number in range(count):
            hashlib.sha256(number.to_bytes(48, "big")).digest()

    return Floor("SHA-256 of as many ids", run)


def fetched(url: str, count: int) -> Floor:
    """A static file, one request after another."""
    return Floor("a static file", lambda: fetch(url, count))


def fetch(url: str, count: int) -> None:
    """Fetch an address so many times."""
    for _ in range(count):
        with urllib.request.urlopen(url) as answer:  # noqa: S310 because it is our own server
            answer.read()
