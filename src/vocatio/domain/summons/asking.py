"""On which grounds a person may ask, and for how long what they ask can be given."""

from collections.abc import Iterable

from vocatio.domain.actors import Staff
from vocatio.domain.errors import Refusal
from vocatio.domain.facts import Fact
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


class Involved(Refusal):
    """An account of non-receipt is decided by somebody who had no hand in this summons."""

    basis = "F5"


def refuse_involved(kind: str, facts: Iterable[Fact], by: Staff) -> None:
    """Refuse to let someone judge what they had a hand in; four eyes are counted by human.

    Args:
        kind: of the request; only accounts of non-receipt ask for somebody uninvolved.
        facts: those of the summons, and of the call-up that it came from.

    Raises:
        Involved: one of them was recorded by this human, or a job acted on their behalf.
    """
    me = {"human": str(by.natural_person_id), "behalf": str(by.account_id)}
    if kind == RequestKind.NON_RECEIPT and any(
        fact.by.get(key) == value for fact in facts for key, value in me.items()
    ):
        raise Involved
