"""Names of the facts of a case: plain words, since no evidence of ETSI EN 319 522 fits them."""

from enum import StrEnum

#: Characters of what somebody says in a case at once: to answer, to dispute, to appeal.
LONGEST_SAID = 20_000


class CaseKind(StrEnum):
    """What can happen in a case. `data` of each is listed in docs/reference/facts.md."""

    OPENED = "CaseOpened"
    REMINDER = "Reminder"
    REVIEW = "Review"
    NOTICE = "NoticeOfIntent"
    ANSWER = "HearingAnswer"
    PROPOSAL = "Proposal"
    FINDING = "Finding"
    MEASURE = "Measure"
    APPEAL = "Appeal"
    ENFORCEMENT = "EnforcementOrder"
    APPEAL_DECISION = "AppealDecision"
    MEASURE_REVIEW = "MeasureReview"
    LIFT = "Lift"
    DISPUTE = "Dispute"
    DISPUTE_DECISION = "DisputeDecision"
    STAY = "Stay"
    STAY_ASKED = "StayRequest"
    STAY_REFUSED = "StayRefusal"
    NOT_ME = "NotMe"
    NOT_ME_DECISION = "NotMeDecision"
    REMEDY = "Remedy"
    REMEDY_DECISION = "RemedyDecision"
    EVIDENCE = "Evidence"
    RECALL = "Recall"
    RETRACTION = "Retraction"


class Review(StrEnum):
    """What an officer may do with a case. None of it is against the person but a notice."""

    EXCUSE = "excuse"
    NEW_DATE = "new_date"
    DROP = "drop"
    INTEND = "intend"


class Verdict(StrEnum):
    """What a claim or an appeal comes to."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Cause(StrEnum):
    """Why a measure is lifted (F16)."""

    APPEARANCE = "appearance"
    EXEMPTION = "exemption"
    ERROR = "error"
    AGE = "age"
    DEATH = "death"
    RECALL = "recall"
    APPEAL = "appeal"
    REVIEW = "review"
