"""Words for what happens in a case, for those who work on it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.domain.consequences.kinds import CaseKind, Cause, Review, Verdict
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.consequences.steps import Due, Step

Words = Mapping[Any, Promise]

STATES: Words = {
    CaseState.NONE: _("No case"),
    CaseState.OPENED: _("Opened"),
    CaseState.NOTIFIED: _("Notice sent"),
    CaseState.HEARING: _("Being heard"),
    CaseState.HEARD: _("Heard"),
    CaseState.PROPOSED: _("At the court"),
    CaseState.FOUND: _("Finding"),
    CaseState.DECIDED: _("Measure decided"),
    CaseState.CLOSED: _("Closed"),
    CaseState.OVER: _("Over"),
}

TODO: Words = {
    CaseState.OPENED: _("Look at it: excuse, new date, drop, or a notice of intent"),
    CaseState.NOTIFIED: _("See that the notice reaches the person; nothing runs before"),
    CaseState.HEARING: _("Wait, and write down what the person says"),
    CaseState.HEARD: _("Weigh the answer: close the case, or propose a measure"),
    CaseState.PROPOSED: _("The court decides; drop it if the ground is gone"),
    CaseState.FOUND: _("The court decides on a measure"),
    CaseState.DECIDED: _("Lift it at once if the ground is gone; enter any appeal"),
}

FACTS: Words = {
    CaseKind.OPENED: _("A case was opened"),
    CaseKind.REMINDER: _("A reminder was written"),
    CaseKind.REVIEW: _("An officer looked at the case"),
    CaseKind.NOTICE: _("A notice of intent was written"),
    CaseKind.ANSWER: _("The person answered"),
    CaseKind.PROPOSAL: _("A measure was proposed to the court"),
    CaseKind.FINDING: _("The court made a finding"),
    CaseKind.MEASURE: _("The court decided on a measure"),
    CaseKind.APPEAL: _("An appeal was filed"),
    CaseKind.ENFORCEMENT: _("The court ordered that it goes on"),
    CaseKind.APPEAL_DECISION: _("The appeal was decided"),
    CaseKind.MEASURE_REVIEW: _("The measure was looked at again"),
    CaseKind.LIFT: _("A measure was lifted"),
    CaseKind.DISPUTE: _("The person disputed the cause"),
    CaseKind.DISPUTE_DECISION: _("The dispute was decided"),
    CaseKind.STAY: _("An overseer stayed the case"),
    CaseKind.STAY_ASKED: _("The person asked for a stay"),
    CaseKind.STAY_REFUSED: _("An overseer let the case go on"),
    CaseKind.EVIDENCE: _("Evidence was written down"),
    CaseKind.RECALL: _("The summons was recalled"),
    CaseKind.RETRACTION: _("An earlier entry was taken back"),
}

STEPS: Words = {
    Step.ANSWER: _("Write down what the person says"),
    Step.EXCUSE: _("Excuse the absence"),
    Step.NEW_DATE: _("Give a new date"),
    Step.DROP: _("Drop the case"),
    Step.NOTICE: _("Give notice of what is considered"),
    Step.PROPOSE: _("Propose a measure to the court"),
    Step.FIND: _("Make the finding"),
    Step.MEASURE: _("Decide on a measure"),
    Step.KEEP: _("Let a measure go on after its review"),
    Step.LIFT: _("Lift a measure"),
    Step.APPEAL: _("Enter an appeal"),
    Step.DECIDE_APPEAL: _("Decide an appeal"),
    Step.GO_ON: _("Order that a measure goes on during an appeal"),
    Step.CLAIM: _("Decide what the person claims"),
    Step.STAY: _("Stay the case for 30 days"),
    Step.REFUSE_STAY: _("Let the case go on"),
}

ABOUT_STEPS: Words = {
    Step.ANSWER: _("At the counter, by telephone or by letter. It counts from now."),
    Step.EXCUSE: _("There was a reason that counts. The case is closed, and the person is told."),
    Step.NEW_DATE: _("A reminder and the next free date; the case is closed."),
    Step.DROP: _("Nothing follows. The case is closed, and the person is told."),
    Step.NOTICE: _(
        "It decides nothing. Once it reached the person, they have 14 days or more to answer."
    ),
    Step.PROPOSE: _("Nothing follows from it but that the court sees the case."),
    Step.FIND: _("That the duty was refused. The finding alone limits nothing."),
    Step.MEASURE: _("It takes effect 14 days after the person received it, at the earliest."),
    Step.KEEP: _("Without a review in time, a measure is suspended by itself."),
    Step.LIFT: _("At once; the person gets a certificate."),
    Step.APPEAL: _("In any form, at any office. From now on it suspends the decision."),
    Step.DECIDE_APPEAL: _("Only whoever took no part in this case before decides."),
    Step.GO_ON: _("Only with reasons that answer the grounds of the appeal."),
    Step.CLAIM: _("Only whoever took no part in this case before decides."),
    Step.STAY: _("Nothing is found, and no measure has effect, until it ends by itself."),
    Step.REFUSE_STAY: _("The person asked for a stay. They read your reasons, and can ask again."),
}

DUE: Words = {
    Due.HEARING: _("The time to answer ends"),
    Due.CLAIM: _("A claim of non-receipt has to be decided"),
    Due.STAY: _("The stay ends"),
    Due.EFFECT: _("A measure can take effect"),
    Due.REVIEW: _("A measure has to be looked at again"),
    Due.END: _("A measure ends"),
}

CAUSES: Words = {
    Cause.APPEARANCE: _("The person appeared"),
    Cause.EXEMPTION: _("The person is exempt"),
    Cause.ERROR: _("It was an error"),
    Cause.AGE: _("The person's age"),
    Cause.DEATH: _("The person died"),
    Cause.RECALL: _("The summons was recalled"),
    Cause.APPEAL: _("An appeal succeeded"),
    Cause.REVIEW: _("It was looked at again"),
}

VERDICTS: Words = {
    Verdict.UPHELD: _("The person is right: uphold the appeal"),
    Verdict.DISMISSED: _("Dismiss the appeal"),
}

DOCUMENTS: Words = {
    "reminder": _("Reminder"),
    "notice": _("Notice of intent"),
    "finding": _("Finding"),
    "measure": _("Measure"),
    "appeal_upheld": _("Appeal upheld"),
    "appeal_dismissed": _("Appeal dismissed"),
    "enforcement": _("Order that it goes on"),
    "lift": _("Certificate of lifting"),
    "closed": _("The case is closed"),
}

#: What facts say in codes, whatever they are called there.
DETAILS: Words = {
    **CAUSES,
    Review.EXCUSE: _("excused"),
    Review.NEW_DATE: _("a new date"),
    Review.DROP: _("dropped"),
    Review.INTEND: _("a notice is to follow"),
    Verdict.UPHELD: _("upheld"),
    Verdict.DISMISSED: _("dismissed"),
    "granted": _("Granted"),
    "refused": _("refused"),
    "inbox": _("in the inbox"),
    "paper": _("on paper"),
    "hand": _("by hand"),
    "portal": _("in the portal"),
    "counter": _("at the counter"),
    "telephone": _("by telephone"),
    "letter": _("by letter"),
    "written": _("in writing"),
    "spoken": _("spoken"),
    "email": _("by e-mail"),
    "sms": _("by text message"),
    "delivered_to_person": _("delivered to the person"),
    "reschedule": _("Another date"),
    "deferral": _("To come much later (deferral)"),
    "exemption": _("Not to come at all (exemption)"),
    "non_receipt": _("To say that it did not reach me"),
    "not_me": _("To say that this is not me"),
}

MEASURE_KINDS: Words = {
    "fine_proposal": _("A fine proposed to a court"),
    "licence": _("A licence"),
    "exit": _("Leaving the country"),
}

#: A step of the ladder that every law has, and that comes first (F12).
FIRST_STEPS: Words = {"reminder": _("A reminder"), "new_date": _("A new date")}

TABLES: Mapping[str, Words] = {
    "case state": STATES,
    "case todo": TODO,
    "step": STEPS,
    "about step": ABOUT_STEPS,
    "due": DUE,
    "cause": CAUSES,
    "verdict": VERDICTS,
    "case document": DOCUMENTS,
    "case detail": DETAILS,
    "first step": FIRST_STEPS,
    "measure_kind": MEASURE_KINDS,
}
