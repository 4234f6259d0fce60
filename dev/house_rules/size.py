"""No function over 60 lines, no module over 400.

A function of that length takes more than one decision, and a module of that length holds more
than one idea. The measure of a good day is lower: 10 lines at the median, 45 at the 95th
percentile. Lines are counted from `def` to the last one, docstring included. Migrations are
exempt: Django writes them, and they are reviewed as SQL.
"""

import ast
from collections.abc import Iterator

from dev.house_rules.source import Function, Project, Violation

NAME = "size"

FUNCTION_LINES = 60
MODULE_LINES = 400


def check(project: Project) -> Iterator[Violation]:
    """Yield every function and module over the limit, in tests and tools as well."""
    for module in project.modules:
        if "/migrations/" in module.path:
            continue
        if (lines := len(module.text.splitlines())) > MODULE_LINES:
            message = f"{lines} lines, over {MODULE_LINES}: split it along its ideas"
            yield Violation(module.path, 1, NAME, message)
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    message = f"{node.name}() has {lines} lines, over {FUNCTION_LINES}"
                    yield Violation(module.path, node.lineno, NAME, message)
