"""The command `vocatio-verify`.

Ends with 0 if nothing contradicts the file, 1 if something does, 2 if the file or the call
cannot be used at all.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import note as notes
from vocatio.domain.evidence import timestamp
from vocatio.domain.evidence.bundle.archive import LARGEST_BUNDLE
from vocatio.domain.evidence.proof import HEADER
from vocatio.verify import bundle, log, receipt, report, words
from vocatio.verify.findings import Findings
from vocatio.verify.trust import Trust

HOLDS, FAILS, UNUSABLE = 0, 1, 2

Read = TypeVar("Read")


class Unreadable(VocatioError):
    """This file cannot be read."""


class KeyNeeded(VocatioError):
    """A receipt or a log is checked with the log's key: give it with --key."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the arguments name, print what was found, return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        found = _check(given, _trust(given))
    except VocatioError as error:
        print(report.unusable(error, given.lang, as_json=given.json))
        return UNUSABLE
    print(report.written(found, given.lang, as_json=given.json))
    return HOLDS if found.hold else FAILS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vocatio-verify",
        description="Check a bundle (.zip), a receipt (.tlog-proof) or the folder of a log, "
        "offline: what is proven, what is not, what is wrong.",
        epilog="Ends with 0 if nothing is wrong, 1 if something is, 2 if it cannot be checked.",
    )
    parser.add_argument("file", type=Path, help="bundle, receipt, or folder with tile/ in it")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--lang", choices=words.LANGUAGES, default="en", help="default: en")
    parser.add_argument(
        "--key", action="append", default=[], metavar="VKEY", help="key of the log that you trust"
    )
    parser.add_argument(
        "--witness", action="append", default=[], metavar="VKEY", help="key of a witness"
    )
    parser.add_argument(
        "--seal", action="append", default=[], metavar="VKEY", help="key that seals notices"
    )
    parser.add_argument(
        "--letter",
        action="append",
        default=[],
        type=Path,
        metavar="PDF",
        help="for a bundle: a letter that you hold; was it handed out?",
    )
    parser.add_argument(
        "--authority", type=Path, metavar="PEM", help="root certificates for time-stamps"
    )
    parser.add_argument(
        "--since", type=Path, metavar="CHECKPOINT", help="for a log: one that you kept"
    )
    parser.add_argument("--fact", type=Path, metavar="JSON", help="for a receipt: the fact")
    parser.add_argument("--salt", type=Path, metavar="FILE", help="for a receipt: 32 bytes")
    return parser


def _trust(given: argparse.Namespace) -> Trust:
    return Trust(
        keys=[notes.parse_key(text) for text in given.key],
        witnesses=[notes.parse_key(text) for text in given.witness],
        seals=[notes.parse_key(text) for text in given.seal],
        authorities=_if_given(given.authority, timestamp.parse_certificates) or (),
    )


def _if_given(path: Path | None, read: Callable[[bytes], Read]) -> Read | None:
    return read(_bytes(path)) if path else None


def _check(given: argparse.Namespace, trust: Trust) -> Findings:
    name = given.file.name
    if given.file.is_dir():
        _need_key(trust)
        return log.check(given.file, trust, _if_given(given.since, bytes))
    content = _bytes(given.file)
    if content.startswith(HEADER.encode()):
        _need_key(trust)
        fact, salt = _if_given(given.fact, bytes), _if_given(given.salt, bytes)
        return receipt.check(content, trust, name, fact, salt)
    letters = {path.name: _bytes(path) for path in given.letter}
    return bundle.check(content, trust, letters)


def _need_key(trust: Trust) -> None:
    if not trust.keys:
        raise KeyNeeded


def _bytes(path: Path) -> bytes:
    """The file, or the part of it that shows that it is too long."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BUNDLE + 1)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
