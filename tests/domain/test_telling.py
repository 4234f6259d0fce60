"""Explanations in words: whole in every language, for every rule that can be written."""

import string
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR, START, arrived, issued, profile
from tests.domain.rules import cases
from vocatio.domain.law.calendar import Calendar
from vocatio.domain.law.derivation import Known, Problem, Setting, derive
from vocatio.domain.law.explanation import ChannelDerivation, Explanation
from vocatio.domain.law.periods import Reason, Unit
from vocatio.domain.law.profile.channels import CODES
from vocatio.domain.law.rules import FACTS, Rule
from vocatio.domain.law.service import decide
from vocatio.domain.law.telling import LANGUAGES, Line, NoWords, tell
from vocatio.gateways import profiles

ENGLISH = LANGUAGES["en"]
#: What is rightly the same as in English.
SAME = {("pl", "weekend")}
SHIPPED = sorted({lang for code in profiles.codes() for lang in profiles.load(code).notice})


def fields(pattern: str) -> set[str]:
    """What a pattern fills in."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def has_words(pattern: str) -> bool:
    """Whether it says anything besides what it fills in."""
    return any(
        letter.isalpha() for text, *_ in string.Formatter().parse(pattern) for letter in text
    )


def patterns(code: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The catalogues of a language that every language has with the same keys."""
    words = LANGUAGES[code]
    yield from (("facts", words.facts), ("channels", words.channels), ("messages", words.messages))


@pytest.mark.parametrize("code", SHIPPED)
def test_every_language_of_a_shipped_profile_has_words(code: str) -> None:
    assert code in LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_message_is_missing_and_none_is_left_over(code: str) -> None:
    english = dict(patterns("en"))
    for name, found in patterns(code):
        assert set(found) == set(english[name]), name
        for key, text in found.items():
            assert text.strip(), key
            assert fields(text) == fields(english[name][key]), key
            if code != "en" and has_words(text) and (code, key) not in SAME:
                assert text != english[name][key], key
    assert set(LANGUAGES[code].units) == {unit.value for unit in Unit}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_has_its_form(code: str) -> None:
    words = LANGUAGES[code]
    for unit, forms in words.units.items():
        used = {words.plural(number) for number in range(1001)}
        assert used == set(forms), unit
        assert all(words.count(unit, number) for number in range(1001))
    assert len(set(words.months)) == 12


def test_everything_that_can_be_named_has_words() -> None:
    assert set(ENGLISH.facts) == set(FACTS.values())
    assert set(ENGLISH.channels) == set(CODES)
    said = set(ENGLISH.messages)
    assert {f"step.{reason.value}" for reason in Reason} <= said
    assert {f"problem.{problem.value}" for problem in Problem} <= said


@pytest.mark.parametrize(
    ("code", "number", "words"),
    [
        ("pl", 1, "1 dzień roboczy"),
        ("pl", 2, "2 dni robocze"),
        ("pl", 14, "14 dni roboczych"),
        ("pl", 22, "22 dni robocze"),
        ("lv", 1, "1 darbdiena"),
        ("lv", 2, "2 darbdienas"),
        ("lv", 11, "11 darbdienu"),
        ("ar", 2, "يوما عمل"),
        ("ar", 7, "7 أيام عمل"),
        ("de", 1, "1 Werktag"),
    ],
)
def test_numbers_take_the_form_that_the_language_has(code: str, number: int, words: str) -> None:
    assert LANGUAGES[code].count("working_day", number) == words


SEVEN = profile(inbox={"after": {"fact": "ContentConsignment", "count": 2, "unit": "working_day"}})


def test_in_plain_words() -> None:
    found = decide([issued(), arrived()], SEVEN, CALENDAR, on=START.replace(day=5))
    assert tell(found.because, "en-GB") == (
        Line(0, "Counted as served on 3 March 2027, by the inbox."),
        Line(0, "By the inbox, article 1:"),
        Line(1, "arrived in the inbox: 1 March 2027, 10:00."),
        Line(1, "2 working days after that: 3 March 2027."),
        Line(1, "No day was skipped."),
    )
    (first, *_) = tell(found.because, "de")
    assert first.text == "Gilt als zugestellt am 3. März 2027; Weg: Postfach."


def test_from_the_right_each_value_keeps_its_direction() -> None:
    found = decide([issued(), arrived()], SEVEN, CALENDAR, on=START.replace(day=5))
    channel = tell(found.because, "ar")[1].text
    assert channel == "الطريق: \u2068صندوق الوارد\u2069، \u2068article 1\u2069:"


def test_a_language_without_words_is_refused() -> None:
    found = decide([issued()], SEVEN, CALENDAR, on=START)
    with pytest.raises(NoWords, match="“tlh”"):
        tell(found.because, "tlh")


@given(cases(), st.sampled_from(sorted(LANGUAGES)))
def test_every_derivation_can_be_told(case: tuple[Rule, Known, Setting], code: str) -> None:
    rule, known, setting = case
    channel = ChannelDerivation("inbox", "article 1", derive(rule, known, setting))
    told = tell(_explained(channel, setting.calendar), code)
    assert told
    assert all(line.text and "{" not in line.text for line in told)


def _explained(channel: ChannelDerivation, calendar: Calendar) -> Explanation:
    by = channel.channel if channel.derivation.at else ""
    return Explanation(START, "Europe/Berlin", "v", calendar.version, by, None, (channel,))
