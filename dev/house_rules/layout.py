"""Every file of `src/vocatio` lies in one of the folders of the architecture.

Folder names alone should show where the law is, where a decision is taken, where data lies
and where it leaves the system; `helpers/` shows nothing. import-linter refuses stray modules,
yet looks into no folder that lacks an `__init__.py`, and sees no file that is not Python.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from dev.house_rules.source import SRC, Module, Project, Violation

NAME = "layout"

LAYERS = frozenset(
    {"project", "entry", "portals", "actions", "records", "gateways", "domain", "verify"}
)
DATA = "jurisdictions"
FILES = frozenset({"__init__.py", "__main__.py", "py.typed"})


def check(project: Project) -> Iterator[Violation]:
    """Yield every stray file, every folder of modules without `__init__.py`, and code in data."""
    present = frozenset(project.files)
    reported: set[str] = set()
    for module in project.of(DATA):
        if not (module.path.endswith("/__init__.py") and _is_prose(module)):
            yield Violation(module.path, 1, NAME, "jurisdictions hold data only, no code")
    for path in project.files:
        problem = _problem(PurePosixPath(path).relative_to(SRC), present)
        if problem and problem not in reported:
            reported.add(problem)
            yield Violation(path, 1, NAME, problem)


def _is_prose(module: Module) -> bool:
    """Whether it holds nothing but a docstring, as a folder that is imported for its data does."""
    return all(isinstance(node, ast.Expr) for node in module.tree.body)


def _problem(path: PurePosixPath, present: frozenset[str]) -> str | None:
    top = path.parts[0]
    if len(path.parts) == 1:
        return None if top in FILES else f"{top} belongs into one of the layers"
    if top not in LAYERS | {DATA}:
        return f"{top}/ is none of the layers: {', '.join(sorted({*LAYERS, DATA}))}"
    if path.suffix == ".py" and f"{SRC}/{path.parent}/__init__.py" not in present:
        return f"{path.parent}/ needs an __init__.py: without it import-linter does not look inside"
    return None
