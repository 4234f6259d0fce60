"""Why something counts as served, in plain words, in every language of the shipped profiles.

The words are data, one module for each language; tests hold that none lacks a message.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from vocatio.domain.direction import fill
from vocatio.domain.errors import VocatioError
from vocatio.domain.law.calendar import WEEKEND
from vocatio.domain.law.deadlines import end_of_day
from vocatio.domain.law.derivation import OUTAGE_END, Derivation, Outcome
from vocatio.domain.law.explanation import Explanation, first_to_serve
from vocatio.domain.law.periods import Period, Reason, Step
from vocatio.domain.law.rules import (
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    UnlessProvenRule,
)
from vocatio.domain.law.telling import ar, de, en, lv, pl
from vocatio.domain.law.telling.words import Words

LANGUAGES: Mapping[str, Words] = {
    words.code: words for words in (ar.WORDS, de.WORDS, en.WORDS, lv.WORDS, pl.WORDS)
}


class NoWords(VocatioError):
    """There are no words for this language: add a module beside the others in law/telling."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or two; what explains it stands below it, one level deeper."""

    depth: int
    text: str


def tell(explanation: Explanation, language: str) -> tuple[Line, ...]:
    """The whole derivation: first the answer, then each way to serve and what came of it.

    Args:
        language: BCP 47 tag; a region in it changes nothing.

    Raises:
        NoWords: nobody has written them.
    """
    return tuple(_Teller(_words(language), ZoneInfo(explanation.zone)).lines(explanation))


def tell_deadline(found: Derivation, zone: str, language: str) -> tuple[Line, ...]:
    """How one time of the person's was counted.

    Raises:
        NoWords: nobody has written them.
    """
    return tuple(_Teller(_words(language), ZoneInfo(zone)).counted(found))


def has_words(language: str) -> bool:
    """Whether somebody has written them; a region in the tag changes nothing."""
    return language.partition("-")[0] in LANGUAGES


def _words(language: str) -> Words:
    if not has_words(language):
        raise NoWords(f"there are no words in “{language}” to explain service")
    return LANGUAGES[language.partition("-")[0]]


@dataclass(frozen=True, slots=True)
class _Teller:
    words: Words
    zone: ZoneInfo

    def lines(self, found: Explanation) -> Iterator[Line]:
        """The answer, and below it every channel."""
        yield Line(0, self._answer(found))
        if found.undone_at:
            yield Line(0, self._say("undone", date=self._moment(found.undone_at)))
        for channel in found.channels:
            named = self._channel(channel.channel)
            yield Line(0, self._say("channel", channel=named, article=channel.article))
            yield from self._node(channel.derivation, 1)

    def counted(self, found: Derivation) -> Iterator[Line]:
        """A fact, and the period that runs from it."""
        yield from self._node(found, 0)

    def _answer(self, found: Explanation) -> str:
        by = next((c for c in found.channels if c.channel == found.served_by), None)
        if by is None:
            return " ".join((self._say("not_served"), *self._outlook(found)))
        at = self._moment(by.derivation.at or found.on)
        return self._say("served", date=at, channel=self._channel(by.channel))

    def _outlook(self, found: Explanation) -> Iterator[str]:
        """What time alone will bring, and what else would."""
        if first := first_to_serve(found.channels):
            yield self._say("due", date=self._moment(first[0]))
        waits_for = dict.fromkeys(
            name for channel in found.channels for name in channel.derivation.waits_for
        )
        if facts := [self._fact(name) for name in waits_for if name != OUTAGE_END]:
            yield self._say("waits", facts=self.words.between.join(facts))

    def _node(self, found: Derivation, depth: int) -> Iterator[Line]:
        yield from (Line(depth, text) for text in self._about(found))
        for part in found.parts:
            yield from self._node(part, depth + 1)

    def _about(self, found: Derivation) -> Iterator[str]:
        match found.rule:
            case FactRule(fact):
                yield self._happened(fact, found)
            case AfterRule(fact, period) | BeforeRule(fact, period):
                yield self._happened(fact, found)
                yield from self._counted(found, period)
            case EarliestRule():
                yield self._say("earliest")
            case LatestRule():
                yield self._say("latest")
            case UnlessProvenRule():
                yield from self._unless(found)
            case NotServedThenRule(_, _, then):
                yield from self._not_served_then(found, then)

    def _happened(self, fact: str, found: Derivation) -> str:
        if found.moment is None:
            return self._say("missing", fact=self._fact(fact))
        return self._say("happened", fact=self._fact(fact), date=self._moment(found.moment.at))

    def _counted(self, found: Derivation, period: Period) -> Iterator[str]:
        key = "after" if isinstance(found.rule, AfterRule) else "before"
        length = self.words.count(period.unit.value, period.count)
        if found.problem:
            yield self._say(f"problem.{found.problem.value}", period=length)
        elif found.ran:
            yield self._say(key, period=length, date=self._moment(found.ran.at))
            steps = [self._step(step, period) for step in found.ran.steps]
            yield from steps or [self._say("no_day_left_out")]
        elif found.moment:
            yield self._say("outage_goes_on")

    def _step(self, step: Step, period: Period) -> str:
        cutoff = f"{period.cutoff:%H:%M}" if period.cutoff else ""
        why = self._say("weekend") if step.why == WEEKEND else step.why
        key = f"step.{Reason(step.reason).value}"
        return self._say(key, date=self._day(step.day), why=why, time=cutoff)

    def _unless(self, found: Derivation) -> Iterator[str]:
        yield self._say("unless")
        if found.moment and found.outcome == Outcome.NEVER:
            yield self._say("disproved", date=self._moment(found.moment.at))
        elif found.moment and found.moment.later:
            yield self._say("received_later", date=self._moment(found.moment.later))

    def _not_served_then(self, found: Derivation, then: str) -> Iterator[str]:
        channel = self._channel(then)
        if found.then_at:
            yield self._say("until", date=self._moment(found.then_at), channel=channel)
        else:
            yield self._say("in_time", channel=channel)

    def _moment(self, at: datetime) -> str:
        """The day with the time, unless the instant is the derived end of the day."""
        local = at.astimezone(self.zone)
        if at == end_of_day(local.date(), self.zone):
            return self._day(local.date())
        return self.words.moment.format(date=self._day(local.date()), time=f"{local:%H:%M}")

    def _day(self, day: date) -> str:
        month = self.words.months[day.month - 1]
        return self.words.date.format(day=day.day, month=month, year=day.year)

    def _fact(self, name: str) -> str:
        return self.words.facts.get(name, name)

    def _channel(self, code: str) -> str:
        return self.words.channels.get(code, code)

    def _say(self, key: str, **values: str) -> str:
        return fill(self.words.messages[key], self.words.code, **values)
