"""The folder from which the printer takes what to print.

A batch is three files, REFERENCE.pdf, .json and .csv, and a fourth one, REFERENCE.ready, which
comes last: without it nothing may be taken. Each file is written under another name, flushed
to the disk and renamed, so that no half of one is ever seen. The printer answers by renaming
`.ready` to `.taken`; what it does with the others is its own affair.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vocatio.domain.errors import VocatioError

READY, TAKEN = ".ready", ".taken"


class FolderUnusable(VocatioError):
    """The print folder cannot be written to: mend it; letters wait meanwhile."""


class DropFolder:
    """One folder, made when it is first needed. Nobody else on the machine may look into it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, reference: str, files: Mapping[str, bytes]) -> None:
        """Write the files of a batch, suffix -> content; the same again changes nothing.

        Raises:
            FolderUnusable: saying why.
        """
        for suffix, content in files.items():
            with self.writing(reference, suffix) as file:
                file.write(content)

    @contextmanager
    def writing(self, reference: str, suffix: str) -> Iterator[BinaryIO]:
        """A file of a batch, to be written as it comes; it is there once the block has ended.

        Raises:
            FolderUnusable: saying why.
        """
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._partial(f"{reference}{suffix}") as file:
                yield file
        except OSError as error:
            raise FolderUnusable(f"{self._path}: {error.strerror}") from error

    def withdraw(self, reference: str, suffix: str) -> None:
        """Take back a file that was not released."""
        (self._path / f"{reference}{suffix}").unlink(missing_ok=True)

    def release(self, reference: str) -> None:
        """Put the marker, unless this batch was released before.

        Whoever calls this knows that the files are complete. When the marker is not there, but
        the printer has taken the files away, they were released: we put them there ourselves.

        Raises:
            FolderUnusable: saying why.
        """
        try:
            if not self.released(reference):
                with self._partial(f"{reference}{READY}"):
                    pass
        except OSError as error:
            raise FolderUnusable(f"{self._path}: {error.strerror}") from error

    def released(self, reference: str) -> bool:
        """Whether the printer could take it: a marker, or files that somebody took away."""
        marked = any((self._path / f"{reference}{end}").exists() for end in (READY, TAKEN))
        return marked or not (self._path / f"{reference}.pdf").exists()

    @contextmanager
    def _partial(self, name: str) -> Iterator[BinaryIO]:
        partial = self._path / f".{name}.partial"
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path / name)
        folder = os.open(self._path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
