"""Letters as PDF: structured content in, bytes out, the same bytes for the same content.

PDF/A-3a with the content attached, and PDF/UA-1; drawn by Typst from `letter.typ`.
"""

from vocatio.gateways.typesetting.batch import Batch, typeset_batch
from vocatio.gateways.typesetting.letter import Letter
from vocatio.gateways.typesetting.press import (
    Typeset,
    Unprintable,
    typeset,
    typeset_many,
    typesetter,
)

__all__ = [
    "Batch",
    "Letter",
    "Typeset",
    "Unprintable",
    "typeset",
    "typeset_batch",
    "typeset_many",
    "typesetter",
]
