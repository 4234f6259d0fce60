"""Findings as text for people, or as JSON for machines."""

import json
import textwrap

from vocatio.domain.errors import VocatioError
from vocatio.verify import words
from vocatio.verify.findings import Finding, Findings, Verdict

WIDTH = 96
ORDER = (Verdict.WRONG, Verdict.PROVEN, Verdict.NOT_PROVEN)


def written(found: Findings, language: str, *, as_json: bool) -> str:
    """The report, without a last newline."""
    verdict = "holds" if found.hold else "fails"
    if as_json:
        findings = [_data(finding, language) for finding in found.all]
        return _json({"verdict": verdict, "findings": findings})
    lines = [words.heading(verdict, language)]
    for kind in ORDER:
        said = [words.sentence(one, language) for one in found.all if one.verdict == kind]
        if said:
            lines += ["", words.heading(kind, language), *map(_wrapped, said)]
    return "\n".join(lines)


def unusable(error: VocatioError, language: str, *, as_json: bool) -> str:
    """What is said about a file or a call that cannot be used at all."""
    reason = words.printable(words.cause(error, language))
    if as_json:
        return _json({"verdict": "unusable", "error": type(error).__name__, "text": reason})
    return f"{words.heading('unusable', language)} {reason}"


def _data(finding: Finding, language: str) -> dict[str, object]:
    return {
        "verdict": finding.verdict.value,
        "code": finding.code,
        "where": words.printable(finding.where),
        "values": {name: words.printable(value) for name, value in finding.values.items()},
        "cause": type(finding.cause).__name__ if finding.cause else None,
        "text": words.sentence(finding, language),
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _wrapped(sentence: str) -> str:
    return textwrap.fill(
        sentence,
        WIDTH,
        initial_indent="  - ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
