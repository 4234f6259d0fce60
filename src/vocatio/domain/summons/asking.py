"""On which grounds a person may ask, and for how long what they ask can be given."""

from vocatio.domain.law.profile import Ground, Profile
from vocatio.domain.summons.kinds import RequestKind

#: Always offered, whatever a profile says: a person can ask for any reason of their own (F7).
OTHER = "other"

#: Which kinds of ground a request of each kind can name: none where it gives its own reason (that
#: nothing was received, F5); conscience has a path of its own (F24).
KINDS = {
    RequestKind.RESCHEDULE: frozenset({"reschedule"}),
    RequestKind.DEFERRAL: frozenset({"deferral"}),
    RequestKind.EXEMPTION: frozenset({"exemption", "excuse"}),
}


def grounds(profile: Profile, kind: RequestKind) -> tuple[str, ...]:
    """Codes of the grounds that the profile has for such a request, then `OTHER`."""
    wanted = KINDS.get(kind, frozenset())
    found = (ground.code for ground in profile.grounds if wanted & set(ground.kinds))
    return (*(code for code in found if code != OTHER), OTHER)


def ground_of(profile: Profile, code: str) -> Ground | None:
    """The ground of that code that is in force, if any."""
    return next((ground for ground in profile.grounds if ground.code == code), None)
