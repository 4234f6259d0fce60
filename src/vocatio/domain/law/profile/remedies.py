"""The section `remedies`: to whom one appeals, until when, and whether that suspends."""

from collections.abc import Mapping
from dataclasses import dataclass

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.profile.kinds import FLAG, TEXT, WINDOW, Window, choice
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section, code_of

AGAINST = ("summons", "decision", "measure")
SUSPENSIVE = ("automatic", "court", "none")

SECTION = Section(
    "remedies",
    "to whom one appeals, one table for each remedy",
    (
        Key("against", choice(*AGAINST), "what it is filed against", Need.REQUIRED),
        Key("body", TEXT, "code of the body that decides", Need.REQUIRED),
        Key("independent", FLAG, "whether that body took no part before, and is not instructed"),
        Key("window", WINDOW, "until when", Need.REQUIRED),
        Key(
            "suspensive",
            choice(*SUSPENSIVE),
            "whether filing suspends: by itself, by order of a court, or never",
            Need.REQUIRED,
        ),
    ),
    coded=True,
    titled=True,
)


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy; None is a placeholder. `suspensive` has no default: it must be said."""

    code: str
    title: Mapping[str, str]
    against: str | None
    body: str | None
    independent: bool | None
    window: Window | None
    suspensive: str | None
    citation: Citation


def _remedy(values: InForce, path: str) -> Remedy | None:
    citation = values.citation(f"{path}.against")
    if citation is None:
        return None
    return Remedy(
        code=code_of(path),
        title=values.title(path),
        against=values(f"{path}.against"),
        body=values(f"{path}.body"),
        independent=values(f"{path}.independent"),
        window=values(f"{path}.window"),
        suspensive=values(f"{path}.suspensive"),
        citation=citation,
    )


def build(values: InForce) -> tuple[Remedy, ...]:
    """The remedies on one day."""
    return values.build("remedies", _remedy)
