"""One word per idea: what we define is called as the glossary calls it.

Two words for one thing make a reader look for the difference, and a search miss half of the
places. Only names defined here are checked (functions, classes, arguments, variables, fields),
never the names of a library, and never prose.
"""

import ast
import re
from collections.abc import Iterator, Mapping

from dev.house_rules.source import SRC, Project, Violation

NAME = "words"

#: Refused word, or words in a row -> the word of the glossary.
SYNONYMS: Mapping[tuple[str, ...], str] = {
    ("notification",): "summons, or notice",
    ("subpoena",): "summons",
    ("campaign",): "call-up (callup)",
    ("lottery",): "draw",
    ("raffle",): "draw",
    ("timeslot",): "slot",
    ("draftee",): "person",
    ("recruit",): "person",
    ("obligation",): "liability",
    ("conscription", "status"): "state, derived from facts",
    ("postponement",): "request, reschedule or deferral",
    ("sanction",): "measure",
    ("penalty",): "measure",
    ("punishment",): "measure",
    ("audit", "log"): "ledger, or reading",
    ("audit", "trail"): "ledger, or reading",
    ("access", "log"): "reading",
}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def check(project: Project) -> Iterator[Violation]:
    """Yield every definition in `src/vocatio` whose name uses a refused word."""
    for module in project.below(SRC):
        for line, name in _definitions(module.tree):
            words = tuple(word.lower() for word in WORD.findall(name))
            for refused, better in SYNONYMS.items():
                if _contains(words, refused):
                    message = f"{name} says “{' '.join(refused)}”; the glossary says: {better}"
                    yield Violation(module.path, line, NAME, message)


def _definitions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def _contains(words: tuple[str, ...], refused: tuple[str, ...]) -> bool:
    """Whether `refused` stands in `words` in a row; a plural counts as its singular."""
    singular = tuple(word.removesuffix("s") if word not in refused else word for word in words)
    span = len(refused)
    return any(
        row[start : start + span] == refused
        for row in (words, singular)
        for start in range(len(row) - span + 1)
    )
