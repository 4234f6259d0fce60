"""The zip of a bundle, which has exactly one form.

Members are stored, not deflated, sorted by name, with one fixed date: the same content is the
same file, with every version of every library, and nothing can swell when it is opened. It is
read member by member from the front, written again and compared: a byte that is changed, put in
or taken away anywhere, be it in a header that no reader looks at, is found, and its place said.
"""

import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from zlib import crc32

from vocatio.domain.evidence.bundle.errors import Damaged, NotABundle

LARGEST_BUNDLE = 64 * 1024 * 1024
MOST_MEMBERS = 10_000

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16
_NAME = re.compile(r"(?:[a-z0-9_-][a-z0-9._-]{0,99}/){0,4}[a-z0-9_-][a-z0-9._-]{0,99}")

#: APPNOTE 4.3.7: signature, version, flags, method, time, date, CRC-32, lengths of the stored
#: and of the whole content, lengths of name and extra field.
_HEADER = struct.Struct("<4s5H3L2H")
_MEMBER, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_ENTRY_BYTES, _END_BYTES = 46, 22

#: A bundle has one of these more often than one change can spoil.
_SIGNS = (b"vocatio-bundle", b"facts/")

_LONGEST_NAME = 504

_CUT = "the file is not a zip, or is cut off here"
_FRONT, _BACK = "start of the file", "end of the file"


class _Fault(Exception):
    """Where the file departs from its form, and how; `cut` where it just stops."""

    def __init__(self, at: int, where: str, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.at = at
        self.where = where
        self.cut = cut


def write(members: Mapping[str, bytes]) -> bytes:
    """The zip of these members.

    Raises:
        ValueError: a name that a bundle cannot have.
    """
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name in sorted(members):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} cannot be the name of a member")
            archive.writestr(_info(name), members[name])
    return written.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    """Nothing in it tells when, where or by whom the file was made."""
    info = zipfile.ZipInfo(name, _DATE)
    info.create_system = _UNIX
    info.external_attr = _MODE
    return info


def read(content: bytes) -> dict[str, bytes]:
    """The members of a zip that `write` made.

    Memory and time are bounded by the length of `content`, which is bounded itself.

    Raises:
        NotABundle: it is no zip, is cut off, or is none that can have been a bundle.
        Damaged: it was a bundle; a member, or something around it, was changed.
    """
    if len(content) > LARGEST_BUNDLE:
        raise NotABundle(
            f"the file has {len(content)} bytes; a bundle has {LARGEST_BUNDLE} at most"
        )
    try:
        members = _members(content)
        _compare(content, members)
    except _Fault as fault:
        if fault.cut or not any(sign in content for sign in _SIGNS):
            whole = content[-_END_BYTES:].startswith(_END)
            raise NotABundle(str(fault) if whole else _CUT) from fault
        raise Damaged(fault.where, f"byte {fault.at} of the file: {fault}") from fault
    return members


def _members(content: bytes) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    for at, name, body in _walk(content):
        if name in members:
            raise _Fault(at, name, f"the zip has two members of the name {name}")
        members[name] = body
        if len(members) > MOST_MEMBERS:
            raise _Fault(
                at,
                name,
                f"the file has {len(members)} members or more; a bundle has {MOST_MEMBERS} at most",
            )
    return members


def _walk(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Each member, with the place of its header, up to the directory at the end."""
    at, last = 0, _FRONT
    while content[at : at + 4] not in (_ENTRY, _END):
        header = content[at : at + _HEADER.size]
        if not header.startswith(_MEMBER):
            cut = len(header) < len(_MEMBER)
            raise _Fault(at, last, _CUT if cut else "no member begins here", cut=cut)
        if len(header) < _HEADER.size:
            raise _Fault(at, last, _CUT, cut=True)
        _, _, _, method, _, _, checksum, stored, length, named, extra = _HEADER.unpack(header)
        begin = at + _HEADER.size + named
        if begin > len(content) and named <= _LONGEST_NAME:
            raise _Fault(at, last, _CUT, cut=True)
        name = _name(content[at + _HEADER.size : begin], at, last)
        if method != zipfile.ZIP_STORED:
            raise _Fault(at, name, f"{name} is compressed; members of a bundle are stored")
        if stored != length or extra:
            raise _Fault(at, name, "its header does not say how long it is as it was written")
        if begin + length > len(content):
            reason = f"{name} claims to be longer than the file, or is cut off"
            raise _Fault(at, name, reason, cut=True)
        body = content[begin : begin + length]
        if crc32(body) != checksum:
            raise _Fault(begin, name, "here or later it is not what its checksum was made of")
        yield at, name, body
        at, last = begin + length, name


def _name(raw: bytes, at: int, last: str) -> str:
    name = raw.decode("ascii", "replace")
    if not _NAME.fullmatch(name):
        raise _Fault(at, last, f"{name[:100]!r} cannot be the name of a member")
    return name


def _compare(found: bytes, members: Mapping[str, bytes]) -> None:
    wanted = write(members)
    if found == wanted:
        return
    pairs = enumerate(zip(found, wanted, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(found), len(wanted)))
    cut = at == len(found)
    raise _Fault(at, _place(at, members), _CUT if cut else "not as it was written", cut=cut)


def _place(at: int, members: Mapping[str, bytes]) -> str:
    """The member whose header, content or entry in the directory has this byte."""
    ends = 0
    for head, contents in ((_HEADER.size, members), (_ENTRY_BYTES, dict.fromkeys(members, b""))):
        for name in sorted(members):
            ends += head + len(name) + len(contents[name])
            if at < ends:
                return name
    return _BACK
