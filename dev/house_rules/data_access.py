"""Entry (the demo included) and portals reach data only through actions.

Reading is an action too: it takes who reads and what for, and writes the reading. A screen
or a command that could query for itself could also forget to record who looked.
"""

import ast
from collections.abc import Iterator

from dev.house_rules.source import Import, Module, Project, Violation, within

NAME = "data-access"

FORBIDDEN = (
    *("django.db", "django.apps", "django.contrib.auth.models", "django.contrib.contenttypes"),
    *("psycopg", "psycopg_pool", "vocatio.records", "vocatio.gateways"),
)
#: Ways to a model or a module that leave no import behind.
SHORTCUTS = (
    *("django.contrib.auth.get_user_model", "django.forms.ModelForm"),
    *("django.forms.modelform_factory", "django.forms.models", "django.utils.module_loading"),
    *("django.shortcuts.get_object_or_404", "django.shortcuts.get_list_or_404"),
    *("importlib.import_module", "importlib.util"),
)
ATTRIBUTES = frozenset({"objects", "get_model", "_default_manager", "_base_manager"})


def check(project: Project) -> Iterator[Violation]:
    """Yield every way from entry or portals to data that goes past the actions."""
    for module in project.of("entry", "portals"):
        for found in module.imports:
            if _forbidden(found):
                yield _violation(module, found.line, f"import of {found.target}")
        yield from _uses(module)


def _forbidden(found: Import) -> bool:
    return found.reaches(*FORBIDDEN, *SHORTCUTS)


def _uses(module: Module) -> Iterator[Violation]:
    imported = {found.line for found in module.imports if _forbidden(found)}
    for line, name in module.references:
        if line not in imported and any(within(name, short) for short in (*FORBIDDEN, *SHORTCUTS)):
            yield _violation(module, line, name)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            yield _violation(module, node.lineno, f".{node.attr}")
        if isinstance(node, ast.Name) and node.id == "__import__":
            yield _violation(module, node.lineno, "__import__")


def _violation(module: Module, line: int, what: str) -> Violation:
    message = f"{what}: entry and portals reach data only through an action"
    return Violation(module.path, line, NAME, message)
