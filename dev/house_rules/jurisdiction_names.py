"""No jurisdiction is named outside `jurisdictions/`: not in a string, not in an identifier.

What differs between jurisdictions is data. Code that asks which one it is in has a rule of
law hidden in it that no profile shows. Which one a demo takes by default is data as well:
`jurisdictions/default.toml`.

Code names can be English words, so whole values are compared: the string “arrival”, the path
“arrival/profile.toml”, the identifier `arrival` or `ARRIVAL`; “day of arrival” is prose.
"""

import ast
import re
from collections.abc import Iterator

from dev.house_rules.source import SRC, Project, Violation

NAME = "jurisdiction-names"

FOLDER = f"{SRC}/jurisdictions/"
TEMPLATES = (".html", ".jinja", ".j2", ".txt", ".sql", ".toml", ".typ")
SEPARATORS = re.compile(r"[/.:\\]")


def check(project: Project) -> Iterator[Violation]:
    """Yield every string or identifier outside `jurisdictions/` that is a code name."""
    codes = _codes(project)
    for module in project.below(SRC):
        if module.path.startswith(FOLDER):
            continue
        for line, value in module.strings():
            if code := _named(value, codes):
                yield _violation(module.path, line, code)
        for line, name in _identifiers(module.tree):
            if (code := name.strip("_").lower()) in codes:
                yield _violation(module.path, line, code)
    yield from _in_templates(project, codes)


def _codes(project: Project) -> frozenset[str]:
    inside = (path.removeprefix(FOLDER) for path in project.files if path.startswith(FOLDER))
    return frozenset(path.partition("/")[0] for path in inside if "/" in path)


def _named(value: str, codes: frozenset[str]) -> str | None:
    if " " in value.strip():
        return None
    parts = SEPARATORS.split(value.strip().lower())
    return next((part for part in parts if part in codes), None)


def _identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def _in_templates(project: Project, codes: frozenset[str]) -> Iterator[Violation]:
    """A template, or SQL in a file of its own, that compares with a quoted code name."""
    quoted = re.compile(rf"""(["'])({"|".join(sorted(codes))})\1""")
    for path in project.files if codes else ():
        if path.endswith(TEMPLATES) and not path.startswith(FOLDER):
            lines = (project.root / path).read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines, start=1):
                if found := quoted.search(line):
                    yield _violation(path, number, found.group(2))


def _violation(path: str, line: int, code: str) -> Violation:
    message = f"“{code}” is a jurisdiction: read what differs from its profile"
    return Violation(path, line, NAME, message)
