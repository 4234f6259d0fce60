"""The embedded PostgreSQL: one server for each home, shared by its runs, gone with the last.

Use `lease`; everything else is how it is done. No TCP port is opened, and the superuser's
way in is a Unix socket in a directory of mode 0700.
"""

from vocatio.gateways.database_server.errors import (
    BinariesMissing,
    DatabaseServerError,
    DiskFull,
    InUse,
    StartFailed,
    SupervisorLost,
    Unreachable,
    WrongOwner,
    WrongVersion,
)
from vocatio.gateways.database_server.lease import Server, lease

__all__ = [
    "BinariesMissing",
    "DatabaseServerError",
    "DiskFull",
    "InUse",
    "Server",
    "StartFailed",
    "SupervisorLost",
    "Unreachable",
    "WrongOwner",
    "WrongVersion",
    "lease",
]
