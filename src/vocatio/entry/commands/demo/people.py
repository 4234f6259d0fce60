"""How the simulated people behave. Chances, not data about anybody."""

import random
from dataclasses import dataclass

from vocatio.domain.summons.kinds import RequestKind

#: Chance to open within a week, later, or never; a day's delay at least half the time.
PROMPT, LATE = 0.78, 0.14
LATEST_DAY = 24
#: What somebody does who has opened it.
CONFIRMS, ASKS = 0.70, 0.13
ASKED = {RequestKind.RESCHEDULE: 0.55, RequestKind.DEFERRAL: 0.30, RequestKind.EXEMPTION: 0.15}
#: Chance to appear: confirmed, opened but silent, never opened.
CONFIRMED_COMES, SILENT_COMES, UNREAD_COMES = 0.97, 0.80, 0.15


@dataclass(frozen=True, slots=True)
class Character:
    """What one person will do.

    Attributes:
        opens_on: days from the release; None is never.
        ground: place, 0 to 1, among the grounds that the law has for what they ask.
    """

    opens_on: int | None
    confirms: bool
    asks: RequestKind | None
    ground: float
    comes: bool


def character(chance: random.Random) -> Character:
    """Make somebody up."""
    opens_on = _opens_on(chance)
    deed = chance.random()
    asks = opens_on is not None and CONFIRMS <= deed < CONFIRMS + ASKS
    confirms = opens_on is not None and deed < CONFIRMS
    likely = UNREAD_COMES if opens_on is None else CONFIRMED_COMES if confirms else SILENT_COMES
    kind = chance.choices(list(ASKED), list(ASKED.values()))[0]
    return Character(
        opens_on=opens_on,
        confirms=confirms,
        asks=kind if asks else None,
        ground=chance.random(),
        comes=chance.random() < likely,
    )


def _opens_on(chance: random.Random) -> int | None:
    drawn = chance.random()
    if drawn < PROMPT:
        return min(int(chance.expovariate(0.5)), 7)
    return chance.randint(8, LATEST_DAY) if drawn < PROMPT + LATE else None
