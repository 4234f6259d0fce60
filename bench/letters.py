"""Letters a second, one page each, beside the same letter by WeasyPrint; and a whole print batch.

Seconds are those of the clock and those of the processor: the first tell what a busy machine
gave, the second what a letter costs on any.
"""

import base64
import html
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, cast

import weasyprint  # type: ignore[import-untyped]  # because it brings no types

from vocatio.domain.evidence.canonical import Json, canonical
from vocatio.domain.summons.content import VALUES, compose, compose_withdrawal
from vocatio.domain.summons.corrections import Reason
from vocatio.gateways import profiles, templates
from vocatio.gateways.typesetting import Letter, typeset_batch, typeset_many
from vocatio.gateways.typesetting.letter import drawing

WINDOW = ("Ada Invented", "Invented Street 1", "1010 Wien")

PAGE = """<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 20mm 20mm 20mm 25mm;
         @bottom-center {{ content: "{code} · " counter(page) "/" counter(pages) }} }}
body {{ font: 12pt "Noto Sans"; }} h1 {{ font-size: 15pt; margin-top: 20mm; }}
.box {{ border: 1pt solid #444; padding: 3mm; }} img {{ width: 24mm; float: right; }}
.to {{ height: 45mm; }}</style></head><body>
<img alt="code" src="data:image/svg+xml;base64,{qr}"><b>{sender}</b><br>{date}<br>{code}
<div class="to">{to}</div><h1>{heading}</h1>{rows}
<p class="box"><b>{cannot}</b><br>{nothing}</p></body></html>"""


@dataclass(frozen=True, slots=True)
class Took:
    """What so many letters took, in seconds of the clock and of the processor."""

    name: str
    letters: int
    clock: float
    processor: float

    def __str__(self) -> str:
        by_clock, of_two = self.letters / self.clock, 2 * self.letters / self.processor
        return (
            f"{self.name:<44} {by_clock:8.1f}/s by the clock, {of_two:8.1f}/s on two free cores "
            f"({1000 * self.processor / self.letters:.1f} ms of processor each)"
        )


def one_page(count: int) -> Iterator[Letter]:
    """Letters of one page, in one language, each about somebody else: that a summons is void."""
    template = templates.load(profiles.default()).template
    language = next(iter(template.sender))
    for number in range(count):
        content = compose_withdrawal(
            template.correction,
            official=language,
            chosen=language,
            variables={language: _values(number, language)},
            **_about(number, template.version, language),
        )
        yield Letter(canonical(content), template, WINDOW)


def summonses(count: int) -> Iterator[Letter]:
    """Summonses in one language: one page in plain words, one of law with the reply card."""
    template = templates.load(profiles.default()).template
    language = next(iter(template.sender))
    for number in range(count):
        content = compose(
            template.notice,
            official=language,
            chosen=language,
            variables={language: _values(number, language)},
            **_about(number, template.version, language),
        )
        yield Letter(canonical(content), template, WINDOW)


def _values(number: int, language: str) -> dict[str, str]:
    reasons = templates.load(profiles.default()).template.reasons
    return {name: f"invented {name}" for name in VALUES} | {
        "name": f"Ada Invented{number}",
        "about": "0000-0000-0000-0000",
        "why": reasons[language][Reason.ERROR],
    }


def _about(number: int, version: str, language: str) -> dict[str, Json]:
    return {
        "code": f"7KQ4-0ZFT-{number // 10_000:04d}-{number % 10_000:04d}",
        "template": version,
        "issued": "2026-03-01T08:00:00.000000Z",
        "dated": {language: "1 March 2026"},
    }


def by_typst(count: int) -> Took:
    """PDF/A-3a and PDF/UA-1, each a file of its own with its content attached."""
    made = list(one_page(count))
    next(iter(typeset_many(made[:1])))
    return _timed("one page, Typst, PDF/A-3a + UA-1", count, lambda: list(typeset_many(made)))


def by_weasyprint(count: int) -> Took:
    """The same words, boxes and code, as PDF/UA-1."""
    pages = [_as_html(letter) for letter in one_page(count)]
    _pdf(pages[0])
    return _timed("the same, WeasyPrint, PDF/UA-1", count, lambda: [_pdf(page) for page in pages])


def _pdf(page: str) -> bytes:
    return cast(bytes, weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def _as_html(letter: Letter) -> str:
    drawn = drawing(letter)
    words: dict[str, Any] = drawn["languages"][0]
    rows = "".join(
        f"<p><b>{html.escape(label)}</b><br>{html.escape(body)}</p>"
        for label, body in words["plain"]
    )
    said = {name: html.escape(words[name]) for name in ("sender", "date", "heading", "cannot")}
    return PAGE.format(
        title=html.escape(drawn["title"]),
        code=drawn["code"],
        qr=base64.b64encode(drawn["qr"].encode()).decode(),
        to="<br>".join(drawn["address"]),
        rows=rows,
        nothing=html.escape(words["nothing"]),
        **said,
    )


def batch(count: int) -> Iterator[str]:
    """One file for the printer with so many summonses: time, memory, size."""
    sizes: list[int] = []

    def run() -> None:
        with TemporaryFile() as file:
            made = typeset_batch(summonses(count), file)
            sizes.extend((file.tell(), sum(pages is None for pages in made.pages)))

    yield str(_timed(f"{count:,} summonses of two pages in one file", count, run))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size, lost = sizes
    yield f"  {size / 1e6:,.0f} MB, {lost} not drawn, at most {peak:,} MB of memory"


def _timed(name: str, letters: int, run: Callable[[], object]) -> Took:
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return Took(name, letters, time.perf_counter() - clock, time.process_time() - processor)
