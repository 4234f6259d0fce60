"""A letter is drawn whole, by itself and with others, and always with the same bytes."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from PIL import Image

from tests.gateways.letters import content, letter, of_a_case, template
from tests.gateways.verapdf import broken_rules
from vocatio.domain.consequences.telling import KINDS
from vocatio.domain.evidence.canonical import canonical
from vocatio.gateways import typesetting
from vocatio.gateways.typesetting import (
    Letter,
    Typeset,
    Unprintable,
    qr,
    typeset,
    typeset_batch,
    typeset_many,
    typesetter,
)
from vocatio.gateways.typesetting.fonts import loaded, printable
from vocatio.gateways.typesetting.letter import drawing
from vocatio.gateways.typesetting.press import ONE, compiler_of
from vocatio.gateways.typesetting.qr import AddressTooLong

AGAIN = """
from tests.gateways.letters import letter
from vocatio.gateways.typesetting import typeset
print(typeset(letter(chosen="ar")).sha256.hex())
"""


@pytest.mark.parametrize(("chosen", "pages"), [("en", 2), ("de", 4), ("ar", 4)])
def test_two_pages_for_each_language(chosen: str, pages: int) -> None:
    assert typeset(letter(chosen=chosen)).pages == pages


@pytest.mark.parametrize("chosen", ["en", "de", "ar"])
def test_whatever_is_written_in_a_case_is_a_letter_too(chosen: str) -> None:
    letters = [of_a_case(kind, chosen=chosen) for kind in sorted(KINDS)]
    for one in letters:
        said = json.loads(one.content)
        shown = drawing(one)["languages"]
        assert [len(words["plain"]) for words in shown] == [
            len(said["text"][words["code"]]) - 1 for words in shown
        ]
    assert None not in typeset_batch(letters, BytesIO()).pages


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
    made = typeset_batch(
        [letter(), letter(chosen="de"), letter(large=True, chosen="de")], BytesIO()
    )
    assert made.pages == ((1, 2), (3, 6), (7, 11))


def test_a_letter_without_an_address_is_handed_out() -> None:
    handed = Letter(content(), template())
    assert typeset(handed).pdf != typeset(letter()).pdf
    assert hashlib.sha256(typeset(handed).pdf).digest() == typeset(handed).sha256


def test_a_checker_that_did_not_draw_them_finds_nothing_wrong(tmp_path: Path) -> None:
    """PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), by veraPDF: each rule it knows."""
    drawn = {
        "english": letter(),
        "german": letter(chosen="de"),
        "arabic": letter(chosen="ar"),
        "large": letter(chosen="ar", large=True),
        "handed-out": Letter(content(), template()),
        "other-letters": letter(name="王 Иванов Łukasz Žeļko"),
        "long-name": replace(letter(name="Ada" * 66), address=("Ada" * 66, "Street 1")),
    }
    for name, one in drawn.items():
        (tmp_path / f"{name}.pdf").write_bytes(typeset(one).pdf)
    with (tmp_path / "for-paper.pdf").open("wb") as file:
        typeset_batch([letter()], file)
    found = broken_rules(sorted(tmp_path.iterdir()))
    assert found.pop("for-paper.pdf"), "a file without tags passed: the checker does not look"
    assert not any(found.values()), found


def test_the_content_that_was_hashed_at_issue_is_attached() -> None:
    with pikepdf.open(BytesIO(typeset(letter(chosen="de")).pdf)) as file:
        (attached,) = file.attachments.values()
        assert attached.filename == "content.json"
        assert attached.get_file().read_bytes() == content(chosen="de")


def test_every_font_is_embedded_and_holds_only_what_is_used() -> None:
    with pikepdf.open(BytesIO(typeset(letter(chosen="ar")).pdf)) as file:
        fonts = [one for one in file.objects if _is(one, "/FontDescriptor")]
        assert {"Arabic" in str(font.FontName) for font in fonts} == {True, False}
        assert all(re.match(r"/[A-Z]{6}\+", str(font.FontName)) for font in fonts)
        assert all(len(font.FontFile2.read_bytes()) < 60_000 for font in fonts)


def _is(one: pikepdf.Object, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind


def test_letters_that_no_font_has_are_put_into_latin_ones() -> None:
    assert printable("王伟 Łukasz Иван عدنان") == "WangWei Łukasz Иван عدنان"
    assert printable("\ue000") == "?"


#: Long ones with and without places to break, short ones, letters that no font has.
NAMES = (
    "Ada" * 66,
    "Ada " * 50,
    "Wilhelmine-" * 18,
    "Ada",
    "مُحَمَّد" * 25,
    "مُحَمَّد " * 25,
    "王𓀀\ue000" * 28,
)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", NAMES, ids=lambda name: f"{len(name)} letters")
def test_whatever_the_name_nothing_stands_beside_its_place(name: str, *, large: bool) -> None:
    """Nothing in the margins, nor between the window of the envelope and the text below."""
    postal, rest = template().postal, ("Street " * 15, "1010 Wien, a town of a long name")
    first, *others = _pictures(replace(letter(name=name, large=large), address=(name, *rest)))
    right, end = postal.window.x + postal.window.width, postal.window.y + postal.window.height
    assert first.crop((20, end, right, postal.body - 4)).getextrema() == (255, 255)
    # Where the card is cut off, a line goes from edge to edge.
    for page in (first, *others[:-1]):
        assert page.crop((192, 0, 210, 297)).getextrema() == (255, 255)
        assert page.crop((10, 0, 18, 297)).getextrema() == (255, 255)


def test_accents_and_tails_of_an_address_are_not_cut_off() -> None:
    """The first line and the last one that fits stand at the edges of what is cut."""
    window = template().postal.window
    left, top = 10 * window.x, 10 * (window.y + 8)
    bare, accented = (
        _pictures(replace(letter(), address=(word,) * 6), dots=254)[0]
        .crop((left, top, left + 850, top + 370))
        .point(lambda grey: 255 * (grey < 128))
        .getbbox()
        for word in ("ZSAn", "ŻŚÅgyį")
    )
    assert bare
    assert accented
    assert accented[1] < bare[1] - 5
    assert accented[3] > bare[3] + 3


def _pictures(one: Letter, dots: float = 25.4) -> list[Image.Image]:
    """Its pages in shades of grey; a pixel for each millimetre unless told how many an inch."""
    inputs = {"drawing": json.dumps(drawing(one)), "content": one.content.decode()}
    pages = compiler_of(ONE).compile(format="png", ppi=dots, sys_inputs=inputs)
    made = pages if isinstance(pages, list) else [pages]
    return [Image.open(BytesIO(page)).convert("L") for page in made if page]


#: Heights of a text in columns of many widths: as letters have it; as it should break; as Typst
#: breaks what it takes for an address when nobody tells it otherwise.
ADDRESSED = """
#import "/letter.typ": with-addresses
#set text(font: "Noto Sans", size: 12pt)
#let said = "Type it at https://www.vocatio.example/check, or (https://vocatio.example)."
#let wanted = [Type it at #box[https://www.vocatio.example/]#box[check], or (#box[https://vocatio.example]).]
#context [#metadata(range(55, 150).map(width => {
  (with-addresses(said), wanted, said).map(text => measure(width: width * 1mm, text).height / 1pt)
})) <found>]
"""


def test_a_web_address_breaks_behind_a_slash_and_nowhere_else(tmp_path: Path) -> None:
    heights = _found(ADDRESSED, tmp_path)
    assert [drawn for drawn, _, _ in heights] == [wanted for _, wanted, _ in heights]
    assert any(wanted != left_alone for _, wanted, left_alone in heights)


#: How much higher codes are beside the square than in endless room, in large print.
CODED = """
#import "/letter.typ": in-halves
#set text(font: "Noto Sans", size: 16pt)
#context [#metadata(("1111-1111-1111-1111", "WMWM-MWMW-WMWM-MWMW").map(code => {
  measure(width: 48mm, in-halves(code)).height / measure(in-halves(code)).height
})) <found>]
"""


def test_a_code_breaks_in_its_middle_however_wide_its_letters(tmp_path: Path) -> None:
    assert _found(CODED, tmp_path) == [1, 1]


def _found(source: str, folder: Path) -> list[Any]:
    """What a document that uses parts of the letter says of itself under <found>."""
    (folder / "letter.typ").write_bytes(files(typesetting).joinpath("letter.typ").read_bytes())
    (folder / "main.typ").write_text(source, "utf-8")
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=loaded())
    (found,) = json.loads(compiler.query("<found>", field="value"))
    return list(found)


def test_a_long_text_leaves_the_card_a_page_of_its_own() -> None:
    long = replace(template(), words={"en": {**template().words["en"], "appeal": "Appeal. " * 300}})
    assert typeset(replace(letter(), template=long)).pages == 3


def test_a_return_line_is_neutral_for_protected_persons() -> None:
    """F23: nothing in the window of the envelope says who writes."""
    (neutral,) = typeset_batch([letter(neutral=True)], BytesIO()).pages
    assert neutral
    assert template().return_line not in json.dumps(drawing(letter(neutral=True)))
    assert template().neutral_line in json.dumps(drawing(letter(neutral=True)), ensure_ascii=False)


def test_what_cannot_be_drawn_is_told_and_stops_no_other() -> None:
    """No name does that; a language of which Typst has never heard does."""
    found, said = template(), json.loads(content())
    said |= {"chosen": "unheard", "text": {**said["text"], "unheard": said["text"]["en"]}}
    said["dated"]["unheard"] = said["dated"]["en"]
    unheard = replace(
        found,
        words={**found.words, "unheard": found.words["en"]},
        sender={**found.sender, "unheard": found.sender["en"]},
    )
    broken = Letter(canonical(said), unheard)
    assert typeset_batch([letter(), broken, letter()], BytesIO()).pages == ((1, 2), None, (3, 4))
    made = list(typeset_many([letter(), broken, letter()]))
    assert [isinstance(one, Unprintable) for one in made] == [False, True, False]


def test_a_square_code_that_would_not_fit_is_refused() -> None:
    with pytest.raises(AddressTooLong, match=r"letter\.toml"):
        typeset(replace(letter(), template=replace(template(), site="https://" + "a" * 100)))


def test_the_square_code_leads_to_the_page_where_it_is_checked() -> None:
    """Always one size and one mask: the picture depends on the text alone."""
    made = drawing(letter())["qr"]
    assert made == qr.drawn("https://vocatio.example/check/?code=7KQ4-0ZFT-91PM-HX3C")
    assert made != qr.drawn("https://vocatio.example/check/?code=7KQ4-0ZFT-91PM-HX3D")
