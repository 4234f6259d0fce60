"""The built wheel, installed without extras into a bare environment, verifies without Django."""

import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.domain.evidence.signing import LOG
from tests.verify.builders import make_bundle

ROOT = Path(__file__).parents[2]

#: What `pip install vocatio` brings; cffi and pycparser come with cryptography.
SMALL = {"rfc8785", "cryptography", "rfc3161-client"}
BELOW = {"cffi", "pycparser"}


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it needs, copied from ours: nothing is fetched."""
    home = tmp_path_factory.mktemp("bare")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    venv.create(home / "venv", with_pip=False)
    (site,) = (home / "venv" / "lib").glob("python*/site-packages")
    (wheel,) = home.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(site)
    for name in SMALL | BELOW:
        for path in metadata.files(name) or ():
            if ".." not in path.parts:
                target = site / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(Path(path.locate()).read_bytes())
    return home


def test_the_wheel_asks_for_three_small_packages(bare: Path) -> None:
    (wheel,) = bare.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        (name,) = (name for name in file.namelist() if name.endswith("METADATA"))
        lines = file.read(name).decode().splitlines()
    needed = [
        line for line in lines if line.startswith("Requires-Dist:") and "extra ==" not in line
    ]
    assert {line.split()[1].partition(">")[0] for line in needed} == SMALL
    (scripts,) = (
        site / "entry_points.txt" for site in bare.glob("venv/lib/*/*/vocatio-*.dist-info")
    )
    assert "vocatio-verify = vocatio.verify.command:main" in scripts.read_text()


def test_it_verifies_a_bundle_without_django(bare: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "x.zip"
    bundle.write_bytes(make_bundle().encode())
    python = bare / "venv" / "bin" / "python"
    assert run(python, "-c", "import django").returncode != 0
    done = run(python, "-m", "vocatio.verify", bundle, "--key", LOG.key)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing contradicts what this file says." in done.stdout
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(bytes(content))
    done = run(python, "-m", "vocatio.verify", bundle, "--key", LOG.key, "--lang", "de")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Diese Datei hält nicht stand" in done.stdout


def test_nothing_of_the_server_is_imported(bare: Path) -> None:
    """The modules that are loaded come from the standard library and the small packages alone."""
    ours = "import sys, vocatio.verify.command as c; print(*sys.modules)"
    done = run(bare / "venv" / "bin" / "python", "-c", ours)
    tops = {name.partition(".")[0] for name in done.stdout.split()}
    foreign = {name for name in tops if name in {"django", "psycopg", "click", "rich", "holidays"}}
    assert done.returncode == 0, done.stderr
    assert not foreign
    layers = {name for name in done.stdout.split() if name.count(".") == 1}
    assert {name for name in layers if name.startswith("vocatio.")} == {
        "vocatio.domain",
        "vocatio.verify",
    }
