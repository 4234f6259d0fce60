"""The sections `outage`, `restitution` and `retention`: what mends, and what is forgotten."""

from dataclasses import dataclass

from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile.kinds import FLAG, LENGTH, TEXT, WINDOW, Window, choice
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section

ADDS = ("days_touched", "nothing")

OUTAGE = Section(
    "outage",
    "what an outage of the system does to deadlines of the person",
    (
        Key("adds", choice(*ADDS), "every calendar day that it touched, or nothing", Need.REQUIRED),
        Key("chains", FLAG, "whether a second outage in the time added adds again"),
    ),
)
RESTITUTION = Section(
    "restitution",
    "a deadline that was missed without fault",
    (
        Key("window", WINDOW, "until when it can be asked for", Need.REQUIRED),
        Key("body", TEXT, "code of the body that decides"),
    ),
)
RETENTION = Section(
    "retention",
    "how long personal data are kept, from the end of the matter",
    (
        Key("summons", LENGTH, "of a summons", Need.REQUIRED),
        Key("case", LENGTH, "of a case on non-appearance"),
        Key("readings", LENGTH, "of who looked at it"),
    ),
)


@dataclass(frozen=True, slots=True)
class Outage:
    """What an outage does; None is unsaid."""

    adds: str | None
    chains: bool | None


@dataclass(frozen=True, slots=True)
class Restitution:
    """How a missed deadline is mended; None is unsaid."""

    window: Window | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Retention:
    """How long personal data are kept; None is unsaid."""

    summons: Period | None
    case: Period | None
    readings: Period | None


def build_outage(values: InForce) -> Outage:
    """The section on one day."""
    return Outage(values("outage.adds"), values("outage.chains"))


def build_restitution(values: InForce) -> Restitution:
    """The section on one day."""
    return Restitution(values("restitution.window"), values("restitution.body"))


def build_retention(values: InForce) -> Retention:
    """The section on one day."""
    return Retention(**{key.name: values(f"retention.{key.name}") for key in RETENTION.keys})
