"""Many letters in one file for the printer."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pikepdf

from vocatio.gateways.typesetting.letter import Letter, drawing
from vocatio.gateways.typesetting.press import MANY, Unprintable, ahead, compiled, compiler_of

#: Letters that share one set of embedded fonts. More take more memory, fewer more bytes.
CHUNK = 25

Pages = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Many letters in one file.

    `pages` has the first and the last page of each letter, from 1, in the order of the
    letters; None for one that could not be drawn, which then is not in the file.
    """

    pdf: bytes
    pages: tuple[Pages, ...]


def typeset_batch(letters: Iterable[Letter], *, workers: int | None = None) -> Batch:
    """All letters in one file, each beginning on a page of its own.

    The file is for paper: it has neither tags nor attachments. One letter that cannot be
    drawn stops no other.
    """
    whole = pikepdf.new()
    pages: list[Pages] = []
    for parts in ahead(_parts, _chunks(letters), workers):
        for part in parts:
            done = len(whole.pages)
            pages += [found and (done + found[0], done + found[1]) for found in part.pages]
            if part.pdf:
                with pikepdf.open(io.BytesIO(part.pdf)) as file:
                    whole.pages.extend(file.pages)
    out = io.BytesIO()
    whole.save(out, deterministic_id=True)
    return Batch(out.getvalue(), tuple(pages))


def _chunks(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    left = iter(letters)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _parts(letters: Sequence[Letter]) -> list[Batch]:
    """One file, or several where a letter that cannot be drawn had to be found and left out."""
    try:
        return [_drawn(letters)]
    except Unprintable:
        if len(letters) == 1:
            return [Batch(b"", (None,))]
        half = len(letters) // 2
        return [*_parts(letters[:half]), *_parts(letters[half:])]


def _drawn(letters: Sequence[Letter]) -> Batch:
    drawings = [drawing(letter) for letter in letters]
    issued = max(one["issued"] for one in drawings)
    pdf = compiled(MANY, issued, {"drawings": json.dumps(drawings)}, standards=())
    (last,) = json.loads(compiler_of(MANY).query("<pages>", field="value"))
    return Batch(pdf, tuple(zip([1, *(page + 1 for page in last[:-1])], last, strict=True)))
