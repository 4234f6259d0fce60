"""Names as they are looked for: Latin, small, without marks, in words.

Scripts are turned into Latin by `anyascii`, a table that is the same on every machine; the
database then compares bytes (collation "C"), so that no locale of a server decides who is found.
"""

import re
from functools import lru_cache

from anyascii import anyascii

#: Umlauts are written with or without an e (Müller, Mueller, Muller): one form stands for all.
_UMLAUT = re.compile(r"([aou])e")
#: Joined, never split: O'Brien is one word however the apostrophe is typed; a soft sign is none.
_APOSTROPHE = re.compile(r"['`´ʹʺʻʼ‘’‛′]")
_OTHER = re.compile(r"[^a-z0-9]+")

#: Words of so few letters at the start of a family name may be written together with the next:
#: Al-Hassan and Alhassan, Van den Berg and Vandenberg.
PARTICLE = 3


@lru_cache(maxsize=1 << 17)
def words(text: str) -> tuple[str, ...]:
    """The words of a name or of what somebody typed, such as ("muller", "anna") of “Müller, Anna”.

    Only a to z and 0 to 9 are left. What has no letters has no words.
    """
    latin = anyascii(_APOSTROPHE.sub("", text)).lower()
    bare = _OTHER.sub(" ", _APOSTROPHE.sub("", latin))
    return tuple(_UMLAUT.sub(r"\1", bare).split())


def joined(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A family name that begins with a particle, in one word; nothing for any other."""
    if len(parts) > 1 and len(parts[0]) <= PARTICLE:
        return ("".join(parts),)
    return ()


def searchable(given: str, family: str) -> str:
    """The words under which a name is found, family name first, each once, with spaces between."""
    of_family = words(family)
    return " ".join(dict.fromkeys((*of_family, *words(given), *joined(of_family))))


#: What different ways of writing a sound in Latin letters come to, in this order.
_SOUNDS = (
    (re.compile("tsch|dsch|tch|sch|sh|sz|cz|zh|ch|rz"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("kh|ck"), "k"),
    (re.compile("x"), "ks"),
)
_LETTERS = str.maketrans("zqcjw", "skkyv")
_SILENT = str.maketrans("", "", "aeiouyvwh")
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(word: str) -> str:
    """The consonants of a word, the same for the ways in which a name is carried over.

    Yusuf, Yousef, Jussuf and Юсуф are “ysf”. The database has the same rule in SQL, as
    `register_word_skeleton`; a test holds the two together.
    """
    for sound, letter in _SOUNDS:
        word = sound.sub(letter, word)
    word = word.translate(_LETTERS)
    first = "a" if word[:1] in set("aeiou") else word[:1]
    return first + _DOUBLED.sub(r"\1", word[1:].translate(_SILENT))
