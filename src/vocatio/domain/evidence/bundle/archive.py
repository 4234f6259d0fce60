"""The zip of a bundle, which has exactly one form.

Members are stored, not deflated, sorted by name, with one fixed date: the same content is the
same file, with every version of every library, and nothing can swell when it is opened. What
is read is written again and compared, so that a byte changed anywhere, be it in a header that
no reader looks at, is found.
"""

import re
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

from vocatio.domain.evidence.bundle.errors import Damaged, NotABundle

LARGEST_BUNDLE = 64 * 1024 * 1024
MOST_MEMBERS = 10_000

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16
_NAME = re.compile(r"(?:[a-z0-9_-][a-z0-9._-]{0,99}/){0,4}[a-z0-9_-][a-z0-9._-]{0,99}")

#: What zipfile raises on input that is no zip, or a strange one.
_STRANGE = (
    *(zipfile.BadZipFile, struct.error, ValueError, OverflowError, EOFError),
    *(NotImplementedError, RuntimeError, KeyError, IndexError),
)


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
        NotABundle: it is no zip, or has members that no bundle has.
        Damaged: a member, or the header of one, was changed.
    """
    if len(content) > LARGEST_BUNDLE:
        raise NotABundle(
            f"the file has {len(content)} bytes; a bundle has {LARGEST_BUNDLE} at most"
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _STRANGE as error:
        raise NotABundle(f"the file is not a zip, or is cut off: {error}") from error
    infos = archive.infolist()
    _check_names(infos)
    _check_sizes(infos, len(content))
    members = {info.filename: _member(archive, info) for info in infos}
    _compare(content, write(members), infos)
    return members


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise NotABundle(f"the file has {len(infos)} members; a bundle has {MOST_MEMBERS} at most")
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if not _NAME.fullmatch(name):
            raise NotABundle(f"{name[:100]!r} cannot be the name of a member")
        if name in seen:
            raise NotABundle(f"the zip has two members of the name {name}")
        seen.add(name)


def _check_sizes(infos: list[zipfile.ZipInfo], length: int) -> None:
    for info in infos:
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise NotABundle(f"{info.filename} is compressed; members of a bundle are stored")
    if sum(info.file_size for info in infos) > length:
        raise NotABundle("the members of the zip claim to be longer than the file")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info)
    except _STRANGE as error:
        raise Damaged(info.filename, f"it cannot be read: {error}") from error


def _compare(found: bytes, wanted: bytes, infos: list[zipfile.ZipInfo]) -> None:
    if found == wanted:
        return
    pairs = enumerate(zip(found, wanted, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(found), len(wanted)))
    before = [info for info in infos if info.header_offset <= at]
    nearest = max(before, key=lambda info: info.header_offset, default=None)
    where = nearest.filename if nearest else "manifest.json"
    raise Damaged(where, f"byte {at} of the file, in or after its header, is not as it was written")
