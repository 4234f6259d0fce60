"""Canonical bytes (RFC 8785) and commitments."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.evidence.canonical import (
    NotCanonical,
    WrongSaltLength,
    canonical,
    commitment,
    instant,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
OBJECTS = st.dictionaries(st.text(), JSON, max_size=6)


def test_keys_are_sorted_as_in_rfc_8785_section_3_2_3() -> None:
    """By UTF-16 code units: the emoji, a surrogate pair, comes before U+FB33."""
    given_in = "\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\xf6"
    sorted_so = "\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"
    assert tuple(json.loads(canonical(dict.fromkeys(given_in, 0)))) == sorted_so


def test_no_space_and_plain_text() -> None:
    assert canonical({"b": [1, True, None], "a": "ö"}) == '{"a":"ö","b":[1,true,null]}'.encode()


@given(OBJECTS)
def test_it_is_the_same_value_again(value: dict[str, object]) -> None:
    assert json.loads(canonical(value)) == value  # type: ignore[arg-type]  # because it is drawn


@given(OBJECTS)
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical(turned) == canonical(value)  # type: ignore[arg-type]  # because it is drawn


@pytest.mark.parametrize("value", [1.0, [1.5], {"a": {"b": 0.1}}, 2**53, -(2**53), b"x", {1}])
def test_what_two_programs_could_write_differently_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"a": value})  # type: ignore[dict-item]  # because it is wrong on purpose


def test_a_commitment_is_sha_256_of_salt_and_content() -> None:
    assert commitment(bytes(32), b"x") == hashlib.sha256(bytes(32) + b"x").digest()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_has_32_bytes(length: int) -> None:
    with pytest.raises(WrongSaltLength):
        commitment(bytes(length), b"x")


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.binary())
def test_without_the_salt_a_commitment_tells_nothing(
    one: bytes, two: bytes, content: bytes
) -> None:
    assert (commitment(one, content) == commitment(two, content)) == (one == two)


def test_instants_are_utc_and_of_one_width() -> None:
    east = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 4, 9, 10, tzinfo=east)) == "2026-04-09T08:00:00.000000Z"


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_instants_sort_as_text(one: datetime, two: datetime) -> None:
    if min(one, two).year >= 1000:
        assert (instant(one) < instant(two)) == (one < two)
