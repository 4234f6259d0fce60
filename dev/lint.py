"""`./run lint [--fix]`: every check of this repository on itself, in turn.

Prints one line per check, then the output of those that failed; 1 if any failed. With
`--fix`, ruff first mends and formats what it can.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SHELL_SCRIPTS = ("run", ".ci/run")


@dataclass(frozen=True, slots=True)
class Check:
    """A command, run at the root of the checkout; it passes if it exits 0."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a command said, and how many seconds it took."""

    passed: bool
    output: str
    seconds: float


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """A program of the virtual environment."""
    return (str(BIN / name), *arguments)


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """A Python module, run by the interpreter of the virtual environment."""
    return (sys.executable, "-m", name, *arguments)


def typed_folders(root: Path) -> tuple[str, ...]:
    """The folders whose types are checked; mypy refuses one without Python in it."""
    folders = ("src", "tests", "dev", "bench")
    return tuple(folder for folder in folders if any((root / folder).rglob("*.py")))


def checks(root: Path) -> tuple[Check, ...]:
    """Every check, the quickest first."""
    return (
        Check("ruff check", tool("ruff", "check", "--output-format", "concise")),
        Check("ruff format", tool("ruff", "format", "--check", "--output-format", "concise")),
        *(Check(f"sh -n {script}", ("sh", "-n", script)) for script in SHELL_SCRIPTS),
        Check("house rules", module("dev.house_rules")),
        Check("import-linter", tool("lint-imports", "--no-cache", "--no-logo")),
        Check("migrations", module("dev.migrations_check")),
        Check("catalogues", module("dev.catalogues", "--check")),
        Check("docs of states", module("vocatio", "docs", "states", "--check")),
        Check("docs of profile", module("vocatio", "docs", "profile", "--check")),
        Check("mypy", tool("mypy", "--strict", *typed_folders(root))),
    )


def perform(command: Sequence[str], root: Path) -> Result:
    """Run one command at `root`, with our packages on the path."""
    started = time.perf_counter()
    path = os.pathsep.join((str(root / "src"), str(root)))
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(done.returncode == 0, done.stdout.strip(), time.perf_counter() - started)


def run(wanted: Sequence[Check], root: Path) -> bool:
    """Run the checks, say how each went, and show what the failed ones said; True if all passed."""
    failed: list[tuple[Check, Result]] = []
    for check in wanted:
        result = perform(check.command, root)
        word = "ok" if result.passed else "failed"
        print(f"{check.name:<16} {word:<7} {result.seconds:5.1f} s", flush=True)
        if not result.passed:
            failed.append((check, result))
    for check, result in failed:
        print(f"\n--- {check.name}: {' '.join(check.command)}\n{result.output}")
    return not failed


def fix(root: Path) -> None:
    """Let ruff mend and format what it can; what it cannot, the checks report."""
    for arguments in (("check", "--fix-only", "--quiet"), ("format", "--quiet")):
        perform(tool("ruff", *arguments), root)


def main(arguments: Sequence[str]) -> int:
    """Check, after mending if asked to."""
    if unknown := [argument for argument in arguments if argument != "--fix"]:
        print(f"lint: {unknown[0]} is no option: ./run lint [--fix]", file=sys.stderr)
        return 2
    if arguments:
        fix(ROOT)
    return 0 if run(checks(ROOT), ROOT) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
