"""The section `measures`: what a regime asks for when someone stays away.

A reminder and a new date come first and are not measures. What stands here is asked for, not
done: the floor says what may be done, and the audit names where both differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile.kinds import (
    FLAG,
    LENGTH_OR_NONE,
    TEXT,
    TEXTS,
    choice,
    whole,
)
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section, code_of

KINDS = (
    *("fine_proposal", "exit", "licence", "escort", "credit", "property", "business"),
    *("benefits", "public_list", "other"),
)
UPON = ("available", "service", "absence", "decision", "final_decision")
#: Steps that can be asked for before a measure; any other prerequisite is another measure.
STEPS = ("reminder", "new_date", "hearing", "decision")
HEAVIEST = 10

SECTION = Section(
    "measures",
    "what is asked for when someone stays away, one table for each",
    (
        Key("kind", choice(*KINDS), "what it does to the person", Need.REQUIRED),
        Key("severity", whole(1, HEAVIEST), "1 is the lightest", Need.REQUIRED),
        Key("upon", choice(*UPON), "what it takes effect upon", Need.REQUIRED),
        Key(
            "prerequisites",
            TEXTS,
            f"{', '.join(f'`{step}`' for step in STEPS)} or codes of other measures",
        ),
        Key("decided_by", TEXT, "code of the body; `none`: nobody decides", Need.REQUIRED),
        Key("independent", FLAG, "whether the issuer neither appoints nor instructs that body"),
        Key("longest", LENGTH_OR_NONE, "when it ends; `none`: never", Need.REQUIRED),
        Key("review", LENGTH_OR_NONE, "how often it is looked at again; `none`: never"),
    ),
    coded=True,
    titled=True,
    need=Need.OPTIONAL,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that the regime asks for; None is unsaid.

    Attributes:
        upon: "available", "service", "absence", "decision" or "final_decision".
        decided_by: code of a body, or "none".
        longest, review: a length, or "none".
    """

    code: str
    title: Mapping[str, str]
    kind: str | None
    severity: int | None
    upon: str | None
    prerequisites: tuple[str, ...]
    decided_by: str | None
    independent: bool | None
    longest: Period | str | None
    review: Period | str | None
    citation: Citation


def _measure(values: InForce, path: str) -> Measure | None:
    citation = values.citation(f"{path}.kind")
    if citation is None:
        return None
    return Measure(
        code=code_of(path),
        title=values.title(path),
        kind=values(f"{path}.kind"),
        severity=values(f"{path}.severity"),
        upon=values(f"{path}.upon"),
        prerequisites=values(f"{path}.prerequisites") or (),
        decided_by=values(f"{path}.decided_by"),
        independent=values(f"{path}.independent"),
        longest=values(f"{path}.longest"),
        review=values(f"{path}.review"),
        citation=citation,
    )


def build(values: InForce) -> tuple[Measure, ...]:
    """The measures on one day."""
    return values.build("measures", _measure)
