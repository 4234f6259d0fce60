"""Words for the codes that facts and actions use, so that no page shows a bare code.

The texts are lazy: each is translated when a page is made, not when this is read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.domain.actors import Role, Scope
from vocatio.domain.consequences.force import Answer
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.genuine import Standing
from vocatio.domain.summons.kinds import Kind, Outcome, RequestKind
from vocatio.portals import case_words
from vocatio.portals.callup_words import (
    ABOUT_ACTS,
    ACTS,
    AFTER_MOVE,
    LEFT_OUT,
    OUTCOMES,
    REASONS,
    STAGES,
    STEPS,
    WAYS,
)
from vocatio.portals.door_words import FOLLOWS, HOLDERS, RESULTS, VISITS, WHY_DUE, WORK_KINDS
from vocatio.portals.indicator_words import COLUMNS, GROUPS, GROUPS_BY, PROOFS
from vocatio.portals.letter_words import BATCHES, FAULTS, JOBS, NOT_PRINTED, RETURNS
from vocatio.portals.state_words import ASKS, STATES

_FACTS = {
    **case_words.FACTS,
    Kind.ISSUED: _("The summons was issued"),
    Kind.AVAILABLE: _("It arrived in the inbox"),
    Kind.PREVIEWED: _("Sender and kind were looked at"),
    Kind.ALERTED: _("A message said that there is post"),
    Kind.ALERT_FAILED: _("A message could not be delivered"),
    Kind.OPENED: _("It was opened"),
    Kind.PRINTED: _("A letter went to the printer"),
    Kind.POSTED: _("The letter was posted"),
    Kind.DEPOSITED: _("The letter was left for collection"),
    Kind.RECEIVED: _("The letter was delivered"),
    Kind.RETURNED: _("The letter did not arrive"),
    Kind.HANDED: _("It was handed over"),
    Kind.REJECTED: _("It was refused"),
    Kind.NOT_MET: _("Nobody was met"),
    Kind.REPLY: _("The reply: will come"),
    Kind.REQUEST: _("A request was made"),
    Kind.DECISION: _("The request was decided"),
    Kind.APPOINTMENT: _("A new date was set"),
    Kind.APPEARANCE: _("The person appeared"),
    Kind.RESULT: _("What became of the appearance was recorded"),
    Kind.ABSENCE: _("The person did not appear"),
    Kind.NON_RECEIPT: _("It is proven that it was not received"),
    Kind.OUTAGE: _("The system could not be used"),
    Kind.COPIED: _("A copy of the letter was handed out"),
    Kind.ATTESTED: _("A confirmation for an employer or a school was made"),
    Kind.CALL: _("A telephone call was noted"),
    Kind.RECALLED: _("The summons was recalled"),
    **STEPS,
}

_REQUESTS = {
    RequestKind.RESCHEDULE: _("Another date"),
    RequestKind.DEFERRAL: _("To come much later (deferral)"),
    RequestKind.EXEMPTION: _("Not to come at all (exemption)"),
    RequestKind.PLACE: _("Another place"),
    RequestKind.HELP: _("An interpreter, or other help when I come"),
    RequestKind.NON_RECEIPT: _("To say that it did not reach me"),
    RequestKind.HINDERED: _("To say that something kept me from acting in time"),
    RequestKind.NOT_ME: _("To say that this is not me"),
}

_ABOUT_REQUESTS = {
    RequestKind.RESCHEDULE: _("You get a new date, with at least 14 days before it."),
    RequestKind.DEFERRAL: _("If it is granted, you need not come for as long as it lasts."),
    RequestKind.EXEMPTION: _("If it is granted, you need not come."),
    RequestKind.PLACE: _("If it is granted, you get a new date at the other office."),
    RequestKind.HELP: _("The office prepares it. The appointment stays as it is."),
    RequestKind.NON_RECEIPT: _(
        "Somebody who had no hand in it decides within 14 days. If nobody does, it counts as "
        "not served."
    ),
    RequestKind.HINDERED: _("If it is granted, your time limits are longer by these days."),
    RequestKind.NOT_ME: _(
        "Everything stops until somebody who had no hand in it has decided. Nobody writes to you "
        "or decides about you meanwhile."
    ),
}

_FILE_KINDS = {
    "application/pdf": _("PDF"),
    "image/jpeg": _("photograph"),
    "image/png": _("picture"),
}

_GROUNDS = {
    "illness": _("I am ill, or I have a medical appointment"),
    "childcare": _("I look after a child or another person"),
    "study": _("School, training or an exam"),
    "work": _("Work"),
    "hardship": _("Particular hardship at home or at work"),
    "clergy": _("I am a minister of religion"),
    "travel": _("A journey that was booked before"),
    "previous_service": _("I have served not long ago"),
    "health": _("My health"),
    "moved": _("I live somewhere else now"),
    "interpreter": _("An interpreter for my language"),
    "sign_language": _("An interpreter for sign language"),
    "step_free": _("A way in without steps"),
    "companion": _("Somebody who comes with me"),
    "abroad": _("I was abroad"),
    "detained": _("I was detained"),
    "hospital": _("I was in hospital"),
    "locked_out": _("I could not sign in, or the system did not work"),
    "other": _("Something else"),
}

_EVIDENCE = {
    "signature": _("The person signed for it"),
    "witness": _("Somebody saw it"),
    "": _("Nothing else"),
}

_CHANNELS_OF_REQUESTS = {
    Channel.COUNTER: _("at the counter"),
    Channel.TELEPHONE: _("by telephone"),
    Channel.LETTER: _("by letter"),
}

_OUTCOMES = {Outcome.GRANTED: _("Granted"), Outcome.REFUSED: _("Refused")}


_CATEGORIES = {"conscript": _("Conscripts"), "other": _("Others who are liable")}

_UNCLEAR = {
    "dead": _("May be dead"),
    "detained": _("May be detained"),
    "hospitalised": _("May be in hospital"),
    "protected": _("May be under protection"),
    "exempt": _("May be exempt"),
    "deferred": _("May be deferred"),
    "abroad": _("May live abroad"),
    "birth_date": _("Date of birth unknown"),
    "sex": _("Sex unknown"),
    "no_number": _("No number in the civil register"),
    "one_source": _("Identity rests on one source only"),
    "look_alike": _("Another record may be the same person"),
}

_FIELDS = {
    "name": _("Name"),
    "particulars": _("Birth and sex"),
    "language": _("Language"),
    "identifier": _("Number"),
    "address": _("Address"),
    "registration": _("District"),
    "contact": _("E-mail and telephone"),
    "need": _("What you need in letters and talks"),
    "liability": _("Liability"),
    "status": _("Status"),
    "guardianship": _("Guardian"),
}

_SEXES = {
    "": _("Not known"),
    "f": _("female"),
    "m": _("male"),
    "x": _("neither of them"),
}

_CONTACTS = {"email": _("E-mail"), "phone": _("Telephone")}

_NEEDS = {
    "large_print": _("Large print"),
    "braille": _("Braille"),
    "audio": _("To listen to"),
    "easy_language": _("Easy language"),
    "sign_language": _("Sign language"),
    "interpreter": _("An interpreter"),
    "spoken": _("To be told, not written to"),
    "paper": _("On paper"),
}

_HELD = {
    **_SEXES,
    **_NEEDS,
    **_CONTACTS,
    **_CATEGORIES,
    "civil": _("in use"),
    "birth": _("at birth"),
    "regular": _("in the civil register"),
    "provisional": _("provisional"),
    "foreign": _("of another country"),
    "sealed": _("sealed: nobody is told"),
    "dead": _("dead"),
    "detained": _("detained"),
    "hospitalised": _("in hospital"),
    "abroad": _("abroad"),
    "exempt": _("exempt"),
    "deferred": _("deferred"),
    "protected": _("under protection"),
    "dead?": _("perhaps dead"),
    "detained?": _("perhaps detained"),
    "hospitalised?": _("perhaps in hospital"),
    "abroad?": _("perhaps abroad"),
    "exempt?": _("perhaps exempt"),
    "deferred?": _("perhaps deferred"),
    "protected?": _("perhaps under protection"),
}

_WORDS = {
    "given": _("Given names"),
    "family": _("Family name"),
    "birth": _("Date of birth"),
    "sex": _("Sex"),
    "tag": _("Language, by its code such as en, de or ar"),
    "country": _("Country, by its two letters such as AT"),
    "street": _("Street and number"),
    "postcode": _("Postcode"),
    "locality": _("Town"),
    "kind": _("What it is"),
    "value": _("E-mail address or telephone number"),
    "district": _("District"),
}

_CHANNELS = {"inbox": _("your inbox here"), "paper": _("a letter"), "hand": _("handing it over")}

_ROLES = {
    Role.PLANNER: _("planner"),
    Role.APPROVER: _("approver"),
    Role.OFFICER: _("officer"),
    Role.DECIDER: _("decider"),
    Role.OVERSEER: _("overseer"),
    Role.JUDGE: _("judge"),
}

_AGENCY_ANSWERS = {
    Answer.IN_FORCE: _("A measure is in force"),
    Answer.NOT_IN_FORCE: _("Nothing in force"),
    Answer.UNKNOWN: _("Unknown, which is no basis to stop anyone"),
}
_READERS = {
    "self": _("You"),
    "representative": _("Somebody who acts for you"),
    "staff": _("A member of staff"),
    "job": _("The system, on behalf of staff"),
}

#: What portals say they read for, and what they read.
OWN, ATTENDANCE, DECISION, PLANNING = "own", "attendance", "decision", "planning"
SEARCHING, ASKING, OVERSIGHT = "searching", "asking", "oversight"
CASE, COURT, LETTERS, WORK = "case", "court", "letters", "work"

_PURPOSES = {
    "letter": _("To hand out the letter"),
    "acknowledgement": _("To hand out the letter that confirms what you said"),
    OWN: _("To show you your own data"),
    ATTENDANCE: _("To receive people at the office"),
    DECISION: _("To decide a request"),
    CASE: _("To work on what followed an absence"),
    WORK: _("To see what waits, and who works on it"),
    COURT: _("To decide about it, as an independent body"),
    LETTERS: _("To see to letters and the post"),
    PLANNING: _("To plan and release a call-up"),
    OVERSIGHT: _("To check what the office does, file by file drawn at random"),
    ASKING: _("To write down what you asked for"),
    SEARCHING: _("To choose an office at which to look for a person"),
}

_READ = {
    "inbox": _("Inbox"),
    "summons": _("Summons"),
    "own record": _("This page"),
    "export": _("The whole record"),
    "language": _("Your language"),
    "letter": _("The summons as a letter"),
    "representation": _("Who acts for whom"),
    "draft": _("What you typed and did not send"),
    "attestation": _("A confirmation for an employer or a school"),
    "acknowledgement": _("A letter that confirms what you said"),
    "person": _("Your record, at the office"),
    "door receipt": _("The receipt of an appearance"),
    "day list": _("List of a day"),
    "open requests": _("Open requests"),
    "work queue": _("List of what waits for the office"),
    "work": _("Who works on what you asked for"),
    "search": _("Name and birth, in a search"),
    "look-alikes": _("Name and birth, among records that may be one person"),
    "case file": _("What followed an absence"),
    "case document": _("A letter that followed an absence"),
    "cases": _("List of cases"),
    "measures": _("Whether a measure is in force"),
    "bundle": _("The proof of a summons"),
    "receipt": _("A receipt"),
    "request": _("A request"),
    "attachment": _("A file that came with a request"),
    "free times": _("Free times at the office"),
    "service": _("Whether it counts as served, and why"),
}

_STANDINGS = {
    Standing.GENUINE: _("This letter is genuine."),
    Standing.SUPERSEDED: _("This letter is genuine, but a newer one replaces it."),
    Standing.REVOKED: _("This letter was recalled."),
    Standing.UNKNOWN: _("We do not know this letter."),
}

_ABOUT_STANDINGS = {
    Standing.GENUINE: _("It comes from us, and it still holds."),
    Standing.SUPERSEDED: _("It does not hold any more. The newer letter says what does."),
    Standing.REVOKED: _("It comes from us, but nobody has to come because of it any more."),
    Standing.UNKNOWN: _(
        "Check the code for typing errors. A file that was printed, scanned or saved again is "
        "not known: type the code on it instead. If you still have doubts, call the office. "
        "Do not pay anything, and do not give anybody a password."
    ),
}

_SCOPES = {
    Scope.READ: _("Read what is written to you"),
    Scope.ASK: _("Ask for things, such as another date"),
    Scope.ANSWER: _("Answer and appeal, in what follows an absence"),
}

TABLES: Mapping[str, Mapping[Any, Promise]] = MappingProxyType(
    {
        **case_words.TABLES,
        "state": STATES,
        "asks": ASKS,
        "fact": _FACTS,
        "request": _REQUESTS,
        "about request": _ABOUT_REQUESTS,
        "file": _FILE_KINDS,
        "ground": _GROUNDS,
        "outcome": _OUTCOMES,
        "liability": OUTCOMES,
        "asked": _CHANNELS_OF_REQUESTS,
        "visit": VISITS,
        "work": WORK_KINDS,
        "holder": HOLDERS,
        "evidence": _EVIDENCE,
        "stage": STAGES,
        "act": ACTS,
        "about act": ABOUT_ACTS,
        "after move": AFTER_MOVE,
        "correction": WAYS,
        "correction reason": REASONS,
        "left out": {
            **{f"{code}?": words for code, words in _UNCLEAR.items()},
            **_HELD,
            **LEFT_OUT,
        },
        "category": _CATEGORIES,
        "field": _FIELDS,
        "held": _HELD,
        "word": _WORDS,
        "sex": _SEXES,
        "need": _NEEDS,
        "contact": _CONTACTS,
        "unclear": _UNCLEAR,
        "channel": _CHANNELS,
        "batch": BATCHES,
        "not printed": NOT_PRINTED,
        "return": RETURNS,
        "line fault": FAULTS,
        "job": JOBS,
        "role": _ROLES,
        "reader": _READERS,
        "scope": _SCOPES,
        "agency_answer": _AGENCY_ANSWERS,
        "purpose": _PURPOSES,
        "read": _READ,
        "result": RESULTS,
        "follows": FOLLOWS,
        "why due": WHY_DUE,
        "standing": _STANDINGS,
        "proof": PROOFS,
        "column": COLUMNS,
        "group": GROUPS,
        "group by": GROUPS_BY,
        "about standing": _ABOUT_STANDINGS,
    }
)


def in_words(code: str, table: str) -> str:
    """The words for a code in the language of the page; a code that has none stands for itself."""
    return str(TABLES[table].get(code, code))


def choices(table: str) -> list[tuple[str, Promise]]:
    """All codes of a table with their words, for a form."""
    return list(TABLES[table].items())
