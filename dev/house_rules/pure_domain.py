"""The domain imports the standard library, rfc8785 and what verifies signatures, and does no I/O.

So that the law can be read and tested in microseconds, and so that `pip install vocatio`
brings the domain and the verifier with three small dependencies. The verifier reads files, and
is otherwise held to the same imports.
"""

import ast
import sys
from collections.abc import Iterator

from dev.house_rules.source import Import, Module, Project, Violation

NAME = "pure-domain"

OURS = frozenset({"rfc8785", "cryptography", "rfc3161_client", "vocatio"})
PACKAGES = OURS | sys.stdlib_module_names
OUTSIDE = (
    *("asyncio", "concurrent", "ctypes", "ftplib", "glob", "http.client", "http.server"),
    *("imaplib", "importlib", "logging", "multiprocessing", "os", "pathlib", "poplib"),
    *("select", "selectors", "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3"),
    *("ssl", "subprocess", "sys", "tempfile", "threading", "urllib.request", "webbrowser"),
)
BUILTINS = frozenset({"open", "print", "input", "exec", "eval", "__import__"})


def check(project: Project) -> Iterator[Violation]:
    """Yield every import and every builtin that takes the domain out of pure Python."""
    for module in project.of("domain", "verify"):
        for found in module.imports:
            if problem := _foreign(found):
                yield Violation(module.path, found.line, NAME, problem)
    for module in project.of("domain"):
        yield from _input_and_output(module)


def _foreign(found: Import) -> str | None:
    if found.module.partition(".")[0] not in PACKAGES:
        return f"{found.module} is neither standard library nor one of {', '.join(sorted(OURS))}"
    if found.reaches("cryptography") and "privatekey" in found.target.lower().replace("_", ""):
        return f"{found.target} signs: the domain only verifies; sealing is a gateway"
    return None


def _input_and_output(module: Module) -> Iterator[Violation]:
    for found in module.imports:
        if found.reaches(*OUTSIDE):
            message = f"{found.target} reaches outside: a gateway does that, the domain decides"
            yield Violation(module.path, found.line, NAME, message)
    for node in ast.walk(module.tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in BUILTINS:
            message = f"{called.id}() reaches outside: a gateway does that"
            yield Violation(module.path, called.lineno, NAME, message)
