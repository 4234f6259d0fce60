"""On which grounds a person may ask, and for how long what they ask can be given."""

from collections.abc import Iterable
from enum import StrEnum

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

#: What every jurisdiction has to take up, since it follows from the floor and from people's needs:
#: another place, help at the appointment, and what kept somebody from acting in time (F6).
OWN = {
    RequestKind.PLACE: ("health", "moved"),
    RequestKind.HELP: ("interpreter", "sign_language", "step_free", "companion"),
    RequestKind.HINDERED: ("abroad", "detained", "hospital", "locked_out"),
}

#: Requests that nobody decides who had a hand in the summons: F5 and F1 say so.
UNINVOLVED = {RequestKind.NON_RECEIPT: "F5", RequestKind.NOT_ME: "F1"}

#: Requests whose grant ends the duty to come.
EXCUSES = frozenset({RequestKind.DEFERRAL, RequestKind.EXEMPTION, RequestKind.NOT_ME})

#: Requests whose grant is a new date, at the same office or at another one.
MOVES = frozenset({RequestKind.RESCHEDULE, RequestKind.PLACE})


class Channel(StrEnum):
    """By which way somebody asked who did not do it here."""

    COUNTER = "counter"
    TELEPHONE = "telephone"
    LETTER = "letter"


def grounds(profile: Profile, kind: RequestKind) -> tuple[str, ...]:
    """Codes of the grounds that such a request can name: `OTHER` is always the last."""
    wanted = KINDS.get(kind, frozenset())
    found = (ground.code for ground in profile.grounds if wanted & set(ground.kinds))
    return (*(code for code in found if code != OTHER), *OWN.get(kind, ()), OTHER)


def ground_of(profile: Profile, code: str) -> Ground | None:
    """The ground of that code that is in force, if any."""
    return next((ground for ground in profile.grounds if ground.code == code), None)


class Involved(Refusal):
    """This is decided by somebody who had no hand in the summons."""

    basis = "F5"


def refuse_involved(kind: str, facts: Iterable[Fact], by: Staff) -> None:
    """Refuse to let someone judge what they had a hand in; four eyes are counted by human.

    Args:
        kind: of the request; only those of `UNINVOLVED` ask for somebody uninvolved.
        facts: those of the summons, and of the call-up that it came from.

    Raises:
        Involved: one of them was recorded by this human, or a job acted on their behalf.
    """
    me = {"human": str(by.natural_person_id), "behalf": str(by.account_id)}
    basis = {asked.value: rule for asked, rule in UNINVOLVED.items()}.get(kind)
    if basis and any(fact.by.get(key) == value for fact in facts for key, value in me.items()):
        raise Involved(basis=basis)
