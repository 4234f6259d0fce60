"""The floor: what no profile can switch off, whole, with its constants and its sources.

Not settings, not data, the same in every jurisdiction. The text is that of the design, rule
by rule; `vocatio floor` prints it. Where a profile asks for something else, the floor wins,
and `vocatio profile audit` names the rule. Confidence of a source is as in a profile: “read”
by whoever wrote it here, “secondary”, or “unverified”.
"""

from dataclasses import dataclass
from datetime import timedelta

from vocatio.domain.law.citation import Citation

#: F22: nobody younger is ever called to military service.
MINIMUM_AGE_YEARS = 18

#: F4: from evidenced receipt to appearance, before absence can have consequences.
MINIMUM_NOTICE = timedelta(days=14)

#: F22: any of these, true or unknown, stops the issue of a summons.
STATUS_GATE = ("dead", "detained", "hospitalised", "protected")

#: “URLs, QR codes and typed codes carry random references of 60 bits or more”.
REFERENCE_BITS = 80

#: F2: how far the time a fact says it was recorded may lie behind the database's own clock.
RECORDING_TOLERANCE = timedelta(minutes=10)

#: F5: until an uninvolved person decides on a claim that nothing was received.
NON_RECEIPT_DECIDED = timedelta(days=14)

#: F7: from evidenced receipt of a refusal, to seek a remedy against it.
REMEDY = timedelta(days=14)

#: F8: from evidenced receipt of the notice of intent, to answer it.
HEARING = timedelta(days=14)

#: F10: shorter reasons say nothing about this person.
LEAST_REASONS_CHARACTERS = 20

#: F10: words of reasons for a decision against somebody; above this likeness they are a copy.
LEAST_REASONS_WORDS = 15
NEAR_COPY_PERCENT = 85

#: F10: nobody weighs more files than this in one day.
DECISIONS_A_DAY = 20

#: F12: the only kinds of measure there are; a profile may ask for others, and gets none of them.
MEASURE_KINDS = ("fine_proposal", "licence", "exit")

#: F13: from evidenced receipt of its own decision, before a measure takes effect.
MEASURE_WAITS = timedelta(days=14)

#: F15: the end of a measure, and of all measures in one episode.
LONGEST_MEASURE_MONTHS = 6
LONGEST_EPISODE_MONTHS = 12

#: The same in days: the shortest that so many months can be, so that none is ever longer.
LONGEST_MEASURE, LONGEST_EPISODE = timedelta(days=181), timedelta(days=365)

#: F18: how long an answer about a measure may be relied on.
ANSWER_LIVES = timedelta(minutes=5)

#: F19: until an answer “nothing” to another authority is shredded.
NOTHING_KEPT = timedelta(days=30)

#: F26: a stay ends by itself.
STAY_ENDS = timedelta(days=30)

#: Left out, on purpose: measures of these kinds are never taken, whatever decides them.
LEFT_OUT_KINDS = ("credit", "property", "business", "benefits", "public_list")

#: Rule -> the constants that it rests on, by their names here.
CONSTANTS: dict[str, tuple[str, ...]] = {
    "F2": ("RECORDING_TOLERANCE",),
    "F4": ("MINIMUM_NOTICE",),
    "F5": ("NON_RECEIPT_DECIDED",),
    "F7": ("REMEDY",),
    "F8": ("HEARING",),
    "F10": (
        "LEAST_REASONS_CHARACTERS",
        "LEAST_REASONS_WORDS",
        "NEAR_COPY_PERCENT",
        "DECISIONS_A_DAY",
    ),
    "F12": ("MEASURE_KINDS",),
    "F13": ("MEASURE_WAITS",),
    "F15": (
        "LONGEST_MEASURE_MONTHS",
        "LONGEST_MEASURE",
        "LONGEST_EPISODE_MONTHS",
        "LONGEST_EPISODE",
    ),
    "F18": ("ANSWER_LIVES",),
    "F19": ("NOTHING_KEPT",),
    "F22": ("MINIMUM_AGE_YEARS", "STATUS_GATE"),
    "F26": ("STAY_ENDS",),
    "": ("REFERENCE_BITS", "LEFT_OUT_KINDS"),
}


@dataclass(frozen=True, slots=True)
class FloorRule:
    """One rule: its code, its name, what it says, and international law that says it too."""

    code: str
    name: str
    text: str
    sources: tuple[Citation, ...]


def _rule(code: str, name: str, text: str, *sources: Citation) -> FloorRule:
    return FloorRule(code, name, text, sources)


def _cite(act: str, article: str, url: str = "") -> Citation:
    """“read” where the address says where; the rest is written from memory, to be checked."""
    return Citation(act, article, "read" if url else "unverified", url)


_ICCPR = "International Covenant on Civil and Political Rights (1966)"
_ECHR = "European Convention on Human Rights (1950)"
_CHARTER = "Charter of Fundamental Rights of the European Union"
_GDPR = "Regulation (EU) 2016/679 (GDPR)"
_HAGUE = "Hague Service Convention (1965)"
_MOVEMENT = "Human Rights Committee, General Comment No. 27"
_CHARTER_41 = "https://fra.europa.eu/en/eu-charter/article/41-right-good-administration"
_COMMENT_27 = (
    "https://bookofauthorities.info/documents/1999/general-comment-no-27-on-the-international-"
    "covenant-on-civil-and-political-rights-freedom-of-movement-art-12-ccprc21rev-1add-9/"
)
_COVENANT = "http://haryana.ngoregistry.com/cpr.html"
_PROTOCOL_4 = "Protocol No. 4 to the European Convention on Human Rights"
_PROTOCOL_7 = "Protocol No. 7 to the European Convention on Human Rights"
_GENEVA_4 = "Geneva Convention IV (1949)"
_GENEVA_SOURCE = "https://ihl-databases.icrc.org/applic/ihl/ihl.nsf/COM/380-600058?OpenDocument"
_OPAC = "Optional Protocol on the involvement of children in armed conflict (2000)"
_OPAC_SOURCE = (
    "https://wikimili.com/en/Optional_Protocol_on_the_Involvement_of_Children_in_Armed_Conflict"
)
_BAYATYAN = "European Court of Human Rights, Bayatyan v. Armenia, no. 23459/03 (2011)"
_BAYATYAN_SOURCE = (
    "https://docslib.org/doc/5078982/european-court-of-human-rights-held-by-a-majority-that-"
    "there-had-been"
)

RULES: tuple[FloorRule, ...] = (
    _rule(
        "F1",
        "identity",
        "No summons unless liability holds on that date and identity rests on two sources, "
        "neither derivable from the other (number in the civil register and separate address "
        "source, say). Checked again in the transaction that issues, at attendance, and before "
        'a finding. Look-alikes are never merged automatically. "This is not me" freezes '
        "everything until an uninvolved person decides.",
        _cite(_ICCPR, "article 17", _COVENANT),
        _cite(_GDPR, "article 5(1)(d), accuracy"),
    ),
    _rule(
        "F2",
        "two times, no back-dating",
        "Each fact has `occurred_at` (claimed, with its source) and `recorded_at` (the database "
        "checks it against its own clock). No period that runs against the person starts before "
        "the fact was recorded. Nothing adverse takes effect without an external time-stamp, "
        "which the issuer does not control, on the checkpoint that covers it.",
        _cite("Regulation (EU) No 910/2014 (eIDAS)", "articles 41 and 42, time stamps"),
    ),
    _rule(
        "F3",
        "notice content",
        "No service unless the notice states legal basis, reason, place and time, how to "
        "reschedule or object, what can follow and how to be heard and appeal, each specific to "
        "this person and on the page itself, in the official and in the chosen language.",
        _cite("Recommendation CM/Rec(2007)7 on good administration", "whole"),
    ),
    _rule(
        "F4",
        "minimum notice",
        "14 days from evidenced receipt to appearance before absence can have consequences. A "
        "profile may invite at shorter notice; then absence has none. Service that comes too "
        "late voids the appearance; the new date is a new notice.",
        _cite(_HAGUE, "article 15"),
        _cite(_ECHR, "article 6"),
    ),
    _rule(
        "F5",
        "non-receipt",
        "A specific, credible account that it was not received moves the burden to the "
        "authority; an uninvolved person decides within 14 days; silence undoes service and "
        "everything that followed, as a visible fact, never as an edit.",
        _cite(_HAGUE, "article 16"),
        _cite(_ECHR, "article 6"),
    ),
    _rule(
        "F6",
        "outage",
        "No deadline of the person expires during an outage, of the system or shown for the "
        "individual; only the person's deadlines are extended, never a measure.",
        _cite(_ECHR, "article 6"),
    ),
    _rule(
        "F7",
        "open request",
        "A request blocks any finding until a reasoned answer is served and its remedy "
        "exhausted; a request made by telephone or at any counter counts from that moment. The "
        "same request on the same facts blocks once. Conscience can be claimed at any time.",
        _cite(_CHARTER, "article 41", _CHARTER_41),
    ),
    _rule(
        "F8",
        "hearing",
        "Before a finding: notice of intent with evidenced receipt, then 14 days, spoken "
        "answers included. An empty answer does not use up the hearing.",
        _cite(_CHARTER, "article 41(2)(a), the right to be heard", _CHARTER_41),
        _cite(_ICCPR, "article 14"),
    ),
    _rule(
        "F9",
        "no fiction",
        "Finding and measure each rest on evidenced receipt of summons, notice of intent and "
        "decision.",
        _cite(_HAGUE, "article 15"),
        _cite(_ECHR, "article 6"),
    ),
    _rule(
        "F10",
        "a named human",
        "Each decision is one person's, who opened the file, has the role, and neither issued, "
        "assisted nor recorded the absence; individual written reasons; a daily ceiling; near-"
        "copies of reasons are returned. No bulk, automatic or imported approval: one "
        "signature, one decision.",
        _cite(
            _GDPR,
            "article 22, no decision by machine alone",
            "https://gdpr-expert.com/article.html?mid=8&id=22",
        ),
        _cite(_CHARTER, "article 41(2)(c), reasons", _CHARTER_41),
    ),
    _rule(
        "F11",
        "competent body",
        "Anything beyond a reminder or a new date is decided by a body that the issuer's "
        "hierarchy neither appoints nor instructs (a court by default), whose users sign in "
        "through that body's own identity provider.",
        _cite(_ICCPR, "article 14(1), an independent and impartial tribunal"),
        _cite(_ECHR, "article 6(1)"),
    ),
    _rule(
        "F12",
        "least means",
        "A reminder and a new date come first, built in; skipping cites evidence about this "
        "person; no heavier measure while a lighter one is untried.",
        _cite(_MOVEMENT, "paragraph 14, the least intrusive instrument", _COMMENT_27),
        _cite(_CHARTER, "article 52(1)"),
    ),
    _rule(
        "F13",
        "own service first",
        "A measure takes effect 14 days after evidenced receipt of its own decision, at the "
        "earliest.",
        _cite(_ECHR, "article 13"),
    ),
    _rule(
        "F14",
        "appeal suspends",
        "A filed appeal suspends; filing counts when handed to any office, in any form. Only an "
        "independent body's reasoned order, made after filing and answering its grounds, says "
        "otherwise. Who decides took no part before. A profile that says `none` loses.",
        _cite(_ECHR, "article 13, an effective remedy"),
        _cite(_CHARTER, "article 47"),
    ),
    _rule(
        "F15",
        "it ends",
        "At most 6 months, 12 for one episode; no renewal without F8 to F14 again; lapses by "
        "itself even when no job runs.",
        _cite(_MOVEMENT, "paragraphs 14 and 15", _COMMENT_27),
        _cite(_PROTOCOL_4, "article 2, the freedom to leave any country"),
    ),
    _rule(
        "F16",
        "it lifts",
        "The door receipt of an appearance lifts on presentation; so do exemption, error, age, "
        'death, recall, appeal upheld. A disputed cause answers "unknown". The person gets a '
        "sealed certificate.",
        _cite(_MOVEMENT, "paragraph 14", _COMMENT_27),
    ),
    _rule(
        "F17",
        "one episode",
        "One refusal of the same duty is one episode, across summonses and orders; withdraw and "
        "re-summon does not start another.",
        _cite(_ICCPR, "article 14(7), not twice for one thing"),
        _cite(_PROTOCOL_7, "article 4"),
    ),
    _rule(
        "F18",
        "stale means free",
        'A status answer lives minutes. "Unknown" and expired say in words: no basis to stop '
        "anyone.",
        _cite(_GDPR, "article 5(1)(d), accuracy"),
    ),
    _rule(
        "F19",
        "points, not lists",
        "Other authorities ask about one person, by the document that the person presents, for "
        'a stated purpose, within a daily budget of distinct persons. "Not registered" and '
        '"nothing in force" are one answer. No role, screen, export or API lists restricted or '
        'absent persons across offices. "Nothing" answers are readable by the person alone and '
        "shredded in 30 days.",
        _cite(_GDPR, "article 5(1)(b) and (c), purpose and minimisation"),
        _cite(_ICCPR, "article 17", _COVENANT),
    ),
    _rule(
        "F20",
        "it shows",
        "The person sees every fact, decision, reason, reading and deadline about them, free on "
        "paper too, and can take it away as a bundle that proves itself offline. No personal "
        "field exists outside that record.",
        _cite(
            _GDPR,
            "article 15, access and a copy",
            "https://gdprhub.eu/index.php?title=Article_15_GDPR",
        ),
    ),
    _rule(
        "F21",
        "no retroactivity",
        "The profile version in force at issue governs; a later one only where it favours the "
        "person.",
        _cite(_ICCPR, "article 15"),
        _cite(_ECHR, "article 7"),
    ),
    _rule(
        "F22",
        "status gate",
        "Minors, the dead, detained and hospitalised persons are filtered before issue, case "
        "and finding; unknown stops. Minors are never called to military service, nor is anyone "
        "whom international law protects from compelled service.",
        Citation(_OPAC, "article 2, none compelled under 18", "secondary", _OPAC_SOURCE),
        _cite(_GENEVA_4, "article 51, none compelled under occupation", _GENEVA_SOURCE),
        _cite("Geneva Convention III (1949)", "article 130"),
    ),
    _rule(
        "F23",
        "protected persons",
        "Sealed addresses, neutral envelopes, another office; a delegate only by the person's "
        "own act, revocable, never able to waive.",
        _cite(_ECHR, "article 8"),
    ),
    _rule(
        "F24",
        "conscience stays private",
        'Content goes encrypted to an independent board alone; everyone else sees "not '
        'available", as for any other exemption.',
        _cite(_ICCPR, "article 18", _COVENANT),
        Citation(_BAYATYAN, "article 9 covers objection", "secondary", _BAYATYAN_SOURCE),
    ),
    _rule(
        "F25",
        "fair selection",
        "Only the order's legal criteria and the draw select. An addition beside the draw needs "
        "a statutory code, two persons, and tells the overseer at once.",
        _cite(_ICCPR, "article 26"),
    ),
    _rule(
        "F26",
        "stay",
        "An overseer can stay one case or a whole call-up, with reasons, logged, ending by "
        "itself after 30 days.",
        _cite(_ECHR, "article 13"),
    ),
)

BY_CODE: dict[str, FloorRule] = {rule.code: rule for rule in RULES}

#: What the rules mean by it.
EVIDENCED_RECEIPT = (
    "Evidenced receipt (of a summons, a notice of intent, a decision; each needs its own): "
    "the addressee opened it in their own signed-in session; or signed for it; or an "
    "independent carrier or the officer handing it over, with place, time and a second piece "
    "of evidence, recorded delivery to the person or their witnessed refusal. An officer who "
    "opens it while helping, a presumption from posting, arrival in an inbox: served perhaps, "
    "never evidenced receipt."
)

#: What is left out, on purpose.
LEFT_OUT = (
    "No automatic restriction; no scoring or prediction of who may not appear; no location, "
    "telecom, banking, biometric or border-crossing feeds; no public lists of names; no "
    "restriction of credit, property, business or benefits; no health file in the register. "
    'No switch, flag or "emergency mode" that turns a rule of the floor off.'
)
