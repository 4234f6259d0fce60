"""Nobody patches the clock, in tests or elsewhere.

Time enters through `at=` and through the clock gateway, which a demo and a test can set. A
patched clock tests the patch: the database goes on with its own, and every rule about what
was recorded when is bypassed.
"""

import ast
import re
from collections.abc import Iterator

from dev.house_rules.clock import DURATIONS, METHODS, WALL
from dev.house_rules.source import Module, Project, Violation

NAME = "patched-clock"

LIBRARIES = ("freezegun", "time_machine", "pytest_freezer", "pytest_freezegun", "libfaketime")
PATCHERS = frozenset({"patch", "setattr", "setitem", "object", "multiple", "dict", "replace"})
OWNERS = frozenset({"monkeypatch", "mp", "mock", "mocker", "patch", "patcher"})
WORDS = frozenset({"clock", "now", "utcnow", "today"})
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def check(project: Project) -> Iterator[Violation]:
    """Yield every library, patch or assignment that replaces a clock."""
    for module in project.modules:
        for found in module.imports:
            if found.reaches(*LIBRARIES):
                yield _violation(module, found.line, found.target)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _patches(module, node.func):
                yield from _patched(module, node)
            if isinstance(node, ast.Assign):
                yield from _assigned(module, node)


def _patches(module: Module, called: ast.expr) -> bool:
    """Whether this is `patch`, `setattr`, `monkeypatch.setattr`, `mock.patch.object` and the like.

    The owner decides: `datetime.replace` is none.
    """
    if (module.dotted(called) or "").startswith("unittest.mock.patch"):
        return True
    if isinstance(called, ast.Name):
        return called.id in {"patch", "setattr"}
    if not isinstance(called, ast.Attribute) or called.attr not in PATCHERS:
        return False
    return bool(OWNERS.intersection(_names(called.value)))


def _patched(module: Module, call: ast.Call) -> Iterator[Violation]:
    """One violation if what is replaced tells the time: “a.b” in one argument, or a and “b”."""
    replaced = call.args[: 1 if call.args and _said(call.args[0]) else 2]
    dotted = ".".join(_said(argument) or module.dotted(argument) or "" for argument in replaced)
    names = [name for argument in replaced for name in (_said(argument), *_names(argument))]
    if _tells_time(names) or dotted in WALL | DURATIONS:
        what = ", ".join(ast.unparse(argument) for argument in replaced)
        yield _violation(module, call.lineno, what)


def _assigned(module: Module, node: ast.Assign) -> Iterator[Violation]:
    """`clock.now = …` and `gateways.clock = …` patch as well; `self.clock = …` does not."""
    for target in node.targets:
        if isinstance(target, ast.Attribute):
            owner = list(_names(target.value))
            foreign = target.attr in METHODS or target.attr == "clock"
            if foreign and (_tells_time(owner) or module.dotted(target.value)):
                yield _violation(module, node.lineno, ast.unparse(target))


def _said(node: ast.expr) -> str:
    """The text of a string constant, else nothing."""
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _names(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _tells_time(names: list[str]) -> bool:
    return any(word.lower() in WORDS for name in names for word in WORD.findall(name))


def _violation(module: Module, line: int, what: str) -> Violation:
    message = f"{what} replaces a clock: pass `at=`, or set the offset of the clock gateway"
    return Violation(module.path, line, NAME, message)
