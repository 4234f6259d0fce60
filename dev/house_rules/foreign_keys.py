"""A foreign key into another app names the class, never a string, and sets related_name="+".

The import makes the dependency visible to import-linter, which holds the order of the
records; a string hides it. And without "+", Django adds an attribute to the other app's model,
through which that app could reach back up.
"""

import ast
from collections.abc import Iterator

from dev.house_rules.source import Module, Project, Violation, within

NAME = "foreign-keys"

KINDS = frozenset(
    f"django.db.models{middle}.{kind}"
    for middle in ("", ".fields.related")
    for kind in ("ForeignKey", "OneToOneField", "ManyToManyField")
)
RECORDS = "vocatio.records"


def check(project: Project) -> Iterator[Violation]:
    """Yield every relation of a record that crosses apps by name or is visible from there."""
    for module in project.of("records"):
        if "/migrations/" in module.path:
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or module.dotted(node.func) not in KINDS:
                continue
            if problem := _problem(module, node):
                yield Violation(module.path, node.lineno, NAME, problem)


def _problem(module: Module, call: ast.Call) -> str | None:
    options = {option.arg: option.value for option in call.keywords}
    target = call.args[0] if call.args else options.get("to")
    if isinstance(target, ast.Constant):
        if "." in str(target.value):
            return f"{target.value!r} names a model of another app as a string: import the class"
        return None
    name = module.dotted(target) if target else None
    if name and name.startswith("django.conf.settings"):
        return f"{name} is a string: import the class"
    if name and not within(name, ".".join((RECORDS, *module.package[2:3]))):
        related = options.get("related_name")
        if not (isinstance(related, ast.Constant) and related.value == "+"):
            return f'{name} is of another app: set related_name="+"'
    return None
