"""Only the clock gateway reads a clock; the domain does not even measure durations.

An act carries its moment in `at=`, so that a decision can be repeated years later with the
same answer, and so that the simulated days of a demo obey the same checks as real ones. The
database's own clock is one function, which adds a demo's offset: `now()` in SQL goes past it.
"""

import ast
import re
from collections.abc import Iterator

from dev.house_rules.source import SRC, Module, Project, Violation

NAME = "clock"

WALL = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.ctime",
        "time.asctime",
        "time.clock_gettime",
        "time.clock_gettime_ns",
        "django.utils.timezone.now",
        "django.utils.timezone.localtime",
        "django.utils.timezone.localdate",
        "django.db.models.functions.Now",
    }
)
DURATIONS = frozenset(
    f"time.{name}{suffix}"
    for name in ("monotonic", "perf_counter", "process_time", "thread_time")
    for suffix in ("", "_ns")
) | {"time.sleep"}
#: Read a clock whatever they are called on, as `type(day).today()` does.
METHODS = frozenset({"now", "utcnow", "today"})
FIELD_OPTIONS = frozenset({"auto_now", "auto_now_add"})
SQL = re.compile(
    r"\b(?:now|(?:clock|statement|transaction)_timestamp)\s*\(\s*\)"
    r"|\b(?:CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)\b"
)


def check(project: Project) -> Iterator[Violation]:
    """Yield every reading of a clock outside the clock gateway."""
    for module in project.below(SRC):
        if not module.path.startswith((f"{SRC}/gateways/clock.py", f"{SRC}/gateways/clock/")):
            yield from _readings(module)
    for module in project.of("domain"):
        yield from _in_domain(module)


def _readings(module: Module) -> Iterator[Violation]:
    for line, name in module.references:
        if name in WALL:
            yield _violation(module, line, name)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and node.arg in FIELD_OPTIONS:
            yield _violation(module, node.lineno, f"{node.arg}=")
    for line, value in module.strings():
        if found := SQL.search(value):
            yield _violation(module, line, f"{found.group()} in SQL")


def _in_domain(module: Module) -> Iterator[Violation]:
    for line, name in module.references:
        if name in DURATIONS:
            yield _violation(module, line, name)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute) or node.attr not in METHODS:
            continue
        if (module.dotted(node) or "") not in WALL:
            yield _violation(module, node.lineno, f".{node.attr}")


def _violation(module: Module, line: int, name: str) -> Violation:
    message = f"{name} reads a clock: take the moment as `at=`; gateways/clock alone reads it"
    return Violation(module.path, line, NAME, message)
