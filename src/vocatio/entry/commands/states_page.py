"""`vocatio docs states`: the tables of states as a page with diagrams."""

from collections.abc import Iterable
from pathlib import Path

from vocatio.domain.callup import stages
from vocatio.domain.consequences import states as cases
from vocatio.domain.summons import states
from vocatio.entry.commands.page_file import write_or_check

HEAD = """# States

Generated from `domain/summons/states.py`, `domain/callup/stages.py` and
`domain/consequences/states.py` by `./run vocatio docs states`; lint fails when this page is
stale. Nobody sets a state: it follows from the facts and from the passing of time. What has no
arrow cannot happen.
"""


def run(file: Path, *, check: bool) -> int:
    """Write the page, or compare it; return the exit status."""
    return write_or_check(render(), file, "docs states", check=check)


def render() -> str:
    """The page, in Markdown with Mermaid diagrams."""
    summons = [(str(a), str(event), str(b)) for a, event, b in states.TRANSITIONS]
    case = [
        ("[*]" if a == cases.CaseState.NONE else str(a), str(event), str(b))
        for a, event, b in cases.TRANSITIONS
    ]
    callup = [(str(a or "[*]"), str(kind), str(b)) for a, kind, b in stages.TRANSITIONS]
    return "\n".join(
        [
            HEAD,
            "## A summons",
            "",
            "Requests run beside these states: while one is open, “stayed away” is refused (F7).",
            "",
            *_diagram(summons),
            "",
            "## A call-up",
            "",
            *_diagram(callup),
            "",
            "## A case",
            "",
            "Whether a measure is in force is asked of the facts each time, and is no state.",
            "Beside each arrow stand the checks of `domain/consequences`, which ask for more than",
            "the order; a test walks the table exhaustively, 12 steps deep.",
            "",
            *_diagram(case),
            "",
        ]
    )


def _diagram(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    lines = [f"    {start} --> {end}: {event}" for start, event, end in rows]
    return ["```mermaid", "stateDiagram-v2", *lines, "```"]
