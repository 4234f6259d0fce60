"""Where a command works: on which database, in which role."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

from vocatio.project import launch


@contextmanager
def database(role: str = "app", name: str = launch.PRODUCTION) -> Iterator[None]:
    """Work on the database of this process: VOCATIO_DSN, or one of the server.

    Any other than the production one is that of a demo, which must have been made before.
    """
    if os.environ.get("VOCATIO_DSN"):
        _enter({})
        yield
        return
    with launch.server() as server:
        if name == launch.PRODUCTION:
            access = launch.prepare(server, name, "production")
        else:
            access = launch.existing(server, name)
            _know_roots(server)
        _enter(server.environment(access, role))
        yield


def _know_roots(server: launch.Server) -> None:
    """A demo plays its own time-stamping authority, unless the environment names one."""
    roots = launch.demo_roots(server.home)
    if roots.exists() and not os.environ.get("VOCATIO_TSA_URL"):
        os.environ["VOCATIO_TSA_ROOTS"] = str(roots)


def _enter(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    os.environ.pop("VOCATIO_DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vocatio.project.settings")
    django.setup()
