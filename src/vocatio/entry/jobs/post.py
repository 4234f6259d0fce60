"""Read a provider's file that was handed in at the office."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.clock import now
from vocatio.actions.delivery import postal_files
from vocatio.domain.errors import InvalidInput
from vocatio.entry.commands.post_import import FileUnusable, import_reports

#: Read again, a file changes nothing: a line that is known is not recorded twice.
RETRY = RetryStrategy(max_attempts=5, linear_wait=5)


@app.task(name=postal_files.JOB, queue="release", retry=RETRY)
def read(file: str) -> None:
    """Record its lines, and keep those that are refused, to be mended."""
    taken = postal_files.taken(UUID(file), now())
    if taken is None:
        return
    counts: dict[str, int] = {}
    fault = ""
    with TemporaryDirectory() as folder:
        path, errors = Path(folder) / "file.csv", Path(folder) / "errors.csv"
        path.write_bytes(taken.content)
        try:
            counts = dict(import_reports(path, errors, provider=taken.provider, by=taken.by))
        except (FileUnusable, InvalidInput) as error:
            fault = str(error).replace(str(path), taken.name)
        refused = errors.read_bytes() if errors.exists() else b""
    postal_files.finish(UUID(file), counts, refused, fault, by=taken.by, at=now())
