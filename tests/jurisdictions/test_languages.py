"""What a jurisdiction says, it says in each of its languages: a copy of the English is none."""

import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import vocatio.jurisdictions

FOLDER = Path(vocatio.jurisdictions.__file__).parent
TEXTS = sorted(path for path in FOLDER.rglob("*.toml") if path.name != "sample.toml")


def copies(tables: Any) -> Iterator[str]:
    """Each text that stands in English beside itself, wherever languages stand side by side."""
    if isinstance(tables, dict):
        english = tables.get("en")
        for name, value in tables.items():
            if name != "en":
                yield from equal(english, value)
            yield from copies(value)
    elif isinstance(tables, list):
        for value in tables:
            yield from copies(value)


def equal(english: Any, other: Any) -> Iterator[str]:
    """Texts with words in them that are the same here and there."""
    if isinstance(english, dict) and isinstance(other, dict):
        for name in english.keys() & other.keys():
            yield from equal(english[name], other[name])
    elif isinstance(english, str) and english == other and has_words(other):
        yield other


def has_words(text: str) -> bool:
    """Whether it says anything besides what it fills in."""
    return any(letter.isalpha() for said, *_ in string.Formatter().parse(text) for letter in said)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_nothing_is_left_in_english(path: Path) -> None:
    assert not list(copies(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_a_copy_is_found_at_any_depth() -> None:
    planted = """
    [en]
    place = "{office}, {address}"
    [de]
    place = "{office}, {address}"
    [grounds.work.title]
    en = "work"
    de = "work"
    [[alerts]]
    en.first = "There is post"
    ar.first = "There is post"
    """
    assert sorted(copies(tomllib.loads(planted))) == ["There is post", "work"]
