"""The plan of a sample register: each thing wrong in its file is named by file, table, key."""

from collections.abc import Callable
from pathlib import Path

import pytest

import vocatio
from vocatio.entry.commands.sample import PlanUnusable, load_plan, shipped_plan

PLAN_FILE = Path(vocatio.__file__).parent / "jurisdictions" / "arrival" / "sample.toml"


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


BROKEN = {
    "country unknown": (replaced('"AT"', '"QQ"'), "[top] country"),
    "no languages": (replaced('["de", "en", "ar"]', "[]"), "[top] languages"),
    "language repeated": (replaced('"en", "ar"]', '"de"]'), "[top] languages"),
    "locale of streets": (replaced('streets = "de_AT"', 'streets = "xx_XX"'), "[top] streets"),
    "prefix": (replaced('prefix = "00"', 'prefix = "A"'), "[numbers] prefix"),
    "no table": (replaced("[numbers]", "[nombers]"), "[top] numbers"),
    "weight of zero": (replaced("x = 0.005", "x = 0"), "[sexes] x"),
    "share above one": (replaced("dead = 0.01", "dead = 1.5"), "[shares] dead"),
    "share as text": (replaced("dead = 0.01", 'dead = "few"'), "[shares] dead"),
    "share as boolean": (replaced("dead = 0.01", "dead = true"), "[shares] dead"),
    "share missing": (replaced("dead = 0.01", ""), "[shares] dead: is missing"),
    "share unknown": (replaced("dead = 0.01", "dead = 0.01\nlate = 0.1"), "[shares] late"),
    "too many related": (replaced("minors = 0.04", "minors = 0.5"), "[shares] minors"),
    "no numbers": (
        replaced("without_number = 0.01", "without_number = 1"),
        "[shares] without_number",
    ),
    "locale of names": (replaced('"cs_CZ"', '"xx_XX"'), "[names 4] locale"),
    "locale without names": (replaced('"cs_CZ"', '"lt_LT"'), "[names 4] locale"),
    "language not listed": (
        replaced("{ de = 0.97, en", "{ fr = 0.97, en"),
        "[names 1.languages] fr",
    ),
    "weight missing": (replaced("weight = 42\n", ""), "[names 1] weight"),
    "no language": (replaced("{ de = 0.97, en = 0.03 }", "{}"), "[names 1] languages"),
    "too young": (replaced("youngest = 18", "youngest = 17"), "[categories 1] youngest"),
    "bounds swapped": (replaced("oldest = 60", "oldest = 20"), "[categories 2] oldest"),
    "no code": (replaced('code = "other"', 'code = ""'), "[categories 2] code"),
    "no source": (replaced("post = 0.04", ""), "[address_sources] post"),
    "towns of no file": (replaced("smallest = 5000", "smallest = 6000"), "[towns] smallest"),
    "left out as text": (replaced('["Eisenzicken"]', '"Eisenzicken"'), "[towns] leave_out"),
    "no such district": (replaced('"09" = "9"', '"09" = "10"'), "[towns.districts] 09"),
    "abroad's streets": (replaced('locale = "en_GB"\nweight = 20', 'locale = "x"\nweight = 20'),
                         "[abroad.countries 2] locale"),
    "nobody abroad": (replaced("share = 0.8", "share = 0.8\nrest = 1"), "[abroad] rest"),
    "office without town": (replaced("Recruiting office {town}", "Office"), "[offices.name] en"),
    "office in no language": (replaced('ar = "م', 'fa = "م'), "[offices.name] ar"),
    "too many faults": (replaced("bad_date = 0.002", "bad_date = 0.999"), "[faults] bad_date"),
    "fault unknown": (replaced("bad_date = 0.002", "bad_date = 0.1\nodd = 1"), "[faults] odd"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "names"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_plan_is_named_by_file_table_and_key(
    change: Callable[[str], str], names: str, tmp_path: Path
) -> None:
    file = tmp_path / "sample.toml"
    file.write_text(change(PLAN_FILE.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(PlanUnusable) as refused:
        load_plan(file)
    assert str(refused.value).startswith(f"{file}: {names}")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_toml_or_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sample.toml"
    with pytest.raises(PlanUnusable, match=r"sample\.toml: cannot be read"):
        load_plan(file)
    file.write_text("= 3")
    with pytest.raises(PlanUnusable, match=r"sample\.toml: is not TOML"):
        load_plan(file)


@pytest.mark.parametrize("jurisdiction", ["nowhere", "../arrival", ""])
def test_a_jurisdiction_without_sample_lists_those_with_one(jurisdiction: str) -> None:
    with pytest.raises(PlanUnusable, match="arrival"):
        shipped_plan(jurisdiction)
