"""No signals: what an action does is written in the action, in order.

A receiver runs inside someone else's transaction, is found by no reader of the code that
sets it off, and is skipped by every set-based write.
"""

import ast
from collections.abc import Iterator

from dev.house_rules.source import SRC, Module, Project, Violation

NAME = "signals"

MODULES = (
    *("django.dispatch", "django.db.models.signals", "django.core.signals"),
    *("django.db.backends.signals", "django.contrib.auth.signals", "django.test.signals"),
)


def check(project: Project) -> Iterator[Violation]:
    """Yield every import or use of Django's signals, and every receiver."""
    for module in project.below(SRC):
        for found in module.imports:
            if found.reaches(*MODULES):
                yield _violation(module, found.line, found.target)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _receivers(module, node.decorator_list)


def _receivers(module: Module, decorators: list[ast.expr]) -> Iterator[Violation]:
    for decorator in decorators:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name == "receiver":
            yield _violation(module, decorator.lineno, "@receiver")


def _violation(module: Module, line: int, what: str) -> Violation:
    message = f"{what} is a signal: write the step in the action that causes it"
    return Violation(module.path, line, NAME, message)
