"""Names and streets from Faker's word lists.

The lists of names are drawn from directly: a call of Faker costs fifty times as much as a look
into its list, and a million people have two or three names each.
"""

import importlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from faker import Faker
from faker.providers.person import Provider as AnyPerson

from vocatio.domain.errors import VocatioError

SEXES = ("f", "m", "x", "unknown")

# Twins need two.
FEWEST_NAMES = 2

Words = tuple[str, ...]


class LocaleUnusable(VocatioError):
    """Faker does not have what a sample needs in this locale."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Given and family names of one locale, each by sex in the order of `SEXES`."""

    given: tuple[Words, ...]
    family: tuple[Words, ...]

    @property
    def one_form(self) -> bool:
        """Whether women and men bear the same family names."""
        return self.family[0] == self.family[1]


@lru_cache
def name_words(locale: str) -> NameWords:
    """All names of a Faker locale, e.g. "tr_TR", sorted.

    Raises:
        LocaleUnusable: Faker has no such locale, or it has no names of its own there.
    """
    try:
        # house: data-access because a locale of Faker is a module that is named by data
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ImportError as error:
        raise LocaleUnusable(f"Faker has no names for the locale {locale!r}") from error
    women, men = (_words(provider, f"first_names_{sex}") for sex in ("female", "male"))
    # One locale says by the name of its list that it holds what either sex bears.
    everyone = _words(provider, "last_names") or _words(provider, "unisex_last_names")
    her, his = (_words(provider, f"last_names_{sex}") or everyone for sex in ("female", "male"))
    if min(len(women), len(men), len(her), len(his)) < FEWEST_NAMES:
        raise LocaleUnusable(f"Faker's locale {locale!r} lacks names by sex, or family names")
    either, theirs = _tidy(women + men), _tidy(her + his)
    return NameWords((women, men, either, either), (her, his, theirs, theirs))


def street_names(locale: str, *, seed: str, size: int) -> Words:
    """At most `size` different invented streets as a locale names them; the same for each seed.

    Raises:
        LocaleUnusable: Faker has no such locale.
    """
    try:
        faker = Faker(locale)
    except AttributeError as error:
        raise LocaleUnusable(f"Faker has no streets for the locale {locale!r}") from error
    faker.seed_instance(seed)
    return _tidy(faker.street_name() for _ in range(size))


def _words(provider: type[Any], attribute: str) -> Words:
    words = getattr(provider, attribute, ())
    # A locale without a list of its own inherits “Doe”.
    return () if words is getattr(AnyPerson, attribute, None) else _tidy(words)


def _tidy(words: Iterable[str]) -> Words:
    """Sorted, because some lists of Faker come out of sets; NFC, as registers write."""
    return tuple(sorted({unicodedata.normalize("NFC", word.strip()) for word in words} - {""}))
