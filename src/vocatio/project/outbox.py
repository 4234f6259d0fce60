"""The mail server of a demo: real SMTP on loopback, which puts every alert into a folder.

Nothing leaves the machine. The people of a demo have addresses of a reserved domain.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from vocatio.project.processes import free_port


@contextmanager
def outbox(folder: Path, *, keep: bool) -> Iterator[Path]:
    """Take mail in, into a Maildir, for this process and its children; say where it lies."""
    port = free_port(None)
    controller = Controller(Mailbox(folder), hostname="127.0.0.1", port=port)
    controller.start()
    os.environ.update(
        {
            "VOCATIO_SMTP_URL": f"smtp://127.0.0.1:{port}?tls=none",
            "VOCATIO_MAIL_FROM": "Demo <post@example.org>",
        }
    )
    try:
        yield folder / "new"
    finally:
        controller.stop()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
