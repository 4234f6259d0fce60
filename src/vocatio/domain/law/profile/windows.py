"""The section `windows`: how long something may be done, or must be waited for."""

from dataclasses import dataclass

from vocatio.domain.law.profile.kinds import WINDOW, Window
from vocatio.domain.law.profile.schema import InForce, Key, Need, Section

SECTION = Section(
    "windows",
    "how long something may be done, or must be waited for",
    (
        Key("reply", WINDOW, "to reply to a summons", Need.REQUIRED),
        Key("minimum_notice", WINDOW, "at least so long before the appearance", Need.REQUIRED),
        Key("request", WINDOW, "to ask for another date or a deferral", Need.REQUIRED),
        Key("hearing", WINDOW, "to answer a notice of intent", Need.REQUIRED),
        Key("remedy", WINDOW, "to appeal, where a remedy says nothing else", Need.REQUIRED),
    ),
)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows on one day; None is unsaid, and then the floor's minimum alone holds."""

    reply: Window | None
    minimum_notice: Window | None
    request: Window | None
    hearing: Window | None
    remedy: Window | None


def build(values: InForce) -> Windows:
    """The section on one day."""
    return Windows(**{key.name: values(f"windows.{key.name}") for key in SECTION.keys})
