"""Every public function of an action takes keyword-only `by` and `at`, without a default.

No act without its author, no clock inside. Reading a person's data is an act as well: in
`actions/inspect` the purpose is asked for too. A keyword cannot be passed in the wrong place,
and what has no default cannot be forgotten.

Steps that several acts share are in the few modules of `SHARED`. They are called inside an
act that has its author, so entry and portals may not import them.
"""

from collections.abc import Iterator, Mapping

from dev.house_rules.source import SRC, Function, Project, Violation

NAME = "authorship"

#: Modules of actions that hold no act of their own: path below `actions/` -> what they hold.
SHARED: Mapping[str, str] = {
    "case/file.py": "the file of a case as the tables have it, and how an act appends to it",
    "case/documents.py": "what is written to somebody in a case",
    "case/follow.py": "what follows an absence when a day is closed",
    "case/official.py": "the human who is about to decide in a case",
    "case/own.py": "finding the case or document that the person's own act is about",
    "law.py": "which profile, calendar and outages govern",
    "paper.py": "the template that governs, contents under their seal, letters",
    "recording.py": "how an act leaves its facts",
    "callup/step.py": "how every step of a call-up begins",
    "delivery/contacts.py": "how people can be reached, for acts that reach them",
    "delivery/found.py": "locked summonses with their schedules, for acts of delivery",
    "day.py": "who is expected at an office on a day",
    "callup/notice.py": "the wording of the notice that issuing fills in",
    "demo/guard.py": "whether this is a demo",
    "outage/told.py": "an outage under its lock, its facts, its words",
    "ledger/evidence.py": "what the log says about rows that an act hands out",
    "ledger/opening.py": "where the log of this database lies",
    "ledger/stamping.py": "how an act asks for a time-stamp, and whether a fact has one",
    "inspect/queries.py": "what other authorities asked, for the own record",
    "inspect/lines.py": "lines that several readings share",
    "register/changes.py": "what a changed row of a file changes",
    "register/claims.py": "how claims are written and end",
    "register/deciding.py": "what every decision about a person does",
    "register/sections.py": "what a row of a file says, as claims",
    "summons/append.py": "how an act on a summons appends its fact",
    "summons/new_date.py": "the notice of a new date",
    "work/items.py": "what waits, kept by the acts that make or settle it",
    "summons/own.py": "finding and locking the summons that an act is about",
}


def check(project: Project) -> Iterator[Violation]:
    """Yield every way to act without an author or a moment."""
    yield from _anonymous(project)
    modules = tuple(f"vocatio.actions.{_dotted(path)}" for path in SHARED)
    for module in project.of("entry", "portals"):
        for found in module.imports:
            if found.reaches(*modules):
                message = f"{found.target} is a step inside an act: call the act"
                yield Violation(module.path, found.line, NAME, message)


def _anonymous(project: Project) -> Iterator[Violation]:
    for module in project.of("actions"):
        below = module.path.removeprefix(f"{SRC}/actions/")
        if below in SHARED:
            continue
        wanted = ("by", "at", "purpose") if _dotted(below).startswith("inspect") else ("by", "at")
        for node in module.tree.body:
            if not isinstance(node, Function) or node.name.startswith("_"):
                continue
            if missing := _missing(node, wanted):
                message = f"{node.name}() must take keyword-only, without default: {missing}"
                yield Violation(module.path, node.lineno, NAME, message)


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _missing(node: Function, wanted: tuple[str, ...]) -> str:
    pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    required = {argument.arg for argument, default in pairs if default is None}
    return ", ".join(name for name in wanted if name not in required)
