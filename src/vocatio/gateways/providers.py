"""Identity providers of bodies: what can be wrong with one, its secret, and whom to trust.

The secret with which a provider knows this installation is never in the database: it comes from
the environment, or lies in a file beside the keys, which nobody else can read.
"""

import os
import stat
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from vocatio.domain.errors import VocatioError
from vocatio.gateways.ledger_log.durable import replace

#: Environment: the secret of one body's provider, followed by the body's code in capitals.
SECRET = "VOCATIO_PROVIDER_SECRET_"  # noqa: S105 because it is the name of a variable
#: Environment: roots (PEM) under which certificates of providers stand.
ROOTS = "VOCATIO_PROVIDER_ROOTS"


class ProviderProblem(VocatioError):
    """Nobody could be signed in at the identity provider of this body."""

    code: ClassVar[str] = "configuration"


class Unreachable(ProviderProblem):
    """The identity provider cannot be reached, or answers what is none."""

    code = "unreachable"


class Misconfigured(ProviderProblem):
    """The identity provider and this installation do not know each other as they should."""


class Denied(ProviderProblem):
    """The identity provider signed nobody in."""

    code = "denied"


class WrongToken(ProviderProblem):
    """What came back was not signed by the identity provider, or not for this sign-in."""

    code = "token"


class ClocksApart(ProviderProblem):
    """By the clock here, what the identity provider signed is too old, or not valid yet."""

    code = "clock"


def path_for(home: Path, database: str, body: str) -> Path:
    """Where the secret of a body's provider lies."""
    return home / "keys" / f"{database}.{body}.provider"


def _path(body: str) -> Path:
    return path_for(settings.HOME, str(settings.DATABASES["default"]["NAME"]), body)


def variable(body: str) -> str:
    """Name of the variable of the environment that may hold the secret instead."""
    return SECRET + body.upper().replace("-", "_")


def secret(body: str) -> str:
    """The secret with which the provider of a body knows this installation.

    Raises:
        Misconfigured: there is none, or others can read it.
    """
    if given := os.environ.get(variable(body)):
        return given
    file = _path(body)
    try:
        mode = file.stat().st_mode
        content = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise Misconfigured(
            f"its secret cannot be read: {error}; set it anew with “vocatio body provider”"
        ) from error
    if stat.S_IMODE(mode) & 0o077:
        raise Misconfigured(f"{file} can be read by others: chmod 600 it, and change the secret")
    return content


def keep_secret(body: str, content: str) -> None:
    """Keep the secret in its file."""
    _path(body).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace(_path(body), content.encode(), mode=0o600)


def forget_secret(body: str) -> None:
    """Remove the file, if there is one."""
    _path(body).unlink(missing_ok=True)


def forget_all(home: Path, database: str) -> None:
    """Remove the files of a database that is no more."""
    for file in path_for(home, database, "").parent.glob(path_for(home, database, "*").name):
        file.unlink()


def roots() -> str | bool:
    """For TLS: the file of roots that VOCATIO_PROVIDER_ROOTS names, else those of the system.

    Raises:
        Misconfigured: there is no such file.
    """
    named = os.environ.get(ROOTS)
    if named and not Path(named).is_file():
        raise Misconfigured(f"{ROOTS}: there is no file {named}")
    return named or True
