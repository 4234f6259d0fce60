"""What the rules read: the modules of a checkout, parsed once, and the names they import."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SRC = "src/vocatio"
#: Folders with Python of ours, relative to the checkout.
FOLDERS = ("src", "tests", "dev", "bench")
#: What the interpreter and the tools leave behind; never part of the tree.
LEFTOVERS = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One place that breaks one rule; `path` is relative to the checkout, `line` counts from 1."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Import:
    """`local` is bound to the dotted `target`; for `import a.b` that is `a` to `a`.

    `module` is what gets loaded: the target itself, or what it was taken from.
    """

    line: int
    local: str
    target: str
    module: str

    def reaches(self, *names: str) -> bool:
        """Whether it loads one of the dotted `names`, or anything below one of them."""
        return any(within(dotted, name) for name in names for dotted in (self.target, self.module))


@dataclass(frozen=True)
class Module:
    """One parsed Python file; `path` is relative to the checkout, with slashes."""

    path: str
    text: str
    tree: ast.Module

    @cached_property
    def package(self) -> tuple[str, ...]:
        """The dotted package that relative imports start from, as its parts."""
        return tuple(self.path.removeprefix("src/").split("/")[:-1])

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import in the file, those inside functions included."""
        return tuple(
            found
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for found in self._bindings(node)
        )

    def _bindings(self, node: ast.Import | ast.ImportFrom) -> Iterator[Import]:
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                base = self._base(node)
                target = f"{base}.{alias.name}"
                yield Import(node.lineno, alias.asname or alias.name, target, base)
            elif alias.asname:
                yield Import(node.lineno, alias.asname, alias.name, alias.name)
            else:
                top = alias.name.partition(".")[0]
                yield Import(node.lineno, top, top, alias.name)

    def _base(self, node: ast.ImportFrom) -> str:
        above = self.package[: len(self.package) - node.level + 1] if node.level else ()
        return ".".join([*above, *([node.module] if node.module else [])])

    @cached_property
    def _bound(self) -> dict[str, str]:
        return {found.local: found.target for found in self.imports}

    def dotted(self, node: ast.expr) -> str | None:
        """The full dotted name behind `node`, when it starts from an import; else None.

        After `from datetime import datetime as d`, `d.now` gives “datetime.datetime.now”.
        """
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._bound:
            return None
        return ".".join([self._bound[node.id], *reversed(parts)])

    @cached_property
    def references(self) -> tuple[tuple[int, str], ...]:
        """(line, dotted name) of every use of something imported."""
        return tuple(
            (node.lineno, name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name | ast.Attribute) and (name := self.dotted(node))
        )

    @cached_property
    def docstrings(self) -> frozenset[ast.Constant]:
        """The constants that are docstrings or other bare strings: prose, not values."""
        return frozenset(
            node.value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        )

    def strings(self) -> Iterator[tuple[int, str]]:
        """(line, value) of every string constant that is no docstring, f-string parts included."""
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Constant) or node in self.docstrings:
                continue
            if isinstance(node.value, str):
                yield node.lineno, node.value


@dataclass(frozen=True)
class Project:
    """A checkout: its parsed modules, what could not be parsed, and every file of `src/vocatio`."""

    root: Path
    modules: tuple[Module, ...]
    files: tuple[str, ...]
    unreadable: tuple[Violation, ...] = ()

    def below(self, *folders: str) -> Iterator[Module]:
        """The modules inside `folders`, each given as “src/…” without a trailing slash."""
        for module in self.modules:
            if any(module.path.startswith(f"{folder}/") for folder in folders):
                yield module

    def of(self, *layers: str) -> Iterator[Module]:
        """The modules of the named top-level folders of `src/vocatio`."""
        return self.below(*(f"{SRC}/{layer}" for layer in layers))


def within(dotted: str, name: str) -> bool:
    """Whether `dotted` is `name` or something below it."""
    return dotted == name or dotted.startswith(f"{name}.")


def load(root: Path) -> Project:
    """Read and parse every module of the checkout at `root`."""
    modules: list[Module] = []
    unreadable: list[Violation] = []
    for path in _files(root, *FOLDERS):
        if path.endswith(".py"):
            text = (root / path).read_text(encoding="utf-8")
            try:
                modules.append(Module(path, text, ast.parse(text)))
            except SyntaxError as error:
                message = f"cannot be parsed: {error.msg}"
                unreadable.append(Violation(path, error.lineno or 1, "syntax", message))
    return Project(root, tuple(modules), tuple(_files(root, SRC)), tuple(unreadable))


def _files(root: Path, *folders: str) -> Iterator[str]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and not LEFTOVERS.intersection(relative.parts):
                yield relative.as_posix()
