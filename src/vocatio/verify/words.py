"""What a finding says, in English and in German: `words.toml`, filled in."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from vocatio.domain.errors import VocatioError
from vocatio.verify.findings import Finding

LANGUAGES = ("en", "de")


@cache
def table() -> Mapping[str, Any]:
    """Headings, codes, sentences and causes, by their names."""
    return tomllib.loads(files("vocatio.verify").joinpath("words.toml").read_text("utf-8"))


def sentence(finding: Finding, language: str) -> str:
    """The finding in words, cause included; nothing in it can steer a terminal."""
    template = table()["sentences"][finding.code][language]
    values = {name: shown(name, value, language) for name, value in finding.values.items()}
    said = template.format_map({"where": finding.where, **values})
    return printable(f"{said} {cause(finding.cause, language)}" if finding.cause else said)


def shown(name: str, value: str, language: str) -> str:
    """A value as people read it: a code with what it means, where this version has words for it."""
    told = table()["codes"].get(name, {}).get(value)
    if told is None:
        return value
    return str(table()["shown"][language]).format(meaning=told[language], code=value)


def cause(error: VocatioError, language: str) -> str:
    """Why a check refused; in German, the message itself follows in English."""
    message = str(error).rstrip(".")
    told = table()["causes"].get(type(error).__name__) if language == "de" else None
    return f"{told} ({message})." if told else f"{message}."


def heading(name: str, language: str) -> str:
    """A heading, or the sentence that sums up."""
    return str(table()["headings"][name][language])


def printable(text: str) -> str:
    """Without characters that a hostile file could steer a terminal or reorder a line with."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
