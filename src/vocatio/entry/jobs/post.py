"""Read a provider's file that was handed in at the office."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from vocatio.actions.clock import now
from vocatio.actions.delivery import postal_files
from vocatio.actions.delivery.postal_files import Taken
from vocatio.actions.jobs import Progress, told
from vocatio.domain.errors import InvalidInput
from vocatio.entry.commands.post_import import FileUnusable, import_reports

#: Read again, a file changes nothing: a line that is known is not recorded twice.
RETRY = RetryStrategy(max_attempts=5, linear_wait=5)


@app.task(name=postal_files.JOB, queue="release", retry=RETRY)
def read(file: str) -> None:
    """Record its lines, and keep those that are refused, to be mended."""
    file_id = UUID(file)
    taken = postal_files.taken(file_id, now())
    if taken is not None:
        with told(postal_files.JOB, file_id) as progress:
            _read(file_id, taken, progress)


def _read(file_id: UUID, taken: Taken, progress: Progress) -> None:
    counts: dict[str, int] = {}
    fault = ""
    lines = len(taken.content.splitlines())
    progress(0, lines)
    with TemporaryDirectory() as folder:
        path, errors = Path(folder) / "file.csv", Path(folder) / "errors.csv"
        path.write_bytes(taken.content)
        try:
            counts = dict(
                import_reports(
                    path,
                    errors,
                    provider=taken.provider,
                    by=taken.by,
                    progress=lambda line: progress(line, lines),
                )
            )
        except (FileUnusable, InvalidInput) as error:
            fault = str(error).replace(str(path), taken.name)
        refused = errors.read_bytes() if errors.exists() else b""
    postal_files.finish(file_id, counts, refused, fault, by=taken.by, at=now())
