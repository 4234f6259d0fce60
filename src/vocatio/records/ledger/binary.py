"""Rows in PostgreSQL's binary format of COPY, packed column by column.

The driver looks up for each value how it is written; a million rows of ten columns each make that
the most that a client does. Here what many rows share, such as a date or a code, is packed once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice, repeat
from struct import Struct
from typing import Any, Final
from uuid import UUID

#: Signature, flags and length of the extension; and the end (PostgreSQL, COPY, File Formats).
START: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END: Final = b"\xff\xff"

#: Rows that are packed at once, and the most values that are remembered meanwhile for each column.
AT_ONCE: Final = 5_000

NULL: Final = b"\xff\xff\xff\xff"
_FIRST_DAY: Final = date(2000, 1, 1).toordinal()
_FIRST_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY: Final = Struct("!ii")
_MOMENT: Final = Struct("!iq")
_COLUMNS: Final = Struct("!h")

Pack = Callable[[Any], bytes]


def _text(value: str) -> bytes:
    content = value.encode()
    return len(content).to_bytes(4, "big") + content


def _bytes(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def _uuid(value: UUID) -> bytes:
    return b"\0\0\0\x10" + value.bytes


def _date(value: date) -> bytes:
    return _DAY.pack(4, value.toordinal() - _FIRST_DAY)


def _moment(value: datetime) -> bytes:
    return _MOMENT.pack(8, (value - _FIRST_MOMENT) // _MICROSECOND)


def _boolean(value: bool) -> bytes:  # noqa: FBT001 because it is what is packed
    return b"\0\0\0\1\1" if value else b"\0\0\0\1\0"


#: Types that are packed here, by their names in SQL; of others there are few.
PACK: Final[dict[str, Pack]] = {
    "text": _text,
    "bytea": _bytes,
    "uuid": _uuid,
    "date": _date,
    "timestamp with time zone": _moment,
    "boolean": _boolean,
}
#: Where hardly two rows have the same.
SINGULAR: Final = frozenset({"bytea", "uuid"})


class _Remembered(dict[Any, bytes]):
    """Value -> as it is packed."""

    def __init__(self, pack: Pack) -> None:
        super().__init__({None: NULL})
        self._pack = pack

    def __missing__(self, value: object) -> bytes:
        packed = self[value] = self._pack(value)
        return packed


def packed(
    rows: Iterable[Sequence[object]], types: Sequence[str], constants: Sequence[object] = ()
) -> Iterator[bytes]:
    """The content of a whole COPY, piece by piece.

    Args:
        types: of each value of a row, then of the constants; each is in `PACK`.
        constants: the last values of every row.
    """
    width = len(types) - len(constants)
    first = _COLUMNS.pack(len(types))
    last = b"".join(
        NULL if value is None else PACK[kind](value)
        for kind, value in zip(types[width:], constants, strict=True)
    )
    rest = iter(rows)
    yield START
    while some := list(islice(rest, AT_ONCE)):
        columns = zip(*some, strict=True)
        cells = [_column(*one) for one in zip(columns, types[:width], strict=True)]
        yield b"".join(chain.from_iterable(zip(repeat(first), *cells, repeat(last))))
    yield END


def _column(values: tuple[Any, ...], kind: str) -> Iterable[bytes]:
    pack = PACK[kind]
    if kind in SINGULAR:
        return [NULL if value is None else pack(value) for value in values]
    return map(_Remembered(pack).__getitem__, values)
