"""What an invented decider writes: to each something else, since near-copies are returned."""

import random
from collections.abc import Sequence

_SAW: Sequence[str] = (
    "We read what you wrote and what you sent along with it.",
    "A colleague called you, and you told us more about it.",
    "Your letter came in good time and names a day and a place.",
    "You described your situation at home in a few lines.",
    "The confirmation that you sent is about another week.",
    "What you say was compared with the calendar of the school.",
    "You named a date on which you would be free again.",
    "Nothing but the request itself lies in the file so far.",
)
_WEIGHED: Sequence[str] = (
    "It leaves the morning of the appointment free, and a bus runs both ways.",
    "Somebody else can look after it for two hours, as you say yourself.",
    "Your employer has to let you go, and knows that from us.",
    "The appointment takes less than an hour and can begin early.",
    "It is over before that day comes, even if it takes longer than planned.",
    "The journey was booked after the summons had been opened.",
    "It happens every week and does not hang on this one day.",
    "A short absence does no harm there, as the teacher told us.",
)
_END: Sequence[str] = (
    "Tell us if anything has changed since then.",
    "You can appeal against this at any office, in any form.",
    "If that is not so, call us: the line is free of charge.",
    "Bring this letter along, and nobody will ask you to wait.",
    "Should you fall ill, a new request counts from the moment you make it.",
    "Whoever comes with you is welcome to sit with you.",
)


def individual(chance: random.Random) -> str:
    """Reasons of a refusal, one of many hundreds that are no near-copies of each other."""
    return " ".join(chance.choice(part) for part in (_SAW, _WEIGHED, _END))
