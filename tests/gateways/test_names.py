"""One form stands for all the ways in which a name is written."""

import pytest

from vocatio.gateways.names import searchable, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Mueller"),
        ("Müller", "MULLER"),
        ("Gößl", "Goessl"),
        ("O’Brien", "O'Brien"),
        ("O’Brien", "OBrien"),
        ("Юсуф", "Yusuf"),
        ("Łukasz Żak", "lukasz zak"),
        ("Núñez", "Nu\u0301n\u0303ez"),
        ("Müller-Lüdenscheid", "Mueller Luedenscheid"),
        ("Nguyễn", "Nguyen"),
        ("Ólafur", "Olafur"),
        ("Ægir", "Aegir"),
        ("ΜΑΡΊΑ", "Maria"),
    ],
)
def test_spellings_of_one_name_have_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other) != ()


def test_a_name_is_words_whatever_stands_between_them() -> None:
    assert words("  Müller,\tAnna-Maria ") == ("muller", "anna", "maria")


@pytest.mark.parametrize("text", ["", " ", "%", "*", "_", "?!", "-'-"])
def test_signs_alone_are_no_name(text: str) -> None:
    assert words(text) == ()


@pytest.mark.parametrize(
    ("given", "family", "expected"),
    [
        ("Anna", "Müller", "muller anna"),
        ("", "Sukarno", "sukarno"),
        ("Omar", "al-Hassan", "al hassan omar alhassan"),
        ("Jan", "Van den Berg", "van den berg jan vandenberg"),
        ("Anna", "Anna", "anna"),
        ("Ursula", "von der Leyen", "von der leyen ursula vonderleyen"),
    ],
)
def test_the_family_name_comes_first_and_particles_are_also_joined(
    given: str, family: str, expected: str
) -> None:
    assert searchable(given, family) == expected
