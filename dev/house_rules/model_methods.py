"""Models do not override save() or delete(), nor do their managers and query sets.

An overridden save() is skipped by every set-based write, so that the same act would mean two
things one at a time and a million at a time. What must always hold is a constraint or a
trigger; what happens along with an act is in the action.
"""

import ast
from collections.abc import Iterator

from dev.house_rules.source import SRC, Module, Project, Violation, within

NAME = "model-methods"

METHODS = frozenset({"save", "delete", "asave", "adelete", "save_base", "bulk_create"})


def check(project: Project) -> Iterator[Violation]:
    """Yield every overridden save or delete of a model, a manager or a query set."""
    for module in project.below(SRC):
        in_records = module.path.startswith(f"{SRC}/records/")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and (in_records or _is_model(module, node)):
                yield from _overrides(module, node)


def _is_model(module: Module, node: ast.ClassDef) -> bool:
    bases = (module.dotted(base) for base in node.bases)
    return any(base and within(base, "django.db.models") for base in bases)


def _overrides(module: Module, node: ast.ClassDef) -> Iterator[Violation]:
    for member in node.body:
        if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) and member.name in METHODS:
            message = f"{node.name}.{member.name}() overrides Django's: write an action instead"
            yield Violation(module.path, member.lineno, NAME, message)
