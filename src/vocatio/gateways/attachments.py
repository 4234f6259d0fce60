"""What a file that somebody sends us really is, and whether it is safe to open.

Nothing is trusted but the bytes: a name ending in “.pdf” proves nothing. A PDF may hold no
program and no file of its own, and none that asks for a password can be read by whoever decides.
"""

import io
from collections.abc import Iterator
from typing import Final

import pikepdf
from PIL import Image, UnidentifiedImageError

from vocatio.domain.errors import InvalidInput

#: Bytes of one file; a photograph of a letter, as telephones take them, has 2 to 4 MB.
LARGEST: Final = 5_000_000

#: Pixels of one picture: what unpacks to more is no photograph of a letter.
MOST_PIXELS: Final = 60_000_000

IMAGES: Final = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF: Final = "application/pdf"

#: What a PDF may not do when it is opened, or hold (ISO 32000-2, 12.6.4 and 7.11.4).
ACTIVE: Final = frozenset({"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia"})


def media_type(content: bytes) -> str:
    """What the bytes are: a PDF, a JPEG or a PNG.

    Raises:
        InvalidInput: "papers": empty, too large, something else, broken, locked, or active.
    """
    if not content:
        raise InvalidInput("papers", "this file is empty")
    if len(content) > LARGEST:
        raise InvalidInput("papers", f"send files of at most {LARGEST // 1_000_000} MB each")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    return _image(content)


def _check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if ACTIVE & set(_names(document)):
                raise InvalidInput("papers", "this PDF holds a program or a file: print it anew")
    except pikepdf.PasswordError as error:
        raise InvalidInput("papers", "this PDF asks for a password: send it without one") from error
    except pikepdf.PdfError as error:
        raise InvalidInput("papers", "this PDF is damaged: send it again") from error


def _names(document: pikepdf.Pdf) -> Iterator[str]:
    """Every key and every name of the document: what is active is told by one of them."""
    for found in document.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield from found.keys()
            yield from (str(value) for _, value in found.items() if isinstance(value, pikepdf.Name))


def _image(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(IMAGES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InvalidInput("papers", "this picture is too large: send a smaller one")
            kind = IMAGES[str(picture.format)]
            picture.verify()
    except UnidentifiedImageError as error:
        raise InvalidInput("papers", "send a PDF, or a photograph as JPEG or PNG") from error
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidInput("papers", "this picture is damaged: send it again") from error
    return kind
