"""The command: what it says, in two languages and as JSON, and how it ends."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.domain.evidence.signing import LOG, SEAL, WITNESS, Signer
from tests.verify.builders import ROOT, make_bundle, make_log, salt, summons_facts
from vocatio.domain.law import outages
from vocatio.domain.summons.kinds import Kind
from vocatio.verify import command, words

VERIFY = Path(__file__).parents[2] / "src" / "vocatio" / "verify"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "x.zip"
    path.write_bytes(make_bundle().encode())
    return path


@pytest.fixture
def pins(tmp_path: Path) -> list[str]:
    """What a careful reader gives."""
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    authority = str(tmp_path / "root.pem")
    keys = ("--key", str(LOG.key), "--witness", str(WITNESS.key), "--seal", str(SEAL.key))
    return [*keys, "--authority", authority]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_bundle_in_plain_words(
    bundle: Path, pins: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([str(bundle), *pins]) == 0
    text = said(capsys)
    assert text.startswith("Nothing contradicts what this file says. Proven")
    assert "“the summons was issued” (SubmissionAcceptance) came into the log after" in text
    assert "served on" in text
    assert "under article 6(1)" in text
    assert "states that these 3 facts are all that were recorded about this summons" in text
    assert "Not proven - That nothing was kept back" in text


def test_a_letter_beside_it(
    bundle: Path, pins: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    letter = bundle.parent / "letter.pdf"
    letter.write_bytes(b"%PDF")
    assert command.main([str(bundle), *pins, "--letter", str(letter)]) == 1
    assert "letter.pdf: no fact in this file says that" in said(capsys)


def test_in_german(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(bundle), "--lang", "de"]) == 0
    text = said(capsys)
    assert text.startswith("Nichts widerspricht dem, was diese Datei besagt. Bewiesen")
    assert "Nicht bewiesen - Wer signiert hat" in text
    assert "„die Person öffnete sie selbst“ (ContentHandover), festgehalten am" in text


def test_as_json(bundle: Path, pins: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(bundle), "--json", *pins]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "holds"
    served = next(one for one in report["findings"] if one["code"] == "service.served")
    assert served["values"]["article"] == "article 6(1)"
    assert served["verdict"] == "proven"


def test_a_changed_byte_is_named_in_both_languages(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bundle.read_bytes()
    at = content.index(b'"kind":"ContentConsignment"') + 9
    (tmp_path / "y.zip").write_bytes(content[:at] + b"X" + content[at + 1 :])
    for language, word in (("en", "was changed"), ("de", "wurde geändert")):
        assert command.main([str(tmp_path / "y.zip"), "--lang", language]) == 1
        text = said(capsys)
        assert "facts/00000000-0000-0000-0000-000000000065.json" in text
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["missing.zip"], "No such file"),
        (["--key", "nonsense", "{file}"], "verifier key"),
        (["--authority", str(VERIFY / "words.toml"), "{file}"], "no certificates"),
        (["{folder}"], "give it with --key"),
        (["--key", str(LOG.key), "{folder}"], "checkpoint"),
    ],
)
def test_what_cannot_be_checked_ends_with_2(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    filled = [one.format(file=bundle, folder=tmp_path) for one in arguments]
    for extra in ([], ["--lang", "de"], ["--json"]):
        assert command.main([*filled, *extra]) == 2
    assert why in capsys.readouterr().out


def test_a_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = summons_facts()
    (tmp_path / "r.tlog-proof").write_bytes(make_log(facts).receipt(301, 343))
    (tmp_path / "fact.json").write_bytes(facts[1].canonical())
    (tmp_path / "salt").write_bytes(salt(1))
    receipt, fact, salted = (str(tmp_path / n) for n in ("r.tlog-proof", "fact.json", "salt"))
    assert command.main([receipt]) == 2
    assert "--key" in said(capsys)
    assert command.main([receipt, "--key", str(LOG.key)]) == 0
    assert "Entry 301 of the log is" in said(capsys)
    assert command.main([receipt, "--key", str(LOG.key), "--fact", fact, "--salt", salted]) == 0
    assert "commitment to the fact" in said(capsys)
    (tmp_path / "fact.json").write_bytes(facts[2].canonical())
    assert command.main([receipt, "--key", str(LOG.key), "--fact", fact, "--salt", salted]) == 1
    foreign = replace(Signer("x").key, name=LOG.key.name)
    assert command.main([receipt, "--key", str(foreign)]) == 1


def test_every_sentence_is_there_in_both_languages_and_speaks_of_the_same() -> None:
    slot = re.compile(r"\{(\w+)\}")
    for name, told in words.table()["sentences"].items():
        assert set(told) == set(words.LANGUAGES), name
        assert set(slot.findall(told["en"])) == set(slot.findall(told["de"])), name
    for name, told in words.table()["headings"].items():
        assert set(told) == set(words.LANGUAGES), name


def test_every_kind_of_fact_has_plain_words_in_both_languages() -> None:
    told = words.table()["codes"]["kind"]
    assert {kind.value for kind in (*Kind, *outages.Kind)} == set(told)
    assert {frozenset(one) for one in told.values()} == {frozenset(words.LANGUAGES)}
    assert words.shown("kind", "OfALaterVersion", "en") == "OfALaterVersion"


def test_every_sentence_is_said_somewhere_and_none_is_missing() -> None:
    source = "".join(path.read_text() for path in VERIFY.glob("*.py"))
    said = set(re.findall(r'(?:proven|left_open|wrong)\(\s*"([\w.]+)"', source))
    for stem in re.findall(r'f"\{code\}_(\w+)"', source):
        said |= {f"law.{part}_{stem}" for part in ("profile", "calendar")}
    said |= {"law.profile", "law.calendar", "stamp.holds", "stamp.claimed"}
    assert said == set(words.table()["sentences"])


def test_every_cause_is_the_name_of_an_error() -> None:
    root = VERIFY.parent
    source = "".join(
        path.read_text()
        for folder in ("domain", "verify")
        for path in (root / folder).rglob("*.py")
    )
    for name in words.table()["causes"]:
        assert f"class {name}(" in source, name
