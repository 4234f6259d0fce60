"""A letter is drawn whole, by itself and with others, and always with the same bytes."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

import pytest

from tests.gateways.letters import content, letter, template
from vocatio.gateways.typesetting import (
    Letter,
    Typeset,
    typeset,
    typeset_batch,
    typeset_many,
    typesetter,
)

AGAIN = """
from tests.gateways.letters import letter
from vocatio.gateways.typesetting import typeset
print(typeset(letter(chosen="ar")).sha256.hex())
"""


@pytest.mark.parametrize(("chosen", "pages"), [("en", 2), ("de", 4), ("ar", 4)])
def test_two_pages_for_each_language(chosen: str, pages: int) -> None:
    assert typeset(letter(chosen=chosen)).pages == pages


def test_the_same_content_has_the_same_bytes_in_another_process() -> None:
    done = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == typeset(letter(chosen="ar")).sha256.hex()


def test_what_drew_it_is_named() -> None:
    assert set(typesetter()) >= {"typst", "segno", "drawing", "fontpkg-noto-sans"}


def test_many_are_drawn_in_order_and_no_further_ahead_than_needed() -> None:
    taken = []

    def letters() -> Iterator[Letter]:
        for number in range(100):
            taken.append(number)
            yield letter(name=f"Number {number}")

    some = list(islice(typeset_many(letters(), workers=2), 3))
    assert [made.pdf for made in some if isinstance(made, Typeset)] == [
        typeset(letter(name=f"Number {number}")).pdf for number in range(3)
    ]
    assert len(taken) < 30


def test_a_batch_tells_the_pages_of_each() -> None:
    made = typeset_batch([letter(), letter(chosen="de"), letter(large=True, chosen="de")])
    assert made.pages == ((1, 2), (3, 6), (7, 11))


def test_a_letter_without_an_address_is_handed_out() -> None:
    handed = Letter(content(), template())
    assert typeset(handed).pdf != typeset(letter()).pdf
    assert hashlib.sha256(typeset(handed).pdf).digest() == typeset(handed).sha256
