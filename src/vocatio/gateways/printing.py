"""Where letters to print are dropped."""

import os
from pathlib import Path

from django.conf import settings

from vocatio.gateways.drop_folder import DropFolder


def folder() -> DropFolder:
    """The folder that VOCATIO_PRINT_FOLDER names, or `print` in the home of this installation."""
    configured = os.environ.get("VOCATIO_PRINT_FOLDER")
    return DropFolder(Path(configured) if configured else settings.HOME / "print")
