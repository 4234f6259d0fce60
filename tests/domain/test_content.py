"""F3: a notice that does not say everything is no notice."""

from typing import Any

import pytest

from vocatio.domain.summons.content import PARTS, PartMissing, check, compose

TEMPLATES = {code: {part: f"{part} {{name}}" for part in PARTS} for code in ("en", "de")}
VARIABLES = {code: {"name": "Ada"} for code in ("en", "de")}


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
    variables = {"en": {} if name is None else {"name": name}}
    with pytest.raises(PartMissing, match="“heading” needs “name”"):
        compose(TEMPLATES, official="en", chosen="en", variables=variables)
