"""Each act is refused to every role that the table does not name, before it looks at anything."""

import inspect
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from uuid import UUID

import pytest

from tests.actions.world import World
from vocatio.actions.agency import canary
from vocatio.actions.agency import manage as agencies
from vocatio.actions.callup import (
    allocate,
    approve,
    carry_out_correction,
    draw,
    issue,
    manifest,
    order,
    pause,
    pool,
    release,
)
from vocatio.actions.callup import correct as correct_released
from vocatio.actions.callup.sample import draw_sample
from vocatio.actions.case import answer, appeal, lift, propose, review, stay
from vocatio.actions.case import claims as case_claims
from vocatio.actions.case import decide as decide_case
from vocatio.actions.case import open as open_case
from vocatio.actions.clock import now
from vocatio.actions.delivery import alert, ask_print, batch, bounce, due, postal, postal_files
from vocatio.actions.inspect import agencies as listed
from vocatio.actions.inspect import (
    bundle,
    callups,
    case_documents,
    case_page,
    cases,
    day,
    desk,
    export,
    indicators,
    letters,
    measures,
    noting,
    outages,
    own,
    person,
    queue,
    requests,
    search,
    service,
    summary,
)
from vocatio.actions.inspect import calendar as calendars
from vocatio.actions.inspect import jobs as job_lines
from vocatio.actions.inspect import pool as pools
from vocatio.actions.inspect import sample as sampled
from vocatio.actions.inspect.corrections import claims as claims_of
from vocatio.actions.inspect.corrections import correction, open_corrections
from vocatio.actions.inspect.look_alikes import open_look_alikes
from vocatio.actions.inspect.other_offices import other_offices
from vocatio.actions.inspect.stays import stays_asked
from vocatio.actions.keys import rotate
from vocatio.actions.offices import calendar, manage
from vocatio.actions.outage import apply, certify, probe, record
from vocatio.actions.register import (
    absent,
    correct,
    import_rows,
    life,
    look_alikes,
    merging,
    prefer,
    represent,
    survey,
)
from vocatio.actions.request import acknowledge, board, conscience, dates, decide, drafts, file
from vocatio.actions.summons import (
    arrive,
    attendance,
    attest,
    by_hand,
    copy,
    door_receipt,
    note_call,
    open,  # noqa: A004 because it is the name of the act
    preview,
    reply,
    sweep,
)
from vocatio.actions.work import assign
from vocatio.domain.actors import (
    Actor,
    Addressee,
    Agency,
    Representative,
    Role,
    Scope,
    Staff,
    System,
)
from vocatio.domain.errors import NotPermitted
from vocatio.domain.permissions import ASKED, CARRIED_OUT, OWN, STAFF
from vocatio.domain.register.representation import granted
from vocatio.domain.summons import asking
from vocatio.domain.summons.kinds import Outcome, RequestKind

#: act -> the functions that carry it out.
ACTS: Mapping[str, tuple[Callable[..., object], ...]] = {
    "register.import": (
        import_rows.begin_import,
        import_rows.apply_rows,
        import_rows.finish_import,
        survey.local_today,
        survey.baseline,
        survey.compare,
        survey.judged,
        absent.present,
        absent.end_absent,
    ),
    "register.rotate": (rotate.rotate,),
    "register.ask": (correct.ask,),
    "register.prefer": (prefer.prefer,),
    "register.correct": (
        prefer.preferences_of,
        prefer.prefer_for,
        correct.ask_for,
        life.record_death,
        life.transfer,
    ),
    "register.decide": (
        correct.decide,
        life.undo_death,
        merging.merge,
        merging.undo_merge,
        merging.split,
    ),
    "agency.register": (agencies.register, agencies.add_key),
    "agency.close": (agencies.revoke_key, agencies.close),
    "agency.canary": (canary.plant,),
    "inspect.agencies": (listed.agencies,),
    "inspect.incidents": (listed.incidents,),
    "inspect.indicators": (indicators.indicators, indicators.agency_counts),
    "inspect.stays": (stays_asked,),
    "inspect.sample": (sampled.samples, sampled.sample, sampled.sampled_file),
    "callup.sample": (draw_sample,),
    "offices.manage": (
        manage.add_office,
        manage.open_slots,
        calendar.change_capacity,
        calendar.close_days,
    ),
    "inspect.jobs": (job_lines.runs,),
    "inspect.letters": (letters.letters, letters.batch, letters.postal_file),
    "letters.print": (ask_print.ask_print,),
    "inspect.calendar": (calendars.offices, calendars.month, calendars.foreseen),
    "outage.record": (record.record_outage, record.end_outage),
    "outage.certify": (certify.certify, certify.decline),
    "outage.probe": (probe.probe,),
    "outage.apply": (apply.mark_due,),
    "inspect.outages": (outages.outages,),
    "order.decide": (order.decide_order,),
    "callup.pool": (pool.fill_pool,),
    "callup.draw": (draw.draw_people,),
    "callup.allocate": (allocate.allocate_places,),
    "callup.submit": (approve.submit,),
    "callup.approve": (approve.approve,),
    "callup.refuse": (approve.refuse,),
    "callup.pause": (pause.pause,),
    "callup.resume": (pause.resume,),
    "callup.stop": (pause.stop,),
    "callup.again": (order.call_again,),
    "callup.release": (release.release,),
    "correction.submit": (correct_released.correct_summons, correct_released.correct_callup),
    "correction.approve": (correct_released.approve_correction,),
    "correction.carry_out": (
        carry_out_correction.correct_batch,
        carry_out_correction.finish_correction,
    ),
    "case.review": (review.excuse, review.new_date, review.give_notice),
    "case.drop": (review.drop,),
    "case.note": (
        answer.note_answer,
        appeal.note_appeal,
        case_claims.note_dispute,
        case_claims.note_non_receipt,
        noting.cases_of,
    ),
    "case.propose": (propose.propose,),
    "case.lift": (lift.lift,),
    "case.decide": (decide_case.find, decide_case.decide_measure, lift.keep_going),
    "case.decide_appeal": (appeal.decide_appeal, appeal.let_go_on),
    "case.decide_claim": (case_claims.decide_claim,),
    "case.stay": (stay.stay, stay.refuse_stay, stay.stay_callup),
    "case.open": (open_case.open_document,),
    "case.answer": (answer.answer,),
    "case.appeal": (appeal.appeal,),
    "case.claim": (case_claims.did_not_reach_me, case_claims.dispute, stay.ask_stay),
    "inspect.case": (
        cases.cases,
        cases.case_offices,
        case_page.case_file,
        case_documents.document_text,
    ),
    "inspect.measures": (measures.in_force,),
    "letter.hand_out": (
        acknowledge.acknowledge,
        acknowledge.acknowledge_claim,
        copy.counter_copy,
        copy.copy_of,
        door_receipt.at_the_door,
    ),
    "letter.copy": (copy.own_copy, attest.attest),
    "attendance.record": (attendance.record_appearance, attendance.record_result),
    "call.note": (note_call.note_call,),
    "attendance.close": (attendance.close_day,),
    "request.decide": (decide.decide,),
    "work.take": (assign.take,),
    "work.hand_over": (assign.hand_over,),
    "work.give_back": (assign.give_back,),
    "inspect.work": (queue.work_offices, queue.queue, desk.desk, desk.place),
    "conscience.read": (board.waiting_claims,),
    "conscience.decide": (board.decide_claim,),
    "inspect.callup": (pools.pool, callups.callups, callups.callup, summary.summary),
    "inspect.day": (day.offices, day.day, day.who, day.visitor, day.closing),
    "inspect.everywhere": (search.search,),
    "look_alikes.find": (look_alikes.find_look_alikes,),
    "look_alikes.decide": (look_alikes.decide_look_alike, look_alikes.merge_look_alike),
    "inspect.look_alikes": (open_look_alikes,),
    "inspect.corrections": (open_corrections, correction, claims_of),
    "inspect.request": (requests.request, requests.request_file),
    "inspect.bundle": (bundle.bundle_of,),
    "delivery.record": (by_hand.record_visit, open_case.hand_over),
    "post.import": (postal.apply_reports, postal.check_provider, postal_files.take),
    "delivery.due": (due.see_to_due,),
    "summons.sweep": (sweep.sweep_batch,),
    "delivery.alert": (alert.claim, alert.tell_sent, alert.tell_refused, alert.settle),
    "delivery.bounce": (bounce.take_bounce,),
    "delivery.print": (
        batch.open_batch,
        batch.to_draw,
        batch.give_up,
        batch.seal,
        batch.relay,
    ),
    "summons.arrive": (arrive.arrive,),
    "summons.preview": (preview.preview_summons,),
    "inspect.service": (service.explain, person.stood_on),
    "summons.open": (open.open_summons,),
    "reply.confirm": (reply.confirm,),
    "request.file": (file.file,),
    "draft.keep": (drafts.ticket, drafts.drop),
    "conscience.claim": (conscience.claim,),
    "represent.appoint": (represent.appoint,),
    "represent.accept": (represent.offered, represent.accept),
    "represent.end": (represent.end, represent.sides),
    "represent.act": (represent.act_for,),
    "request.enter": (
        file.enter,
        conscience.note,
        requests.askable,
        reply.note_reply,
        represent.appoint_for,
        represent.end_for,
        represent.representing,
    ),
    "inspect.own": (
        own.inbox,
        attest.attestation,
        drafts.unfinished,
        own.summons,
        own.record,
        case_page.own_page,
        case_page.own_cases,
        case_documents.own_document_page,
        own.own_file,
        other_offices,
        dates.free_times,
        prefer.preferences,
        bundle.own_bundle,
        export.own_record,
    ),
    "inspect.person": (
        search.offices,
        export.person_record,
        export.person_of_number,
        person.person,
    ),
    "release.manifest": (manifest.write_manifest,),
    "release.issue": (issue.issue_batch, issue.finish_release),
}

#: What stands for a parameter of that type: never looked at, since permission comes first.
ANYTHING: Mapping[object, object] = {
    UUID: UUID(int=1),
    str: "x",
    int: 1,
    date: date(2027, 1, 1),
    bytes: bytes(32),
    time: time(9),
    Outcome: Outcome.GRANTED,
    RequestKind: RequestKind.DEFERRAL,
    asking.Channel: asking.Channel.COUNTER,
    file.More: file.NOTHING_MORE,
    conscience.Said: conscience.Said(),
    represent.Terms: represent.Terms((), date(2027, 1, 1)),
    queue.Wanted: queue.Wanted(),
    prefer.Preferences: prefer.Preferences("en", "", "", frozenset()),
}


def everybody() -> list[Actor]:
    """One of each kind."""
    some = UUID(int=2)
    return [
        *(Staff(some, some, role, frozenset({role})) for role in Role),
        Addressee(some),
        Representative(some, some, some, frozenset(Scope)),
        System("job", some),
        Agency(some, "border"),
    ]


def allowed(act: str, by: Actor) -> bool:
    """What the table says."""
    match by:
        case Staff(roles=roles):
            return bool(roles & STAFF.get(act, frozenset()))
        case Addressee():
            return act in OWN
        case Representative(scopes=scopes):
            return act in granted(scopes)
        case Agency():
            return act in ASKED
        case System():
            return act in CARRIED_OUT


def call(function: Callable[..., object], by: Actor, at: datetime) -> None:
    """Call an action with anything for what it asks beside author and time."""
    given: dict[str, object] = {"by": by, "at": at, "purpose": "test"}
    parameters = inspect.signature(function).parameters
    arguments = {
        name: given.get(name, ANYTHING.get(parameter.annotation))
        for name, parameter in parameters.items()
        if name in given or parameter.default is parameter.empty
    }
    positional = [
        arguments.pop(name)
        for name, parameter in parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and name in arguments
    ]
    function(*positional, **arguments)


@pytest.mark.parametrize("by", everybody(), ids=lambda by: getattr(by, "name", type(by).__name__))
@pytest.mark.parametrize("act", ACTS)
def test_whoever_the_table_does_not_name_is_refused(world: World, act: str, by: Actor) -> None:
    at = now()
    for function in ACTS[act]:
        if not allowed(act, by):
            with pytest.raises(NotPermitted, match=act.replace(".", r"\.")):
                call(function, by, at)


def test_every_act_of_the_table_is_tried() -> None:
    planned = {"register.confirm", "agency.confirm"}
    assert set(ACTS) == (set(STAFF) | OWN | CARRIED_OUT) - planned
