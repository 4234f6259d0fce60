"""Parts of one file for the printer, bound as they come: memory holds one of them at a time.

A library that merges files keeps every object of all of them until the last was added: 0.5 GB
for 40,000 pages, and it grows with them. Objects are read by pikepdf and numbered anew here.
"""

import hashlib
import io
import re
from array import array
from typing import BinaryIO

import pikepdf

#: A reference to another object; texts stand first, so that no “(1 0 R)” in one is taken for it.
REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>|\b(\d+) 0 R\b", re.DOTALL)
#: The objects that the whole has besides those of its parts.
CATALOG, PAGES = 1, 2


class Binding:
    """One PDF 1.7 (ISO 32000-1) made of the pages of others; the same parts make the same bytes.

    Pages keep what they show. What belongs to a part as a whole, such as tags, outlines and
    attachments, is left out. Nothing is written before the first part.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self._at = 0
        #: Where each object begins, by its number; 0 for one that was left out.
        self._places = array("Q", [0, 0, 0])
        self._kids: list[int] = []
        #: How many there are by now.
        self.pages = 0

    def add(self, part: bytes) -> None:
        """Append all pages of a PDF file, which is not encrypted."""
        if not self._kids:
            self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        before = len(self._places) - 1
        with pikepdf.open(io.BytesIO(part)) as file:
            top, (node, _) = _of_the_whole(file), file.Root.Pages.objgen
            # Numbers of a file may have gaps.
            self._places.extend([0] * max(found.objgen[0] for found in file.objects))
            for found in file.objects:
                if found.objgen not in top:
                    self._put(before + found.objgen[0], _body(found, before))
            own = _body(file.Root.Pages, before).removeprefix(b"<<")
            self._put(before + node, b"<< /Parent %d 0 R%b" % (PAGES, own))
            self._kids.append(before + node)
            self.pages += len(file.pages)

    def close(self) -> bytes:
        """Write what holds the parts together; return the SHA-256 of the whole, 32 bytes."""
        if self._kids:
            kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
            self._put(CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % PAGES)
            self._put(PAGES, b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (self.pages, kids))
            self._end()
        return self._digest.digest()

    def _put(self, number: int, body: bytes) -> None:
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _end(self) -> None:
        start, size, name = self._at, len(self._places), self._digest.hexdigest()[:32].encode()
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for place in self._places[1:]:
            self._write(b"%010d 00000 %b \n" % (place, b"n" if place else b"f"))
        trailer = b"<< /Size %d /Root %d 0 R /ID [ <%b> <%b> ] >>" % (size, CATALOG, name, name)
        self._write(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, start))

    def _write(self, content: bytes) -> None:
        self._out.write(content)
        self._digest.update(content)
        self._at += len(content)


def _of_the_whole(file: pikepdf.Pdf) -> set[tuple[int, int] | None]:
    """The objects of a part that speak of it as a whole, its page tree among them."""
    root = file.Root
    # Plain values, such as a boolean, are no objects of the file.
    return {root.objgen, *(getattr(root[key], "objgen", None) for key in root.keys())}  # noqa: SIM118 because it is no dict


def _body(found: pikepdf.Object, before: int) -> bytes:
    """An object as it is written, its references counted from those before this part."""

    def anew(reference: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % (before + int(reference[1])) if reference[1] else reference[0]

    if not isinstance(found, pikepdf.Stream):
        return REFERENCE.sub(anew, found.unparse(resolved=True))
    raw, described = found.read_raw_bytes(), found.stream_dict
    described.Length = len(raw)
    head = REFERENCE.sub(anew, described.unparse(resolved=True))
    return b"%b\nstream\n%b\nendstream" % (head, raw)
