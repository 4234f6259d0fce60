"""Draw letters: one, many at a time, or many in one file for the printer."""

import hashlib
import json
import os
import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar, cast

import typst

from vocatio.domain.errors import VocatioError
from vocatio.gateways.typesetting import fonts
from vocatio.gateways.typesetting.letter import Letter, drawing

Standard = Literal["a-3a", "ua-1"]
STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
#: How much is drawn ahead of what was asked for, by each worker.
AHEAD = 8
PAGE_COUNT = re.compile(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", re.DOTALL)

ONE, MANY = "one.typ", "many.typ"

T = TypeVar("T")
R = TypeVar("R")


class Unprintable(VocatioError):
    """A letter could not be drawn."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """One letter as it is handed out."""

    pdf: bytes
    pages: int

    @property
    def sha256(self) -> bytes:
        """Of the PDF, 32 bytes: what the fact of handing it out names."""
        return hashlib.sha256(self.pdf).digest()


@cache
def typesetter() -> dict[str, str]:
    """What drew a letter: with the same content and template it draws the same bytes."""
    source = files(__package__).joinpath("letter.typ").read_bytes()
    return {
        "typst": version("typst"),
        "segno": version("segno"),
        "drawing": hashlib.sha256(source).hexdigest(),
        **fonts.versions(),
    }


def typeset(letter: Letter) -> Typeset:
    """One letter as PDF/A-3a and PDF/UA-1, its content attached.

    Raises:
        Unprintable: saying why.
    """
    drawn = drawing(letter)
    inputs = {"drawing": json.dumps(drawn), "content": letter.content.decode()}
    pdf = compiled(ONE, drawn["issued"], inputs)
    return Typeset(pdf, int(PAGE_COUNT.findall(pdf)[-1]))


def typeset_many(
    letters: Iterable[Letter], *, workers: int | None = None
) -> Iterator[Typeset | Unprintable]:
    """Each letter as a file of its own, in order; one that cannot be drawn stops no other.

    Memory is bounded: letters are taken from `letters` only a little ahead of what was taken
    from the result.

    Args:
        workers: how many threads; as many as there are processors unless told.
    """
    return ahead(_attempt, letters, workers)


def _attempt(letter: Letter) -> Typeset | Unprintable:
    try:
        return typeset(letter)
    except Unprintable as error:
        return error


def ahead(draw: Callable[[T], R], what: Iterable[T], workers: int | None) -> Iterator[R]:
    """Draw in several threads (Typst holds no lock of Python's) and yield in order."""
    count = workers or os.cpu_count() or 1
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(count) as pool:
        for one in what:
            waiting.append(pool.submit(draw, one))
            if len(waiting) > AHEAD * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_mine = threading.local()


def compiler_of(main: str) -> typst.Compiler:
    """The compiler of this thread for one of the files beside this one.

    It keeps fonts and source, which is most of the work, and the last inputs.
    """
    made: dict[str, typst.Compiler] = _mine.__dict__.setdefault("made", {})
    if main not in made:
        root = Path(str(files(__package__)))
        made[main] = typst.Compiler(root / main, root=root, font_paths=fonts.loaded())
    return made[main]


def compiled(
    main: str,
    timestamp: int,
    inputs: dict[str, str],
    *,
    standards: tuple[Standard, ...] = STANDARDS,
) -> bytes:
    """The PDF, with tags if a standard asks for them.

    Raises:
        Unprintable: saying why.
    """
    try:
        made = compiler_of(main).compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[*standards],
            pdf_tags=bool(standards),
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise Unprintable(f"a letter could not be drawn: {error.message}") from error
    return cast(bytes, made)
