"""Which courts and other bodies decide here, for whoever wants to sign in at one."""

from dataclasses import dataclass
from datetime import datetime

from vocatio.records.cases.models import Body


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body: its code in the profile, its name, and the realm where its members sign in.

    `issuer` is its identity provider; None where they sign in with a password here.
    """

    code: str
    name: str
    realm: str
    issuer: str | None


# house: authorship because nobody is signed in yet, and which courts there are is public
def bodies(*, at: datetime) -> tuple[BodyLine, ...]:
    """The bodies that have been seated, by name."""
    found = Body.objects.order_by("name").values_list("code", "name", "realm", "provider__issuer")
    return tuple(BodyLine(*values) for values in found)


# house: authorship because nobody is signed in yet, and where one signs in is public
def issuer_of(code: str, *, at: datetime) -> str | None:
    """The identity provider of a body; None where there is none, or no such body."""
    found = Body.objects.filter(code=code)
    return found.values_list("provider__issuer", flat=True).first()
