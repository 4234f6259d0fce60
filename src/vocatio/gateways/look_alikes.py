"""Find records that may be one person, with splink (Fellegi and Sunter, JASA 64, 1969).

Everything happens in this process and in a directory of its own, which is removed: no network,
no extension. What does not fit into memory goes to the disk there, so no number and no address
enters, only names and births, which lie on the database's disk as plainly, and keyed hashes. The
parameters are fixed and stand below, so that one register gives one list; how common a name is,
is counted in the register itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import UUID

from vocatio.domain.errors import VocatioError
from vocatio.domain.register.look_alikes import GENERATION, Pair, Traits, pair
from vocatio.gateways.names import skeleton

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

#: From this likeness on, a pair is shown to a human.
SHOWN = 0.5
#: Records out of 200 that are expected to be somebody's second: where the likeness starts from.
EXPECTED = 0.005
BATCH = 20_000

COLUMNS = (
    "unique_id", "given", "given_sound", "family", "family_sound", "families", "givens",
    "born", "sex", "home", "place",
)  # fmt: skip

SHOWN_COLUMNS = ("unique_id", "given", "family", "born", "sex", "home", "place")

#: trait -> its levels in order: code, condition, m (share among records of one person) and
#: u (share among records of two). The last level of each is "different".
Level = tuple[str, str, float, float]
LEVELS: dict[str, tuple[Level, ...]] = {
    "given": (
        ("same", "given_l = given_r", 0.82, 0.01),
        ("sound", "given_sound_l = given_sound_r", 0.09, 0.005),
        ("one_letter", "damerau_levenshtein(given_l, given_r) = 1", 0.03, 0.002),
        ("part", "list_has_any(givens_l, givens_r)", 0.0598, 0.01),
        # Nobody changes all given names and nothing else; twins have different ones.
        ("different", "", 0.0002, 0.97),
    ),
    "family": (
        ("same", "family_l = family_r", 0.82, 0.004),
        ("sound", "family_sound_l = family_sound_r", 0.05, 0.002),
        ("one_letter", "damerau_levenshtein(family_l, family_r) = 1", 0.03, 0.001),
        ("part", "list_has_any(families_l, families_r)", 0.04, 0.01),
        # Names change on marriage and divorce, and not every register is told.
        ("different", "", 0.06, 0.98),
    ),
    "born": (
        ("same", "born_l = born_r AND length(born_l) = 10", 0.866, 0.00006),
        (
            "swapped",
            "born_l = concat_ws('-', substr(born_r, 1, 4), substr(born_r, 9), born_r[6:7])",
            0.02,
            0.00006,
        ),
        ("one_digit", "damerau_levenshtein(born_l, born_r) = 1", 0.05, 0.003),
        ("partly", "starts_with(born_l, born_r) OR starts_with(born_r, born_l)", 0.05, 0.02),
        ("year", "substr(born_l, 1, 4) = substr(born_r, 1, 4)", 0.01, 0.017),
        # A father and a son of one name live together as often as one person lives twice.
        (
            "generation",
            f"abs(born_l[1:4]::int - born_r[1:4]::int) >= {GENERATION}",
            0.0004,
            0.6,
        ),
        ("different", "", 0.0036, 0.36),
    ),
    "sex": (("same", "sex_l = sex_r", 0.985, 0.5), ("different", "", 0.015, 0.5)),
    # Those who live together are mostly related: u is that among people of one family name.
    "home": (
        ("same", "home_l = home_r", 0.6, 0.02),
        ("place", "place_l = place_r", 0.2, 0.03),
        ("different", "", 0.2, 0.95),
    ),
}
#: Names are the rarer, the more they say.
COUNTED = ("given", "family")

#: Pairs are made only of records that share one of these.
BLOCKS = (
    ("born", "given_sound"),
    ("born", "family_sound"),
    ("given_sound", "family_sound", "substr(born, 1, 4)"),
    ("given", "family", "substr(born, 6)"),
    ("given", "family", "home"),
    ("family_sound", "home", "substr(born, 1, 4)"),
)


class MatcherMissing(VocatioError):
    """Finding look-alikes needs splink: install the extra “matching”."""


def find(people: Iterable[Traits], *, memory_mb: int = 300) -> Iterator[Pair]:
    """Pairs of records that may be one person, the most alike first.

    Args:
        people: streamed; held once, in a table of the matcher.
        memory_mb: what the matcher may take; beyond it, it writes to the disk.

    Raises:
        MatcherMissing: splink is not installed.
    """
    with _matcher(memory_mb) as connection:
        count = _load(connection, people)
        if count > 1:
            _compare(connection, count)
            yield from _pairs(connection)


@contextmanager
def _matcher(memory_mb: int) -> Iterator["duckdb.DuckDBPyConnection"]:
    try:
        import duckdb  # noqa: PLC0415 because it belongs to an extra
    except ImportError as error:
        raise MatcherMissing from error
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory_mb}MB",
        "threads": 1,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    with TemporaryDirectory(prefix="vocatio-") as folder:
        settings |= {"temp_directory": str(Path(folder) / "spilled")}
        connection = duckdb.connect(":memory:", config=settings)
        try:
            yield connection
        finally:
            connection.close()


def _load(connection: "duckdb.DuckDBPyConnection", people: Iterable[Traits]) -> int:
    import pyarrow as pa  # noqa: PLC0415 because it belongs to an extra

    words = pa.list_(pa.string())
    types = {"families": words, "givens": words}
    schema = pa.schema([(column, types.get(column, pa.string())) for column in COLUMNS])
    reader = pa.RecordBatchReader.from_batches(schema, _batches(schema, people))
    connection.register("streamed", reader)
    connection.execute("CREATE TABLE people AS SELECT * FROM streamed")
    connection.unregister("streamed")
    return int(connection.execute("SELECT count(*) FROM people").fetchall()[0][0])


def _batches(schema: "pa.Schema", people: Iterable[Traits]) -> Iterator["pa.RecordBatch"]:
    import pyarrow as pa  # noqa: PLC0415 because it belongs to an extra

    rest = iter(people)
    while batch := [_row(each) for each in islice(rest, BATCH)]:
        columns = zip(*batch, strict=True)
        arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _row(one: Traits) -> tuple[object, ...]:
    """What is not known is NULL, which equals nothing."""
    families = sorted({*one.family.split(), *one.former.split()})
    values = (
        one.id.hex, one.given, _sound(one.given), one.family, _sound(one.family),
        families, one.given.split(), one.born, one.sex, one.home, one.place,
    )  # fmt: skip
    return tuple(value or None for value in values)


def _sound(words: str) -> str:
    return " ".join(map(skeleton, words.split()))


def _compare(connection: "duckdb.DuckDBPyConnection", count: int) -> None:
    """Leave the pairs in the table `alike`."""
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 because it belongs to an extra

    database = DuckDBAPI(connection=connection)
    linker = Linker(database.register("people"), _settings(count), log_level=None)
    found = linker.inference.predict(threshold_match_probability=SHOWN, warning_mode="never")
    table = found.physical_name
    connection.execute(f"CREATE TABLE alike AS SELECT * FROM {table}")  # noqa: S608 because the name is of the matcher's making


def _settings(count: int) -> Any:
    from splink import SettingsCreator, block_on  # noqa: PLC0415 because it belongs to an extra

    return SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=min(0.5, 2 * EXPECTED / (count - 1)),
        comparisons=[_comparison(trait) for trait in LEVELS],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
        # The levels are kept with the columns or not at all.
        retain_matching_columns=True,
    )


def _comparison(trait: str) -> dict[str, Any]:
    unknown = {
        "sql_condition": f"{trait}_l IS NULL OR {trait}_r IS NULL",
        "label_for_charts": "unknown",
        "is_null_level": True,
    }
    levels = [_level(trait, *level) for level in LEVELS[trait]]
    return {
        "output_column_name": trait,
        "comparison_levels": [unknown, *levels],
    }


def _level(trait: str, code: str, condition: str, m: float, u: float) -> dict[str, Any]:
    level = {
        "sql_condition": condition or "ELSE",
        "label_for_charts": code,
        "m_probability": m,
        "u_probability": u,
    }
    if code == "same" and trait in COUNTED:
        level["tf_adjustment_column"] = trait
    return level


def _pairs(connection: "duckdb.DuckDBPyConnection") -> Iterator[Pair]:
    gammas = ", ".join(f"gamma_{trait}" for trait in LEVELS)
    traits = ", ".join(f"{side}.{column}" for side in ("l", "r") for column in SHOWN_COLUMNS)
    cursor = connection.execute(
        f"""SELECT match_probability, {gammas}, {traits}
            FROM alike JOIN people l ON l.unique_id = unique_id_l
            JOIN people r ON r.unique_id = unique_id_r
            ORDER BY match_probability DESC, unique_id_l, unique_id_r"""  # noqa: S608 because all names are ours
    )
    while row := cursor.fetchone():
        likeness, *rest = row
        compared = dict(zip(LEVELS, map(_code, LEVELS, rest[: len(LEVELS)]), strict=True))
        sides = rest[len(LEVELS) :]
        one, other = (_traits(sides[n : n + len(SHOWN_COLUMNS)]) for n in (0, len(SHOWN_COLUMNS)))
        yield pair(one, other, likeness, compared)


def _code(trait: str, gamma: int) -> str:
    """Splink counts the levels from the last one, and calls the unknown one -1."""
    return "unknown" if gamma < 0 else LEVELS[trait][len(LEVELS[trait]) - 1 - gamma][0]


def _traits(values: list[str | None]) -> Traits:
    unique_id, given, family, born, sex, home, place = (value or "" for value in values)
    return Traits(UUID(unique_id), given, family, "", born, sex, home, place)
