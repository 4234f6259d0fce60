"""`vocatio docs profile`: the reference of every table and key, from the schema that reads them."""

from collections.abc import Iterator

from vocatio.domain.law.citation import CONFIDENCE
from vocatio.domain.law.periods import Unit
from vocatio.domain.law.profile import SECTIONS, Section
from vocatio.domain.law.profile.head import KEYS
from vocatio.domain.law.rules import FACTS

HEAD = """# Profile of a jurisdiction

Generated from the schema in `domain/law/profile/` by `./run vocatio docs profile`; lint fails
when this page is stale. `vocatio profile validate` reads a folder, `vocatio profile audit`
compares it with the floor.

A folder in `src/vocatio/jurisdictions/`, or anywhere for `vocatio profile validate`, holds TOML
files: `profile.toml`, and any others among which the sections below are spread, each section in
one file. Four files are no part of the profile: `notice.toml` (what a summons says, in every
language), `letter.toml` (what its letter says around that), `passages.toml` (words with which
the reasons of a decision can begin) and `sample.toml` (how its sample registers look).

## A value

Every value but those of `[profile]` and titles is dated and cited:

```toml
[windows.hearing]
from = 2026-01-01                # the first day on which it holds
until = 2026-12-31               # the last one; leave it out while no end is known
value = { after = { fact = "EvidencedReceipt", count = 14, unit = "day" } }
citation = { act = "…", article = "…", confidence = "read", url = "https://…" }
```

Several values that follow each other are a list, `[[windows.hearing]]`; they never overlap.
Instead of `value`, `placeholder = true` says: announced, amount not published. A citation has
`act`, `article` and `confidence`: CONFIDENCE. What is read or secondary says where: `url` or
`source`. Dates before 1900, unknown keys, values without a date, circles, windows that can
never be met, zones and countries that nobody knows are refused; every problem of a folder is
told at once, by file, table and key.

The version of a profile is the SHA-256 of its canonical form (RFC 8785), in which order of files,
of tables and of keys says nothing. The version in force at issue governs; a later one only where
it favours the person (F21).

## Rules and windows

A rule is a table with one node. `after` and `before` take `fact`, `count`, `unit` (UNITS) and,
where the law says so, `start`, `boundary`, `roll`, `month_end`, `cutoff`, `working_days` or
`rule_set`.

| node | served |
| --- | --- |
| `fact = "…"` | when that fact occurs |
| `after = { … }` | when the period after the fact has run |
| `before = { … }` | a period before the fact, for windows |
| `earliest = [ … ]`, `latest = [ … ]` | by whichever comes first, last |
| `unless_proven = { presumed, proof }` | as presumed, unless the fact `proof` is there |
| `not_served_then = { served, until, then }` | as `served` says; else, after `until`, by `then` |

A window is `after` or `before` alone. A length is `{ count, unit }`. Facts are named as in
[facts.md](facts.md): FACTS.
"""

NEEDS = """
What is *required* and unsaid makes `vocatio profile audit` exit 1; what is *asked* is listed.
Reading refuses neither: a law may be silent, and then the floor alone holds.
"""


def render() -> str:
    """The page, in Markdown."""
    head = HEAD.replace("CONFIDENCE", ", ".join(f"`{word}`" for word in CONFIDENCE))
    head = head.replace("UNITS", ", ".join(f"`{unit}`" for unit in Unit))
    head = head.replace("FACTS", ", ".join(f"`{name}`" for name in sorted(set(FACTS.values()))))
    parts = [head, "## Sections", NEEDS, *_head_section()]
    for section in SECTIONS:
        parts += _section(section)
    return "\n".join(parts)


def _head_section() -> Iterator[str]:
    yield "### `[profile]`\n\nWhose law it is; not dated. All keys must be there.\n"
    yield "| key | form | meaning |\n| --- | --- | --- |"
    for name, form, says in KEYS:
        yield f"| `{name}` | {form} | {says} |"
    yield ""


def _section(section: Section) -> Iterator[str]:
    table = f"{section.name}.<code>" if section.coded else section.name
    yield f"### `[{table}]`\n"
    said = f"{section.says[0].upper()}{section.says[1:]}."
    if section.codes:
        said += f" Codes: {', '.join(f'`{code}`' for code in section.codes)}."
    if section.titled:
        said += " Each has a `title` in every language of the profile."
    yield f"{said}\n"
    yield "| key | value | meaning | need |\n| --- | --- | --- | --- |"
    for key in section.keys:
        form = key.kind.form.replace("|", "\\|")
        yield f"| `{key.name}` | {form} | {key.says} | {key.need} |"
    yield ""
