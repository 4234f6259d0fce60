"""Every opt-out carries its reason: `# house: <rule> because <reason>`.

It stands on the line it excuses or alone on the line above. Taste survives its author only if
the next reader learns why a rule did not fit here. So an opt-out without a reason is refused,
and so is one that names no rule or excuses nothing. The opt-outs of other tools (`noqa`,
`type: ignore`, `pragma`) are held to the same “because …”, after the code they silence.
"""

import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dev.house_rules.source import Module, Project, Violation

NAME = "opt-out"

OURS = re.compile(r"#\s*house:\s*(?P<rule>[\w-]*)(?:\s+because\s+(?P<reason>.*))?")
FOREIGN = re.compile(r"#\s*(?P<tool>noqa|type:\s*ignore|pragma|ruff:)", re.IGNORECASE)
REASON = re.compile(r"\bbecause\s+\S+\s+\S+")
HOW = "write `# house: <rule> because <reason>`"


@dataclass(frozen=True, slots=True)
class OptOut:
    """A comment at `line` that excuses `rule` at the line `excuses`; the reason may be missing."""

    path: str
    line: int
    excuses: int
    rule: str
    reason: str


def apply(
    project: Project, found: Iterable[Violation], rules: frozenset[str]
) -> Iterator[Violation]:
    """Yield what no opt-out with a reason excuses, then what is wrong with the opt-outs."""
    excused = {(o.path, o.excuses, o.rule): o for o in _all(project) if _reasoned(o)}
    used: set[OptOut] = set()
    for violation in found:
        key = (violation.path, violation.line, violation.rule)
        if key in excused:
            used.add(excused[key])
        else:
            yield violation
    for optout in _all(project):
        if problem := _problem(optout, rules, used):
            yield Violation(optout.path, optout.line, NAME, problem)
    for module in project.modules:
        yield from _unreasoned(module)


def _all(project: Project) -> Iterator[OptOut]:
    for module in project.modules:
        comments = _comments(module.text)
        for line, (comment, alone) in comments.items():
            if match := OURS.match(comment):
                excuses = _next_code(line, comments) if alone else line
                reason = (match["reason"] or "").strip()
                yield OptOut(module.path, line, excuses, match["rule"], reason)


def _comments(text: str) -> dict[int, tuple[str, bool]]:
    """Line -> the comment there, and whether it has the line to itself."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {
        token.start[0]: (token.string, not token.line[: token.start[1]].strip())
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _next_code(line: int, comments: Mapping[int, tuple[str, bool]]) -> int:
    while line in comments and comments[line][1]:
        line += 1
    return line


def _reasoned(optout: OptOut) -> bool:
    return len(optout.reason.split()) > 1


def _problem(optout: OptOut, rules: frozenset[str], used: set[OptOut]) -> str | None:
    if optout.rule not in rules:
        return f"“{optout.rule}” is no rule: {HOW}; rules: {', '.join(sorted(rules))}"
    if not _reasoned(optout):
        return f"{optout.rule} is excused without a reason: {HOW}"
    if optout not in used:
        return f"nothing here breaks {optout.rule}: delete the comment"
    return None


def _unreasoned(module: Module) -> Iterator[Violation]:
    for line, (comment, _alone) in _comments(module.text).items():
        if (match := FOREIGN.search(comment)) and not REASON.search(comment):
            message = f"{match['tool']} without a reason: end the comment with “because …”"
            yield Violation(module.path, line, NAME, message)
