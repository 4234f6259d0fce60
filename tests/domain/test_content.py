"""F3: a notice that does not say everything is no notice."""

from typing import Any

import pytest

from vocatio.domain.summons.content import PARTS, SPECIFIC, VALUES, PartMissing, check, compose

VALUES_OF = {
    part: " ".join(f"{{{name}}}" for name in sorted({"name", *SPECIFIC.get(part, ())}))
    for part in PARTS
}
TEMPLATES = {
    code: {part: f"{part} {VALUES_OF[part]}" for part in PARTS} for code in ("en", "de", "ar")
}
SAID = dict.fromkeys(VALUES, "12") | {"name": "Ada"}
VARIABLES = dict.fromkeys(("en", "de", "ar"), SAID)


def test_it_is_there_in_the_official_and_in_the_chosen_language() -> None:
    made: Any = compose(TEMPLATES, official="en", chosen="de", variables=VARIABLES)
    assert set(made["text"]) == {"en", "de"}
    assert all(set(text) == set(PARTS) for text in made["text"].values())
    assert made["text"]["de"]["appeal"] == "appeal Ada"


def test_one_language_is_said_once() -> None:
    made: Any = compose(TEMPLATES, official="en", chosen="en", variables=VARIABLES)
    assert list(made["text"]) == ["en"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_part_is_named(part: str, value: str | None) -> None:
    lacking = {code: dict(texts) for code, texts in TEMPLATES.items()}
    lacking["de"].pop(part)
    if value is not None:
        lacking["de"][part] = value
    with pytest.raises(PartMissing, match=f"“{part}” in “de”"):
        check(lacking, ("en", "de"))
    with pytest.raises(PartMissing):
        compose(lacking, official="en", chosen="de", variables=VARIABLES)


@pytest.mark.parametrize("name", [None, "", " "])
def test_a_value_that_is_missing_is_named(name: str | None) -> None:
    said = {key: value for key, value in SAID.items() if key != "name"}
    variables = {"en": said if name is None else said | {"name": name}}
    with pytest.raises(PartMissing, match="“heading” needs “name”"):
        compose(TEMPLATES, official="en", chosen="en", variables=variables)


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part, names in SPECIFIC.items() for name in sorted(names)]
)
def test_a_part_that_speaks_of_nobody_in_particular_is_refused(part: str, name: str) -> None:
    vague = {**TEMPLATES["de"], part: TEMPLATES["de"][part].replace(f"{{{name}}}", "someone")}
    with pytest.raises(PartMissing, match=rf"must say {{{name}}} in “{part}” in “de”"):
        check({**TEMPLATES, "de": vague}, ("en", "de"))


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = {**TEMPLATES["en"], "appeal": "", "heard": "{telephone}", "object": "}"}
    with pytest.raises(PartMissing) as refused:
        check({"en": wrong}, ("en",))
    told = str(refused.value)
    assert "no part “appeal” in “en”" in told
    assert "{telephone} in “heard” in “en”, which nobody knows" in told
    assert "a brace in “object” in “en”" in told
    assert told.endswith("[F3]")


def test_from_right_to_left_a_value_keeps_its_direction() -> None:
    made: Any = compose(TEMPLATES, official="en", chosen="ar", variables=VARIABLES)
    assert "\u2068Ada\u2069" in made["text"]["ar"]["heading"]
    assert "\u2068" not in made["text"]["en"]["heading"]
