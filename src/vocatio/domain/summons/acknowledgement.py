"""A letter that confirms what an officer wrote down for somebody: what, when, how, what follows.

It is for those who ask at a counter, by telephone or by letter, and so have no page that shows
it. It confirms what they said, not what they received: it is a fact of the person, never one of
a summons, so that nothing that asks about service or receipt ever sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from vocatio.domain.consequences.kinds import CaseKind
from vocatio.domain.direction import fill
from vocatio.domain.errors import Refusal
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.facts import Fact
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.summons.asking import Channel
from vocatio.domain.summons.kinds import Kind, RequestKind

#: How the content of such a letter is told from a notice.
ACKNOWLEDGEMENT: Final = "acknowledgement"

#: What the letter says, part by part, and the values that each must make use of.
PARTS: Final[Mapping[str, frozenset[str]]] = {
    "heading": frozenset({"name"}),
    "asked": frozenset({"asked"}),
    "when": frozenset({"date", "time", "way"}),
    "about": frozenset({"reference"}),
    "follows": frozenset({"follows"}),
    "correct": frozenset({"telephone"}),
    "no_receipt": frozenset(),
}

#: Parts that have a label before them, in the order in which they are read.
LABELLED: Final = ("asked", "when", "about", "follows", "correct")


class Follows(StrEnum):
    """What comes of what was written down."""

    DECIDED = "decided"
    SILENCE = "silence"
    OPEN = "open"
    HOLDS = "holds"
    HEARD = "heard"
    SUSPENDS = "suspends"


#: What can be written down besides requests, and what comes of it.
OTHERS: Final[Mapping[str, tuple[str, Follows]]] = {
    Kind.REPLY: ("confirm", Follows.HOLDS),
    CaseKind.ANSWER: ("answer", Follows.HEARD),
    CaseKind.APPEAL: ("appeal", Follows.SUSPENDS),
    CaseKind.DISPUTE: ("dispute", Follows.OPEN),
    PersonKind.CORRECTION_ASKED: ("correction", Follows.OPEN),
    PersonKind.PREFERENCE: ("preference", Follows.HOLDS),
    PersonKind.APPOINTED: ("representative", Follows.HOLDS),
    PersonKind.ENDED: ("representative_ended", Follows.HOLDS),
}

#: Every code of what can be written down.
ASKED: Final = (*RequestKind, *(what for what, _ in OTHERS.values()))


class NothingNoted(Refusal):
    """No officer wrote this down for anybody: there is nothing to confirm by letter."""

    basis = "F7"


@dataclass(frozen=True, slots=True)
class Noted:
    """What was written down.

    Attributes:
        what: one of `ASKED`.
        until: when a decision should be there, for whoever has to wait for one.
    """

    what: str
    channel: Channel
    at: datetime
    follows: Follows
    until: datetime | None = None


def noted(fact: Fact, until: datetime | None) -> Noted:
    """What an officer wrote down with this fact.

    Args:
        until: when a request should be answered, as `urgency.due` has it.

    Raises:
        NothingNoted: it is no such fact, or the person did it themself.
    """
    channel = fact.data.get("channel")
    if "human" not in fact.by or channel not in set(Channel):
        raise NothingNoted
    if fact.kind == Kind.REQUEST:
        return asked(RequestKind(str(fact.data["kind"])), Channel(channel), fact.recorded_at, until)
    if fact.kind not in OTHERS:
        raise NothingNoted
    what, follows = OTHERS[fact.kind]
    return Noted(what, Channel(channel), fact.recorded_at, follows)


def asked(kind: RequestKind, channel: Channel, at: datetime, until: datetime | None) -> Noted:
    """That something was asked for; silence about non-receipt decides by itself (F5)."""
    silence = kind == RequestKind.NON_RECEIPT
    follows = (Follows.SILENCE if silence else Follows.DECIDED) if until else Follows.OPEN
    return Noted(kind.value, channel, at, follows, until)


def compose_acknowledgement(
    words: Mapping[str, Any],
    found: Noted,
    *,
    official: str,
    chosen: str,
    values: Mapping[str, Mapping[str, str]],
    **about: Json,
) -> dict[str, Json]:
    """The letter in both languages.

    Args:
        words: language -> what the template says in such letters.
        values: language -> name, date, time, telephone, until when, and the reference; empty
            for what is about the person alone.
        about: what is known about it besides: code, template, when it was written.
    """
    return {
        **about,
        "kind": ACKNOWLEDGEMENT,
        "official": official,
        "chosen": chosen,
        "text": {
            language: _text(words[language], found, values[language], language)
            for language in dict.fromkeys((official, chosen))
        },
    }


def _text(
    words: Mapping[str, Any], found: Noted, values: Mapping[str, str], language: str
) -> dict[str, Json]:
    said = {
        **values,
        "asked": words["what"][found.what],
        "way": words["ways"][found.channel],
        "follows": fill(words["then"][found.follows], language, **values),
    }
    parts = [part for part in PARTS if part != "about" or values["reference"]]
    return {part: fill(words[part], language, **said) for part in parts}
