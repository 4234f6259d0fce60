"""A served log is checked whole; every file flipped, cut, swapped or missing is named."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crosscheck.test_domain_log import write_log
from tests.domain.evidence.signing import LOG, Signer
from vocatio.verify import command, log
from vocatio.verify.findings import Verdict
from vocatio.verify.trust import Trust

TRUST = Trust([LOG.key])
SIZE = 70_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log")
    write_log(folder, SIZE)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def wrong(folder: Path, trust: Trust = TRUST, since: bytes | None = None) -> str:
    found = log.check(folder, trust, since)
    assert not found.hold
    return " ".join(str(one.cause) for one in found.all if one.verdict == Verdict.WRONG)


def test_a_whole_log(whole: Path) -> None:
    found = log.check(whole, TRUST)
    assert found.hold
    values = next(one.values for one in found.all if one.code == "log.whole")
    assert values == {"size": "70000", "files": str(274 + 274 + 2 + 1)}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def swap(path: Path) -> None:
    """With its right neighbour, or the left one of the last."""
    others = sorted(found for found in path.parent.iterdir() if found.is_file() and found != path)
    if not others:
        flip(path)
        return
    content = path.read_bytes()
    path.write_bytes(others[0].read_bytes())
    others[0].write_bytes(content)


@pytest.mark.parametrize("harm", [flip, cut, empty, swap, Path.unlink])
@pytest.mark.parametrize(
    "name",
    [
        *("tile/entries/000", "tile/entries/137", "tile/entries/273.p/112"),
        *("tile/0/001", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"),
    ],
)
def test_every_file_that_is_harmed_is_named(
    folder: Path, name: str, harm: Callable[[Path], None]
) -> None:
    harm(folder / name)
    # A changed entry shows in the tile above it; a swapped file may show in its neighbour first.
    places = {name, name.replace("entries", "0"), "tile/0/000" if harm is swap else name}
    said = wrong(folder)
    assert any(place in said for place in places), said


def test_a_partial_tile_may_be_gone_once_the_full_one_is_there(folder: Path) -> None:
    partial = folder / "tile" / "2" / "000.p" / "1"
    assert partial.exists()
    full = folder / "tile" / "2" / "000"
    full.write_bytes(partial.read_bytes() + bytes(255 * 32))
    partial.unlink()
    assert log.check(folder, TRUST).hold


def test_a_foreign_key_is_refused(whole: Path) -> None:
    assert "signed" in wrong(whole, Trust([Signer("x").key]))


def test_a_log_that_continues_what_the_reader_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, kept = tmp_path / "log", tmp_path / "kept"
    write_log(folder, 300)
    kept.write_bytes((folder / "checkpoint").read_bytes())
    write_log(folder, 300, 900)
    arguments = [str(folder), "--key", str(LOG.key), "--since", str(kept)]
    assert command.main(arguments) == 0
    assert "nothing in it was changed" in " ".join(capsys.readouterr().out.split())
    # The kept one is from a longer, then from another history.
    longer = (folder / "checkpoint").read_bytes()
    write_log(folder, 300)
    assert "now has 300" in wrong(folder, since=longer)
    other = tmp_path / "other"
    write_log(other, 200)
    (other / "tile" / "entries" / "000.p" / "200").write_bytes(b"")
    assert command.main([str(other), "--key", str(LOG.key)]) == 1
