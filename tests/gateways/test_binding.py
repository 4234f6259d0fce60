"""What is bound for the printer shows what its parts show, whatever stands in them."""

import hashlib
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String

from tests.gateways.letters import letter
from vocatio.gateways.typesetting import typeset, typeset_batch
from vocatio.gateways.typesetting.batch import CHUNK
from vocatio.gateways.typesetting.binding import Binding

#: 10,000 letters of four pages, in parts as they are drawn; prints the megabytes that it took.
LARGE = f"""
import resource
from io import BytesIO
from os import devnull
from tests.gateways.letters import letter
from vocatio.gateways.typesetting import typeset_batch
from vocatio.gateways.typesetting.binding import Binding
part = BytesIO()
typeset_batch([letter(chosen="de")] * {CHUNK}, part, workers=1)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(devnull, "wb") as nowhere:
    binding = Binding(nowhere)
    for _ in range(1_000):
        binding.add(part.getvalue())
    binding.close()
assert binding.pages == 40_000
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""

#: Texts that look like references, or like what stands around them.
TEXTS = ["(1 0 R", "1 0 R)", "\\(3 0 R", "<< /Parent 1 0 R >>", "2 0 R\n", "naïve 5 0 R"]


def bound(*parts: bytes) -> bytes:
    """The parts as one file, whose hash is the one that was told."""
    out = BytesIO()
    binding = Binding(out)
    for part in parts:
        binding.add(part)
    assert binding.close() == hashlib.sha256(out.getvalue()).digest()
    return out.getvalue()


def shown(pdf: bytes) -> list[bytes]:
    """Of each page, everything that it draws with, wherever in the file that stands."""
    with pikepdf.open(BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        return [_whole(page.obj) for page in file.pages]


def _whole(one: pikepdf.Object) -> bytes:
    if isinstance(one, pikepdf.Stream):
        return _whole(one.stream_dict) + one.read_bytes()
    if isinstance(one, Dictionary):
        # A page names its parent, which names it.
        return b"".join(
            key.encode() + _whole(one[key])
            for key in sorted(one.keys())
            if key not in ("/Parent", "/Length")
        )
    if isinstance(one, Array):
        return b"".join(_whole(one[place]) for place in range(len(one)))
    return pikepdf.unparse_content_stream([([one], Operator("x"))])


def awkward(*, packed: bool) -> bytes:
    """A file with texts that look like references, and what pages inherit from their tree."""
    with Pdf.new() as file:
        file.add_blank_page(page_size=(100, 100))
        page = file.pages[0].obj
        page.Contents = file.make_stream(b"q Q % (2 0 R)")
        page.Notes = Array([String(text) for text in TEXTS])
        page.Bytes = Array([String(bytes(range(256))), Name("/1 0 R")])
        page.Elsewhere = file.make_indirect(Array([1]))
        del page["/MediaBox"]
        file.Root.Pages.MediaBox = Array([0, 0, 200, 200])
        file.Root.Metadata = file.make_stream(b"about the whole")
        out = BytesIO()
        mode = pikepdf.ObjectStreamMode
        file.save(out, object_stream_mode=mode.generate if packed else mode.disable)
    return out.getvalue()


def test_pages_of_letters_show_what_they_showed() -> None:
    parts = [typeset(letter(chosen=code)).pdf for code in ("en", "de", "ar")]
    alone = [page for part in parts for page in shown(_untagged(part))]
    assert shown(bound(*map(_untagged, parts))) == alone
    assert len(alone) == 10


def _untagged(pdf: bytes) -> bytes:
    """Without what leads from a page back to the whole."""
    with pikepdf.open(BytesIO(pdf)) as file:
        for page in file.pages:
            for key in ("/StructParents", "/Tabs", "/Annots"):
                if key in page.obj:
                    del page.obj[key]
        out = BytesIO()
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_texts_stay_texts_and_references_lead_where_they_led(*, packed: bool) -> None:
    part = awkward(packed=packed)
    whole = bound(part, part, part)
    assert shown(whole) == shown(part) * 3
    assert b"about the whole" not in whole
    with pikepdf.open(BytesIO(whole)) as file:
        assert [page.mediabox[2] for page in file.pages] == [200] * 3
        notes = [str(text) for text in file.pages[2].obj.Notes]
    assert notes == TEXTS


def test_a_batch_of_several_parts_is_the_same_bytes_again() -> None:
    letters = [letter(name=f"Number {number}") for number in range(CHUNK + 2)]
    first, again = BytesIO(), BytesIO()
    made = typeset_batch(letters, first)
    assert typeset_batch(letters, again) == made
    assert first.getvalue() == again.getvalue()
    assert made.sha256 == hashlib.sha256(first.getvalue()).digest()
    assert made.pages == tuple((2 * n + 1, 2 * n + 2) for n in range(CHUNK + 2))
    assert len(shown(first.getvalue())) == 2 * (CHUNK + 2)


def test_nothing_is_written_where_there_is_nothing() -> None:
    out = BytesIO()
    assert typeset_batch([], out).pages == ()
    assert out.getvalue() == b""


def test_memory_does_not_grow_with_what_is_bound() -> None:
    done = subprocess.run([sys.executable, "-c", LARGE], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 50
