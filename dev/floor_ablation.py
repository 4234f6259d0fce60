"""`python -m dev.floor_ablation`: take the checks of the floor away, one by one.

Each `yield Obstacle(…)` in domain/consequences is a reason why something may not be done. For
each, a copy of the sources without that one line is tested; a copy that passes means that a
rule of the floor could vanish unseen. Prints a line for each; 1 if any passed.
"""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
CHECKS = Path("vocatio/domain/consequences")
#: The stories first: what they catch need not wait for the random walk.
STORIES = ("tests/domain/consequences/test_way.py", "tests/domain/consequences/test_force.py")
TESTS = (*STORIES, "tests/domain/consequences/test_machine.py")


@dataclass(frozen=True, slots=True)
class Check:
    """One obstacle: its file, its line, its rule and its name."""

    file: Path
    line: int
    rule: str
    name: str


def checks(source: Path) -> Iterator[Check]:
    """Every obstacle that the sources yield, in the order of files and lines."""
    for path in sorted((source / CHECKS).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if call := _obstacle(node):
                rule, name = (_plain(argument) for argument in call.args[:2])
                yield Check(path.relative_to(source), call.lineno, rule, name)


def _plain(argument: ast.expr) -> str:
    """A string as it stands, a name or an f-string as it is written."""
    written = ast.unparse(argument)
    return str(argument.value) if isinstance(argument, ast.Constant) else written


def _obstacle(node: ast.AST) -> ast.Call | None:
    """The call in `yield Obstacle(…)`, where the statement is one."""
    match node:
        case ast.Expr(value=ast.Yield(value=ast.Call(func=ast.Name(id="Obstacle")) as call)):
            return call
        case _:
            return None


def without(text: str, line: int) -> str:
    """The module without the obstacle that is yielded on that line."""

    class Remove(ast.NodeTransformer):
        def visit_Expr(self, node: ast.Expr) -> ast.stmt:
            # It stays a generator, and an `if` keeps its body.
            empty = ast.parse("yield from ()").body[0]
            call = _obstacle(node)
            return empty if call and call.lineno == line else node

    return ast.unparse(ast.fix_missing_locations(Remove().visit(ast.parse(text))))


def is_missed(source: Path, check: Check) -> bool:
    """Whether every test passes on sources without this check."""
    path = source / check.file
    whole = path.read_text()
    path.write_text(without(whole, check.line))
    try:
        return all(_passes(source, test) for test in TESTS)
    finally:
        path.write_text(whole)


def _passes(source: Path, test: str) -> bool:
    options = ("-q", "-x", "-p", "no:cacheprovider", "-o", f"pythonpath={source} {ROOT}")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, test],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def main() -> int:
    """Take away one check after the other."""
    missed = 0
    with TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
        found = list(checks(source))
        for number, check in enumerate(found, 1):
            survived = is_missed(source, check)
            missed += survived
            word = "MISSED" if survived else "caught"
            print(f"{number:3}/{len(found)} {word} {check.rule:<4} {check.name}", flush=True)
    print(f"{len(found) - missed} of {len(found)} are caught.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
