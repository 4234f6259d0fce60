"""Millions of invented people for the search, made by the server itself.

Only what the search reads is made: persons, names, births, registrations, numbers, and entries
as the view of the register derives them. Common names are as common as in life: the place of a
name in the list is drawn by a law of Zipf and Mandelbrot, so that of 10,000,000 people about
90,000 share the first family name, and half have one that fewer than 3,000 others have.
"""

from collections.abc import Iterator
from itertools import product, zip_longest
from random import Random

import psycopg

from vocatio.entry.commands.sample.words import name_words
from vocatio.gateways.names import words

LOCALES = ("de_AT", "de_DE", "hr_HR", "cs_CZ", "tr_TR", "ar_AA", "uk_UA", "hu_HU", "en_GB")
FAMILIES, GIVEN = 200_000, 20_000
#: How flat the top of the list is: the first has log(1 + 1/FLAT) / log(1 + size/FLAT) of all.
FLAT_FAMILY, FLAT_GIVEN = 10, 3
DISTRICTS = 100
SYLLABLES = ("ba", "ber", "da", "dor", "e", "fel", "ga", "gru", "hei", "ja", "ka", "kov", "la",
             "lin", "ma", "mor", "na", "no", "pa", "ri", "ru", "sa", "sten", "ta", "tov", "u",
             "va", "vic", "wa", "ze")  # fmt: skip

Admin = psycopg.Connection[tuple[object, ...]]

PEOPLE = """
CREATE UNLOGGED TABLE bench_drawn AS
SELECT gen_random_uuid() AS id, n,
       ceil(%(flat_f)s * (power(%(families)s::float / %(flat_f)s + 1, random()) - 1)) AS family,
       ceil(%(flat_g)s * (power(%(given)s::float / %(flat_g)s + 1, random()) - 1)) AS given,
       CASE WHEN random() < 0.3 THEN ceil(%(flat_g)s * (
           power(%(given)s::float / %(flat_g)s + 1, random()) - 1)) END AS second,
       CASE WHEN random() < 0.05 THEN ceil(%(flat_f)s * (
           power(%(families)s::float / %(flat_f)s + 1, random()) - 1)) END AS double,
       date '1945-01-01' + floor(random() * 22000)::int AS born,
       random() AS chance, 1 + floor(%(districts)s * power(random(), 1.5))::int AS district
FROM generate_series(1, %(people)s) AS n
"""

FILL = (
    """INSERT INTO register_person (id, recorded_at, recorded_by)
       SELECT id, %(now)s, %(fact)s FROM bench_drawn""",
    """INSERT INTO register_name (person_id, source, recorded_at, recorded_by, kind, given, family,
                                  normalised)
       SELECT d.id, 'bench', %(now)s, %(fact)s, 'civil', concat_ws(' ', g.written, s.written),
              concat_ws('-', f.written, o.written), concat_ws(' ', f.words,
              CASE WHEN o.words <> f.words THEN o.words END, g.words,
              CASE WHEN s.words <> g.words THEN s.words END)
       FROM bench_drawn d JOIN bench_family f ON f.place = d.family
       JOIN bench_given g ON g.place = d.given
       LEFT JOIN bench_family o ON o.place = d.double
       LEFT JOIN bench_given s ON s.place = d.second""",
    """INSERT INTO register_particulars (person_id, source, recorded_at, recorded_by, born_earliest,
                                         born_latest, sex)
       SELECT id, 'bench', %(now)s, %(fact)s,
              CASE WHEN chance < 0.01 THEN date_trunc('year', born)::date ELSE born END,
              CASE WHEN chance < 0.01 THEN (date_trunc('year', born) + '1 year')::date - 1
                   ELSE born END, 'f'
       FROM bench_drawn""",
    """INSERT INTO register_registration (person_id, source, recorded_at, recorded_by, district,
                                          office)
       SELECT id, 'bench', %(now)s, %(fact)s, district::text, '' FROM bench_drawn
       WHERE chance < 0.97""",
    """INSERT INTO register_identifier (person_id, source, recorded_at, recorded_by, scheme, issuer,
                                        kind, keyed_hash, encrypted)
       SELECT id, 'bench', %(now)s, %(fact)s, 'number', '', 'regular', sha256(int8send(n)), ''
       FROM bench_drawn""",
    "DROP TABLE bench_drawn",
    "INSERT INTO register_searchentry SELECT * FROM register_searchsource",
    "INSERT INTO register_searchword SELECT DISTINCT word FROM register_searchentry",
    """INSERT INTO register_wordvariant
       SELECT v, w.word FROM register_searchword w, register_word_variants(w.word) v""",
    "ANALYZE",
)


def populate(admin: Admin, people: int, seed: int) -> Iterator[str]:
    """Fill an empty register, as its administrator; yields what is being done.

    Keys and indexes are built after the rows: only the result is measured, not the filling.
    """
    random = Random(seed)
    _names(admin, "bench_family", _listed("family", FAMILIES, random))
    _names(admin, "bench_given", _listed("given", GIVEN, random))
    admin.execute("SELECT setseed(%s)", [random.random()])
    admin.execute("SET session_replication_role = replica")
    admin.execute("SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'")
    keys = _without_keys(admin)
    rebuilt = _without_indexes(admin)
    values = {"flat_f": FLAT_FAMILY, "flat_g": FLAT_GIVEN, "families": FAMILIES, "given": GIVEN}
    values |= {"people": people, "districts": DISTRICTS}
    yield "draw people"
    admin.execute(PEOPLE, values)
    stamp = {"now": "2026-01-01", "fact": "00000000-0000-0000-0000-000000000001"}
    for statement in FILL:
        yield " ".join(statement.split()[:3])
        if "register_searchsource" in statement:
            yield from _build(admin, [*keys, *(r for r in rebuilt if "search_entry" not in r)])
        admin.execute(statement, stamp if "%(" in statement else None)
    yield from _build(admin, [one for one in rebuilt if "search_entry" in one])


def _names(admin: Admin, table: str, names: Iterator[str]) -> None:
    admin.execute(f"CREATE UNLOGGED TABLE {table} (place float8, written text, words text)")
    with admin.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for place, name in enumerate(names, start=1):
            copy.write_row((place, name, " ".join(words(name))))


def _listed(kind: str, size: int, random: Random) -> Iterator[str]:
    """Real names of nine locales in turn, then invented ones; each once."""
    lists = []
    for locale in LOCALES:
        names = list(getattr(name_words(locale), kind)[3])
        random.shuffle(names)
        lists.append(names)
    invented = ["".join(parts) for parts in product(SYLLABLES, repeat=4)]
    random.shuffle(invented)
    turns = [name for turn in zip_longest(*lists) for name in turn if name]
    return iter(list(dict.fromkeys([*turns, *(name.capitalize() for name in invented)]))[:size])


def _without_keys(admin: Admin) -> list[str]:
    """Drop the unique keys of claims; returns the statements that build them again."""
    tables = ["register_name", "register_particulars", "register_registration"]
    found = admin.execute(
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE conrelid::regclass::text = ANY (%s) AND contype = 'u'""",
        [tables],
    ).fetchall()
    for table, name, _ in found:
        admin.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return [f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}" for table, name, rule in found]


def sizes(admin: Admin) -> list[str]:
    """How much room the search takes: tables with their indexes, and rows."""
    found = admin.execute(
        """SELECT c.relname, pg_size_pretty(pg_table_size(c.oid)), c.reltuples::bigint
           FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
           WHERE coalesce(i.indrelid, c.oid)::regclass::text = ANY (%s) AND c.relkind IN ('r', 'i')
           ORDER BY pg_table_size(c.oid) DESC""",
        [["register_searchentry", "register_searchword", "register_wordvariant"]],
    ).fetchall()
    return [f"{name:<30}{size:>10}{rows:>14,} rows" for name, size, rows in found]


def _without_indexes(admin: Admin) -> list[str]:
    """Drop what would be slower to keep than to build; returns the statements that build it."""
    found = admin.execute(
        """SELECT c.relname, pg_get_indexdef(c.oid)
           FROM pg_index JOIN pg_class c ON c.oid = indexrelid
           WHERE indrelid::regclass::text = ANY (%s) AND NOT EXISTS
               (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)""",
        [["register_searchentry", "register_wordvariant", "register_identifier"]],
    ).fetchall()
    for name, _ in found:
        admin.execute(f"DROP INDEX {name}")
    return [str(definition) for _, definition in found]


def _build(admin: Admin, statements: list[str]) -> Iterator[str]:
    for statement in statements:
        yield " ".join(statement.split()[:4])
        admin.execute(statement)
