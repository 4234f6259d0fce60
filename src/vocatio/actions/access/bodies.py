"""Which courts and other bodies decide here, for whoever wants to sign in at one."""

from dataclasses import dataclass
from datetime import datetime

from vocatio.records.cases.models import Body


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body: its code in the profile, its name, and the realm where its members sign in."""

    code: str
    name: str
    realm: str


# house: authorship because nobody is signed in yet, and which courts there are is public
def bodies(*, at: datetime) -> tuple[BodyLine, ...]:
    """The bodies that have been seated, by name."""
    found = Body.objects.order_by("name")
    return tuple(BodyLine(body.code, body.name, body.realm) for body in found)
