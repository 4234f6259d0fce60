"""Words that a fact names by their hash: kept with a salt, since short ones can be guessed.

What is kept and hashed is canonical JSON with `salt` and `text`, so that it proves itself as a
document of a bundle. Once it is erased, nobody can tell from the hash what it was.
"""

import json

from vocatio.domain.evidence.canonical import SALT_BYTES, WrongSaltLength, canonical


def salted(text: str, salt: bytes) -> bytes:
    """What is kept, and hashed.

    Raises:
        WrongSaltLength: the salt has not 32 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise WrongSaltLength
    return canonical({"salt": salt.hex(), "text": text})


def text_of(kept: str) -> str:
    """The words alone. What was kept before words had a salt is nothing but words."""
    try:
        found = json.loads(kept)
    except ValueError:
        return kept
    is_salted = isinstance(found, dict) and found.keys() == {"salt", "text"}
    return str(found["text"]) if is_salted else kept
