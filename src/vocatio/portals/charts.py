"""Charts of bars that the server draws. The table beside one says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

#: A bar of the largest size, in the units of the chart.
LENGTH = 330
HEIGHT = 28
#: Room for short names, and for a few words.
MARGIN, WIDE_MARGIN = 120, 280
WITHHELD = "*"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its place from the top, its length, and what is written beside it."""

    name: str
    text: str
    top: int
    length: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one thing, `title`; `alternative` says all that it shows.

    Names stand within `margin`, in the units of the chart, and end where the bars begin.
    """

    title: str
    bars: tuple[Bar, ...]
    margin: int
    height: int
    alternative: str


def chart(
    title: str, parts: Sequence[tuple[str, str, float]], *, full: float = 0, margin: int = MARGIN
) -> Chart:
    """A bar for each of `parts`: its name, what is written beside it, and its size.

    Args:
        full: the size that fills the chart; without it the largest one does.
    """
    scale = LENGTH / (full or max((size for _, _, size in parts), default=0) or 1)
    bars = tuple(
        Bar(name, text, HEIGHT * place + 4, round(size * scale))
        for place, (name, text, size) in enumerate(parts)
    )
    said = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
    return Chart(title, bars, margin, HEIGHT * len(bars) + 4, f"{title}. {said}")


def number(value: int | None) -> str:
    """A number, written; a star where it is withheld."""
    return WITHHELD if value is None else number_format(value, use_l10n=True, force_grouping=True)
