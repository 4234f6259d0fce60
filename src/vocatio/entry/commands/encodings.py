"""What a file that is not UTF-8 looks like instead, and how to mend it."""

from pathlib import Path
from typing import NamedTuple

from charset_normalizer import from_bytes

#: Byte-order marks of encodings that are not UTF-8 (Unicode 16.0, §2.6), the longer ones first.
MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}

#: What old exports come in; of several that fit a few bytes, the first.
LIKELY = ("cp1252", "cp1250", "cp1251", "cp1257", "iso8859_2")


class Odd(NamedTuple):
    """A file in another encoding: its likely name, or empty, and the first line that shows it."""

    encoding: str
    line: int | None = None

    def told(self, path: Path, meanwhile: str) -> str:
        """What is wrong, what became of the file meanwhile, and how to mend it."""
        where = f"{path}, line {self.line}" if self.line else f"{path}"
        looks = f", it looks like {self.encoding}" if self.encoding else ""
        return (
            f"{where}: not UTF-8{looks}; {meanwhile}: convert the file "
            f"(iconv -f {self.encoding or 'ENCODING'} -t utf-8) and import it again"
        )


def marked(start: bytes) -> str:
    """The encoding that the first four bytes of a file name, if it is not UTF-8; else empty."""
    return next((encoding for mark, encoding in MARKS.items() if start.startswith(mark)), "")


def not_utf8(path: Path) -> Odd | None:
    """The first line of the file that is not UTF-8, and what it looks like; None if all are."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return Odd(_encoding(line + file.read(1 << 16)), number)
    return None


def _encoding(seen: bytes) -> str:
    best = from_bytes(seen, cp_isolation=list(LIKELY)).best()
    if best is None:
        return ""
    fitting = [best.encoding, *best.could_be_from_charset]
    return next((name for name in LIKELY if name in fitting), best.encoding)
