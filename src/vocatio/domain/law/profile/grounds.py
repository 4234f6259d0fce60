"""The section `grounds`: for what someone may be given another date, a deferral or an exemption."""

from collections.abc import Mapping
from dataclasses import dataclass

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile.kinds import FLAG, LENGTH_OR_NONE, TEXT, TEXTS, choices, whole
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section, code_of

KINDS = ("reschedule", "deferral", "exemption", "conscience", "excuse")
MOST_RENEWALS = 99

SECTION = Section(
    "grounds",
    "for what someone may ask, one table for each ground",
    (
        Key("kinds", choices(*KINDS), "what may be asked for on it", Need.REQUIRED),
        Key("evidence", TEXTS, "codes of what is asked as evidence", Need.OPTIONAL),
        Key("decided_by", TEXT, "code of the body that decides"),
        Key(
            "independent",
            FLAG,
            "whether that body is independent; asked of conscience alone",
            Need.OPTIONAL,
        ),
        Key("lasts", LENGTH_OR_NONE, "how long it is given for; `none`: for good"),
        Key("renewals", whole(0, MOST_RENEWALS), "how often it can be given again"),
        Key("blocks", FLAG, "whether it keeps everything else waiting until it is decided"),
    ),
    coded=True,
    titled=True,
    need=Need.REQUIRED,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground; None is unsaid.

    Attributes:
        kinds: some of "reschedule", "deferral", "exemption", "conscience", "excuse".
        lasts: a length, or "none": for good.
    """

    code: str
    title: Mapping[str, str]
    kinds: tuple[str, ...]
    evidence: tuple[str, ...]
    decided_by: str | None
    independent: bool | None
    lasts: Period | str | None
    renewals: int | None
    blocks: bool | None
    citation: Citation


def _ground(values: InForce, path: str) -> Ground | None:
    citation = values.citation(f"{path}.kinds")
    if citation is None:
        return None
    return Ground(
        code=code_of(path),
        title=values.title(path),
        kinds=values(f"{path}.kinds") or (),
        evidence=values(f"{path}.evidence") or (),
        decided_by=values(f"{path}.decided_by"),
        independent=values(f"{path}.independent"),
        lasts=values(f"{path}.lasts"),
        renewals=values(f"{path}.renewals"),
        blocks=values(f"{path}.blocks"),
        citation=citation,
    )


def build(values: InForce) -> tuple[Ground, ...]:
    """The grounds on one day."""
    return values.build("grounds", _ground)
