"""A real identity provider: Canaille, in a process of its own on loopback.

`python -m tests.provider FILE` serves what FILE (JSON) says: port, clients, keys, and by how many
seconds its clock is wrong. Who has an account there stands in `PEOPLE`.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from vocatio.project.processes import free_port

CLIENT, SECRET, PASSWORD = "vocatio", "a-secret-that-two-share", "correct horse battery"
#: User name -> name, and whether the court says that they sit there.
PEOPLE: Mapping[str, tuple[str, bool]] = {
    "grace": ("Grace Hall", True),
    "henry": ("Henry Lund", True),
    "mallory": ("Mallory Stone", False),
}
SITTING = "judges"


def new_key() -> dict[str, Any]:
    """A key that signs, with a name."""
    key = RSAKey.generate_key(2048)
    return {**key.as_dict(private=True), "kid": key.thumbprint()}


@dataclass
class Provider:
    """A provider that can be stopped, and started again as another one."""

    folder: Path
    back: str
    port: int = field(default_factory=lambda: free_port(None))
    keys: list[dict[str, Any]] = field(default_factory=lambda: [new_key()])
    skew: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and wait until it answers."""
        told = self.folder / f"provider-{self.port}.json"
        said = {"port": self.port, "back": self.back, "keys": self.keys, "skew": self.skew}
        told.write_text(json.dumps(said))
        environment = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
        with (self.folder / f"provider-{self.port}.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.provider", str(told)],
                env=environment,
                stdout=log,
                stderr=log,
            )
        about = f"{self.issuer}/.well-known/openid-configuration"
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(about).close()  # noqa: S310 because it is on loopback
                return
            time.sleep(0.1)
        pytest.fail(f"no provider answers: {Path(log.name).read_text()}")

    def stop(self) -> None:
        """Stop serving."""
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def restart(self, **otherwise: Any) -> None:
        """Serve with something else about it; sessions there end."""
        self.stop()
        for name, value in otherwise.items():
            setattr(self, name, value)
        self.start()


@contextmanager
def provider(folder: Path, back: str) -> Iterator[Provider]:
    """A provider that sends people back to an address below `back`."""
    made = Provider(folder, back)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def _serve(said: Mapping[str, Any]) -> None:
    from canaille import create_app  # noqa: PLC0415 because nobody else needs it
    from canaille.app import models  # noqa: PLC0415 because nobody else needs it
    from canaille.backends import Backend  # noqa: PLC0415 because nobody else needs it

    if skew := said["skew"]:
        right = time.time
        time.time = lambda: right() + skew
    app = create_app(
        {
            "SECRET_KEY": "of nobody who exists",
            "SERVER_NAME": f"127.0.0.1:{said['port']}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
            },
            "CANAILLE_OIDC": {"ACTIVE_JWKS": said["keys"], "TRUSTED_DOMAINS": ["127.0.0.1"]},
        }
    )
    with app.app_context():
        store = Backend.instance
        people = [
            models.User(
                user_name=username,
                formatted_name=name,
                family_name=name.split()[-1],
                emails=[f"{username}@court.example"],
                password=PASSWORD,
            )
            for username, (name, _) in PEOPLE.items()
        ]
        for one in people:
            store.save(one)
        sitting = [one for one in people if PEOPLE[one.user_name][1]]
        store.save(models.Group(display_name=SITTING, members=sitting))
        client = models.Client(
            client_id=CLIENT,
            client_secret=SECRET,
            client_name="Vocatio",
            client_uri=said["back"],
            redirect_uris=[f"{said['back']}/court/sign-in/court/back/"],
            post_logout_redirect_uris=[f"{said['back']}/court/"],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "groups"],
            token_endpoint_auth_method="client_secret_basic",
        )
        store.save(client)
        store.update(client, audience=[client])
        store.save(client)
    lock = Lock()

    def one_at_a_time(environ: Any, answer: Any) -> Any:
        with lock:  # What it keeps in memory is not made for threads.
            return app(environ, answer)

    # Browsers open connections ahead of need: nobody else may wait for those.
    make_server("127.0.0.1", said["port"], one_at_a_time, threaded=True).serve_forever()


if __name__ == "__main__":
    _serve(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
