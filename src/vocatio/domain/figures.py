"""Figures as people type them."""

import unicodedata


def western(typed: str) -> str:
    """A text with 0 to 9 for figures of any script: keyboards in Arabic write ٠ to ٩."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in typed)
