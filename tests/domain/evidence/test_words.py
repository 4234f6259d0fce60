"""Words are hashed with a salt; those of before are read as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.evidence.canonical import WrongSaltLength
from vocatio.domain.evidence.words import salted, text_of


@given(st.text(), st.binary(min_size=32, max_size=32))
def test_words_come_back_as_they_were(text: str, salt: bytes) -> None:
    assert text_of(salted(text, salt).decode()) == text


@pytest.mark.parametrize("before", ["plain words", "", "{", '{"text":"x"}', "[1]", "7", "null"])
def test_words_of_before_have_no_salt(before: str) -> None:
    assert text_of(before) == before


def test_a_salt_has_one_length() -> None:
    with pytest.raises(WrongSaltLength):
        salted("x", b"short")
