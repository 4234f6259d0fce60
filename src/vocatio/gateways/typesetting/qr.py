"""The square code of a letter: always of one size and one mask, so that its bytes never differ."""

import io

import segno
from segno.encoder import DataOverflowError

from vocatio.domain.errors import VocatioError

#: ISO/IEC 18004: 41 modules wide, up to 106 bytes with 15 % of it damaged.
VERSION, CORRECTION, MASK = 6, "M", 4


class AddressTooLong(VocatioError):
    """The address of the verification page does not fit into the square code of a letter."""


def drawn(text: str, *, on_screen: bool = False) -> str:
    """The code as SVG, with the quiet zone that readers need.

    Args:
        on_screen: it takes whatever size a page gives it, in place of one of its own.

    Raises:
        AddressTooLong: more than 106 bytes.
    """
    try:
        code = segno.make_qr(text, error=CORRECTION, version=VERSION, mask=MASK, boost_error=False)
    except DataOverflowError as error:
        raise AddressTooLong(f"“{text}” is too long: use a shorter site in letter.toml") from error
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, border=4, omitsize=on_screen)
    return out.getvalue().decode()
