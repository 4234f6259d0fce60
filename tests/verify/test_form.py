"""A bundle has one form: whatever is changed in it or around it is found, and its place said."""

import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.builders import now
from tests.verify.test_bundle import TRUST, file, members, whole, wrong
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.errors import Damaged, NotABundle
from vocatio.verify import bundle as verifier


@given(st.data())
def test_a_changed_bit_anywhere_is_found(data: st.DataObject) -> None:
    bit = data.draw(st.integers(0, len(file()) * 8 - 1))
    changed = bytearray(file())
    changed[bit // 8] ^= 1 << bit % 8
    assert wrong(bytes(changed))


def test_a_changed_byte_of_any_header_is_found_and_its_place_said() -> None:
    """Also where no reader looks: flags, dates, the directory at the end, the comment's length."""
    content, at = bytearray(file()), 0
    bare: list[int] = []
    for name, body in sorted(members().items()):
        bare += range(at, at + 30 + len(name))
        at += 30 + len(name) + len(body)
    bare += range(at, len(content))
    for at in bare:
        content[at] ^= 0x15
        with pytest.raises(Damaged, match=r"byte \d+ of the file|listed in the manifest"):
            layout.parse(bytes(content))
        content[at] ^= 0x15


def test_a_changed_byte_of_a_content_is_found_at_its_member() -> None:
    at = 0
    for name, body in sorted(members().items()):
        at += 30 + len(name) + len(body)
        if body:
            content = bytearray(file())
            content[at - 1] ^= 1
            assert wrong(bytes(content)) == [("member.damaged", name)]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda whole: whole + b"\0", "end of the file"),
        (lambda whole: whole[:-2] + b"\x02\0hi", "end of the file"),
        (lambda whole: b"#!/bin/sh\n" + whole, "start of the file"),
        (lambda whole: reordered(whole, sorted(members(), reverse=True)), "documents/notice.json"),
        (lambda whole: reordered(whole, [*sorted(members()), layout.ROLL]), layout.ROLL),
    ],
)
def test_what_is_put_around_the_members_or_moved_is_found(
    change: Callable[[bytes], bytes], where: str
) -> None:
    assert wrong(change(file())) == [("member.damaged", where)]


def reordered(whole: bytes, names: Sequence[str]) -> bytes:
    """The same members with the same headers, in another order or twice."""
    found = zipfile.ZipFile(BytesIO(whole))
    written = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(written, "w") as again:
        warnings.simplefilter("ignore")  # two members of one name are what we want
        for name in names:
            again.writestr(found.getinfo(name), found.read(name))
    return written.getvalue()


def test_a_directory_in_another_order_is_found() -> None:
    whole = file()
    at, end = whole.index(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    entries = re.split(rb"(?=PK\x01\x02)", whole[at:end])[1:]
    assert len(entries) == len(members())
    turned = whole[:at] + b"".join(reversed(entries)) + whole[end:]
    assert wrong(turned) == [("member.damaged", "documents/notice.json")]


def test_another_time_of_making_than_the_authority_signed_is_found() -> None:
    later = replace(whole(), made_at=layout.made(now() + timedelta(days=2)))
    assert wrong(later) == [("roll.another_time", layout.MANIFEST)]


@given(st.integers(0, 40_000))
def test_a_file_cut_short_is_no_bundle(length: int) -> None:
    with pytest.raises(NotABundle):
        verifier.check(file()[: min(length, len(file()) - 1)], TRUST)
