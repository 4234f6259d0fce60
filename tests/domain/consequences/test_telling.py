"""No language lacks a word for what stands against something, nor a part of a document."""

import string
from pathlib import Path

import pytest

from dev.floor_ablation import checks
from tests.domain.consequences.world import ZONE, World
from vocatio.domain.consequences.kinds import Cause
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.consequences.telling import LANGUAGES, NoCaseWords, because, en, words_in
from vocatio.domain.consequences.telling.words import CaseWords
from vocatio.domain.law.floor import STATUS_GATE

SOURCE = Path(__file__).resolve().parents[3] / "src"


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_every_reason_has_words(words: CaseWords) -> None:
    named = {check.name for check in checks(SOURCE)} | {*STATUS_GATE, "merged"}
    plain = {name for name in named if "{" not in name and name != "status"}
    assert plain <= set(words.obstacles)
    assert set(words.causes) == set(Cause)
    assert set(words.states) == set(CaseState)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.code)
def test_documents_say_the_same_parts_and_values(words: CaseWords) -> None:
    assert words.documents.keys() == en.WORDS.documents.keys()
    for kind, parts in words.documents.items():
        assert list(parts) == list(en.WORDS.documents[kind])
        for part, text in parts.items():
            assert _names(text) == _names(en.WORDS.documents[kind][part]), (kind, part)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_says_what_would_end_it(language: str) -> None:
    world = World()
    measure = world.until_in_force()
    assert because(world.force(measure), language, ZONE)[-1] == words_in(language).ends
    world.appeal(measure)
    said = because(world.force(measure), language, ZONE)
    assert words_in(language).obstacles["appeal_suspends"] in said


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(NoCaseWords, match="tlh"):
        words_in("tlh")
