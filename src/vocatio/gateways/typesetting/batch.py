"""Many letters in one file for the printer."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, NamedTuple

from vocatio.gateways.typesetting.binding import Binding
from vocatio.gateways.typesetting.letter import Letter, drawing
from vocatio.gateways.typesetting.press import MANY, Unprintable, ahead, compiled, compiler_of

#: Letters that share one set of embedded fonts. More take more memory, fewer more bytes.
CHUNK = 10

Pages = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Many letters in one file.

    `pages` has the first and the last page of each letter, from 1, in the order of the
    letters; None for one that could not be drawn, which then is not in the file. `sha256` is of
    the file, 32 bytes.
    """

    sha256: bytes
    pages: tuple[Pages, ...]


class Part(NamedTuple):
    """A few letters as a file of their own, empty without any, and the pages of each in it."""

    pdf: bytes
    pages: tuple[Pages, ...]


def typeset_batch(letters: Iterable[Letter], out: BinaryIO, *, workers: int | None = None) -> Batch:
    """Write all letters into one file, each beginning on a page of its own.

    The file is for paper: PDF 1.7 with neither tags nor attachments. One letter that cannot be
    drawn stops no other; where none can, nothing is written. Memory is bounded: it holds some
    parts of the file, and letters are taken only a little ahead.
    """
    binding, pages = Binding(out), list[Pages]()
    for parts in ahead(_parts, _chunks(letters), workers):
        for part in parts:
            done = binding.pages
            pages += [found and (done + found[0], done + found[1]) for found in part.pages]
            if part.pdf:
                binding.add(part.pdf)
    return Batch(binding.close(), tuple(pages))


def _chunks(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    left = iter(letters)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _parts(letters: Sequence[Letter]) -> list[Part]:
    """One file, or several where a letter that cannot be drawn had to be found and left out."""
    try:
        return [_drawn(letters)]
    except Unprintable:
        if len(letters) == 1:
            return [Part(b"", (None,))]
        half = len(letters) // 2
        return [*_parts(letters[:half]), *_parts(letters[half:])]


def _drawn(letters: Sequence[Letter]) -> Part:
    drawings = [drawing(letter) for letter in letters]
    issued = max(one["issued"] for one in drawings)
    pdf = compiled(MANY, issued, {"drawings": json.dumps(drawings)}, standards=())
    (last,) = json.loads(compiler_of(MANY).query("<pages>", field="value"))
    return Part(pdf, tuple(zip([1, *(page + 1 for page in last[:-1])], last, strict=True)))
