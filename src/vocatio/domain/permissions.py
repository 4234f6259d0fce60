"""May this person do this at all? One table; whether the state allows it is asked elsewhere.

The two questions are kept apart because they change for different reasons: this
table when an office is reorganised, the deciders when the law changes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from vocatio.domain.actors import (
    OFFICE_REALM,
    Actor,
    Addressee,
    Agency,
    Representative,
    Role,
    Staff,
    System,
)
from vocatio.domain.errors import NotPermitted
from vocatio.domain.register.representation import granted

PLANNER, APPROVER, OFFICER = Role.PLANNER, Role.APPROVER, Role.OFFICER
DECIDER, OVERSEER, JUDGE = Role.DECIDER, Role.OVERSEER, Role.JUDGE

#: act -> the staff roles that may do it. An act that is not listed is refused to all staff.
STAFF: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "register.import": frozenset({PLANNER}),
        "register.confirm": frozenset({PLANNER, APPROVER}),
        "register.correct": frozenset({OFFICER}),
        "register.decide": frozenset({DECIDER}),
        "register.rotate": frozenset({PLANNER}),
        "look_alikes.find": frozenset({PLANNER}),
        "look_alikes.decide": frozenset({DECIDER}),
        "offices.manage": frozenset({PLANNER}),
        "order.decide": frozenset({PLANNER}),
        "callup.pool": frozenset({PLANNER}),
        "callup.draw": frozenset({PLANNER}),
        "callup.allocate": frozenset({PLANNER}),
        "callup.submit": frozenset({PLANNER}),
        "callup.approve": frozenset({APPROVER}),
        "callup.refuse": frozenset({APPROVER}),
        "callup.pause": frozenset({PLANNER, APPROVER}),
        "callup.resume": frozenset({PLANNER, APPROVER}),
        "callup.stop": frozenset({PLANNER, APPROVER}),
        "callup.again": frozenset({PLANNER}),
        "callup.release": frozenset({PLANNER, APPROVER}),
        "correction.submit": frozenset({PLANNER}),
        "correction.approve": frozenset({APPROVER}),
        "letter.hand_out": frozenset({OFFICER}),
        "attendance.record": frozenset({OFFICER}),
        "attendance.close": frozenset({OFFICER}),
        "delivery.record": frozenset({OFFICER}),
        "letters.print": frozenset({OFFICER, PLANNER}),
        "post.import": frozenset({OFFICER, PLANNER}),
        "request.enter": frozenset({OFFICER}),
        "call.note": frozenset({OFFICER}),
        "request.decide": frozenset({DECIDER}),
        "work.take": frozenset({OFFICER, DECIDER}),
        "work.hand_over": frozenset({OFFICER, DECIDER}),
        "work.give_back": frozenset({OFFICER, DECIDER}),
        "conscience.read": frozenset({JUDGE}),
        "conscience.decide": frozenset({JUDGE}),
        "outage.record": frozenset({OFFICER}),
        "outage.certify": frozenset({DECIDER}),
        "agency.register": frozenset({PLANNER}),
        "agency.confirm": frozenset({PLANNER, APPROVER}),
        "agency.close": frozenset({PLANNER, APPROVER, OVERSEER}),
        "agency.canary": frozenset({OVERSEER}),
        "inspect.indicators": frozenset({OVERSEER}),
        "inspect.sample": frozenset({OVERSEER}),
        "inspect.stays": frozenset({OVERSEER}),
        "callup.sample": frozenset({OVERSEER}),
        "inspect.agencies": frozenset({PLANNER, APPROVER, OVERSEER}),
        "inspect.incidents": frozenset({OVERSEER}),
        "case.review": frozenset({OFFICER}),
        "case.note": frozenset({OFFICER}),
        "case.propose": frozenset({OFFICER}),
        "case.lift": frozenset({OFFICER, JUDGE}),
        "case.drop": frozenset({OFFICER, JUDGE}),
        "case.decide": frozenset({JUDGE}),
        "case.decide_appeal": frozenset({JUDGE}),
        "case.decide_claim": frozenset({DECIDER}),
        "case.stay": frozenset({OVERSEER}),
        "inspect.case": frozenset({OFFICER, JUDGE, DECIDER, OVERSEER}),
        "inspect.measures": frozenset({OFFICER, JUDGE, OVERSEER}),
        "inspect.callup": frozenset({PLANNER, APPROVER, OVERSEER}),
        "inspect.jobs": frozenset({PLANNER, APPROVER, OFFICER}),
        "inspect.letters": frozenset({PLANNER, OFFICER}),
        "inspect.calendar": frozenset({PLANNER, APPROVER, OFFICER}),
        "inspect.day": frozenset({OFFICER}),
        "inspect.person": frozenset({OFFICER, DECIDER, OVERSEER}),
        "inspect.everywhere": frozenset({OVERSEER}),
        "inspect.look_alikes": frozenset({DECIDER}),
        "inspect.corrections": frozenset({DECIDER}),
        "inspect.request": frozenset({DECIDER}),
        "inspect.work": frozenset({OFFICER, DECIDER}),
        "inspect.bundle": frozenset({DECIDER, OVERSEER}),
        "inspect.service": frozenset({OFFICER, DECIDER, OVERSEER}),
        "inspect.outages": frozenset({OFFICER, DECIDER, OVERSEER}),
    }
)

#: Roles that work on cases of one office, or on those that were handed to one body; others, such
#: as who oversees, are bound to none.
OF_OFFICE, OF_BODY = OFFICER, JUDGE

#: Acts in a case at any office: what is said or handed in at a counter counts from then (F8, F14).
AT_ANY_OFFICE: frozenset[str] = frozenset({"case.note"})

#: Acts of the person summoned, about themself alone.
OWN: frozenset[str] = frozenset(
    {
        "summons.arrive",
        "summons.preview",
        "summons.open",
        "letter.copy",
        "reply.confirm",
        "request.file",
        "draft.keep",
        "conscience.claim",
        "represent.appoint",
        "represent.accept",
        "represent.end",
        "represent.act",
        "case.open",
        "case.answer",
        "case.appeal",
        "case.claim",
        "inspect.own",
        "register.ask",
        "register.prefer",
    }
)

#: Acts that a job may carry out after a human decided them.
CARRIED_OUT: frozenset[str] = frozenset(
    {
        "release.manifest",
        "release.issue",
        "correction.carry_out",
        "delivery.due",
        "delivery.alert",
        "delivery.bounce",
        "delivery.print",
        "summons.sweep",
        "outage.probe",
        "outage.apply",
    }
)

#: Acts of another authority, within what was granted to it.
ASKED: frozenset[str] = frozenset({"agency.ask"})


def may(act: str, by: Actor) -> bool:
    """Whether the table grants an act to `by`: to offer it, or to leave it out of a page."""
    match by:
        case Staff(roles=roles):
            return bool(roles & STAFF.get(act, frozenset()))
        case Addressee():
            return act in OWN
        case Representative(scopes=scopes):
            return act in granted(scopes)
        case System():
            return act in CARRIED_OUT
        case Agency():
            return act in ASKED


def require(act: str, by: Actor) -> None:
    """Refuse `act` unless the table grants it to `by`.

    Raises:
        NotPermitted: the role does not include the act.
    """
    if not may(act, by):
        needed = ", ".join(sorted(STAFF.get(act, frozenset()))) or "nobody on the staff"
        raise NotPermitted(f"“{act}” is not part of your role; it belongs to: {needed}")


def is_theirs(act: str, by: Staff, *, office: UUID, body: str, member: str) -> bool:
    """Whether a case is one in which `by` may do an act that is part of their role.

    Args:
        office: of the summons that the case is about.
        body: that the case was handed to, "" for none.
        member: the body for which `by` decides, "" for none.
    """
    granted = by.roles & STAFF.get(act, frozenset())
    if act in AT_ANY_OFFICE or granted - {OF_OFFICE, OF_BODY}:
        return bool(granted)
    if by.realm != OFFICE_REALM:
        return OF_BODY in granted and body == member != ""
    return OF_OFFICE in granted and by.office_id in (None, office)
