"""The fonts of a letter: from packages, never from the machine, so that its bytes never differ."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import fontpkg_noto_sans  # type: ignore[import-untyped]  # because it brings no types
import fontpkg_noto_sans_arabic  # type: ignore[import-untyped]  # because it brings no types
import typst
from anyascii import anyascii
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # because it brings no types

PACKAGES = (fontpkg_noto_sans, fontpkg_noto_sans_arabic)
DISTRIBUTIONS = ("fontpkg-noto-sans", "fontpkg-noto-sans-arabic")
#: More letters than the narrowest line has, in one word.
LONG = re.compile(r"\S{31,}")
#: With the marks above and below it.
LETTER = re.compile(r"\w[^\w\s]*|[^\w\s]+")
#: ZERO WIDTH SPACE
BREAK = "\u200b"
FAMILIES = [package.FAMILY for package in PACKAGES]


def versions() -> dict[str, str]:
    """Distribution -> version of each font."""
    return {name: version(name) for name in DISTRIBUTIONS}


def loaded() -> typst.Fonts:
    """The fonts for a compiler; those of the machine are left out."""
    folders = [package.ROOT / "files" for package in PACKAGES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def printable(text: str) -> str:
    """The text with every letter that no font has put into Latin letters.

    A name must not fail to be printed, nor be printed as boxes: the content that is
    attached to the letter keeps it as the register spells it.
    """
    missing = {letter for letter in text if ord(letter) not in _covered()}
    if not missing:
        return text
    return "".join(_latin(letter) if letter in missing else letter for letter in text)


def breakable(text: str) -> str:
    """The text with places to break in every word that is longer than a line could be."""
    return LONG.sub(lambda word: BREAK.join(LETTER.findall(word[0])), text)


def _latin(letter: str) -> str:
    return "".join(found for found in anyascii(letter) if ord(found) in _covered()) or "?"


@cache
def _covered() -> frozenset[int]:
    return frozenset(point for file in _files() for point in TTFont(file, lazy=True).getBestCmap())


def _files() -> Iterable[Path]:
    for package in PACKAGES:
        yield from (package.ROOT / "files").glob("*.ttf")
