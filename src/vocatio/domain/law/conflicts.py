"""What a profile asks for that the floor will not do: one check for each rule that data can touch.

Each check knows one rule. It yields what the profile asks for and what happens instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vocatio.domain.law.citation import Citation
from vocatio.domain.law.floor import (
    HEARING,
    LEFT_OUT_KINDS,
    LONGEST_MEASURE_MONTHS,
    MEASURE_WAITS,
    MINIMUM_AGE_YEARS,
    MINIMUM_NOTICE,
    REMEDY,
)
from vocatio.domain.law.periods import Period
from vocatio.domain.law.profile import Measure, Profile, Window, days
from vocatio.domain.law.rules import (
    FACTS,
    AfterRule,
    BeforeRule,
    EarliestRule,
    FactRule,
    LatestRule,
    NotServedThenRule,
    Rule,
)

#: Code of what the design leaves out on purpose; no rule has it.
LEFT_OUT = "left out"
#: Facts that are evidenced receipt: opened in an own session, signed for, handed over.
RECEIPTS = frozenset(
    {"ContentHandover", "ConsignmentAcceptance", "ReceivedFromNonERDS", "HandOver"}
)
DAYS_IN_MONTH = 30.5


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that the floor will not do.

    Attributes:
        rule: code of the floor's rule, or “left out”.
        path: where the profile asks for it.
        asks, instead: in words, what it asks for and what happens.
        citation: of the profile's own law; the audit finds it, None where the key is unsaid.
    """

    rule: str
    path: str
    asks: str
    instead: str
    citation: Citation | None = None


def conflicts(profile: Profile) -> Iterator[Conflict]:
    """All of them, in the order of the floor."""
    for check in CHECKS:
        yield from check(profile)


def _notice(profile: Profile) -> Iterator[Conflict]:
    least = MINIMUM_NOTICE.days
    window = profile.windows.minimum_notice
    if window is not None and days(window.period) < least:
        asks = f"a minimum notice of {_length(window)}"
        instead = f"no absence counts within {least} days of evidenced receipt"
        yield Conflict("F4", "windows.minimum_notice", asks, instead)
    reply = profile.windows.reply
    if reply is not None and reply.period.count == 0:
        asks = "a reply at once: a window of zero length"
        instead = "silence has no consequence before the appearance"
        yield Conflict("F4", "windows.reply", asks, instead)


def _non_receipt(profile: Profile) -> Iterator[Conflict]:
    for channel in profile.channels:
        if _presumes(channel.rule):
            yield Conflict(
                "F5",
                f"service.{channel.code}",
                "service that no account of the person can undo",
                "a credible account moves the burden to the authority; silence undoes service",
            )


def _outage(profile: Profile) -> Iterator[Conflict]:
    if profile.outage.adds == "nothing":
        asks = "deadlines that run on through an outage"
        instead = "no deadline of the person expires during one"
        yield Conflict("F6", "outage.adds", asks, instead)
    restitution = profile.restitution.window
    if restitution is not None and restitution.period.count == 0:
        asks = "that whoever was kept from acting asks at once: a window of zero length"
        instead = "no deadline of the person expires while an outage is shown for them"
        yield Conflict("F6", "restitution.window", asks, instead)


def _requests(profile: Profile) -> Iterator[Conflict]:
    for ground in profile.grounds:
        if ground.blocks is False:
            asks = "a finding while the request is open"
            instead = "an open request blocks any finding"
            path = f"grounds.{ground.code}.blocks"
            yield Conflict("F7", path, asks, instead)
    request = profile.windows.request
    if request is not None and _closes_early(request):
        asks = f"that requests end {_side(request)}"
        instead = "a later one is taken, is marked late, and blocks any finding all the same"
        yield Conflict("F7", "windows.request", asks, instead)
    remedy = profile.windows.remedy
    if remedy is not None and days(remedy.period) < REMEDY.days:
        asks = f"a remedy of {_length(remedy)}"
        instead = f"{REMEDY.days} days from evidenced receipt of a refusal, and none is lost"
        yield Conflict("F7", "windows.remedy", asks, instead)


def _hearing(profile: Profile) -> Iterator[Conflict]:
    least = HEARING.days
    window = profile.windows.hearing
    if window is not None and days(window.period) < least:
        asks = f"a hearing of {_length(window)}"
        instead = f"{least} days from evidenced receipt of the notice of intent"
        yield Conflict("F8", "windows.hearing", asks, instead)
    if window is not None and window.fact not in (FACTS["receipt"], *RECEIPTS):
        asks = f"a hearing of {_side(window)}, whether or not anybody has received its notice"
        instead = "it runs from evidenced receipt of the notice of intent"
        yield Conflict("F8", "windows.hearing", asks, instead)
    for measure in profile.measures:
        if "hearing" not in measure.prerequisites:
            asks = _without(measure, "a hearing")
            instead = f"notice of intent, evidenced receipt, then {least} days to answer"
            yield _about(measure, "F8", "prerequisites", asks, instead)


def _fiction(profile: Profile) -> Iterator[Conflict]:
    for measure in profile.measures:
        if measure.upon in ("available", "service"):
            asks = f"a measure upon {measure.upon}, whether or not anybody has read the summons"
            instead = "evidenced receipt of summons, notice of intent and decision"
            yield _about(measure, "F9", "upon", asks, instead)


def _human(profile: Profile) -> Iterator[Conflict]:
    for measure in profile.measures:
        if measure.decided_by == "none":
            asks = "a measure that nobody decides"
            instead = "one named human decides, with individual written reasons"
            yield _about(measure, "F10", "decided_by", asks, instead)


def _body(profile: Profile) -> Iterator[Conflict]:
    for measure in profile.measures:
        if measure.decided_by is not None and measure.independent is not True:
            asks = "a decision by the issuer's own side"
            if measure.independent is None:
                asks = "a decision by a body of which it does not say that it is independent"
            instead = "a body that the issuer's hierarchy neither appoints nor instructs"
            yield _about(measure, "F11", "decided_by", asks, instead)


def _least_means(profile: Profile) -> Iterator[Conflict]:
    lightest = min((m.severity for m in profile.measures if m.severity), default=0)
    codes = {measure.code for measure in profile.measures}
    for measure in profile.measures:
        if not {"reminder", "new_date"} <= set(measure.prerequisites):
            asks = _without(measure, "a reminder and a new date")
            instead = "a reminder and a new date come first"
            yield _about(measure, "F12", "prerequisites", asks, instead)
        heavier = (measure.severity or 0) > lightest
        if heavier and not codes & set(measure.prerequisites):
            asks = "a heavier measure while a lighter one is untried"
            instead = "the lighter one comes first"
            yield _about(measure, "F12", "severity", asks, instead)


def _own_service(profile: Profile) -> Iterator[Conflict]:
    for measure in profile.measures:
        if measure.upon is not None and measure.upon != "final_decision":
            asks = f"a measure that takes effect upon {measure.upon}"
            instead = f"{MEASURE_WAITS.days} days after evidenced receipt of its own decision"
            yield _about(measure, "F13", "upon", asks, instead)


def _appeal(profile: Profile) -> Iterator[Conflict]:
    for remedy in profile.remedies:
        path = f"remedies.{remedy.code}"
        if remedy.suspensive in ("none", "court"):
            asks = "an appeal that suspends nothing by itself"
            instead = "a filed appeal suspends"
            yield Conflict("F14", f"{path}.suspensive", asks, instead)
        if remedy.window is not None and remedy.window.period.count == 0:
            asks = "an appeal at once: a window of zero length"
            instead = "nothing takes effect before the decision was received and 14 days passed"
            yield Conflict("F14", f"{path}.window", asks, instead)
        if remedy.independent is False:
            asks = "an appeal to those who took part before"
            instead = "who decides took no part before"
            yield Conflict("F14", f"{path}.independent", asks, instead)


def _ends(profile: Profile) -> Iterator[Conflict]:
    most = LONGEST_MEASURE_MONTHS
    for measure in profile.measures:
        instead = f"it ends after {most} months at most, by itself"
        if measure.longest == "none":
            yield _about(measure, "F15", "longest", "a measure without end", instead)
        elif isinstance(measure.longest, Period) and days(measure.longest) > most * DAYS_IN_MONTH:
            asks = f"a measure of {measure.longest.count} {measure.longest.unit}s"
            yield _about(measure, "F15", "longest", asks, instead)
        if measure.review == "none":
            asks = "a measure that nobody looks at again"
            yield _about(measure, "F15", "review", asks, instead)


def _ages(profile: Profile) -> Iterator[Conflict]:
    for category in profile.categories:
        band = category.age
        by_year = band is not None and band.counted == "calendar_year"
        if band is not None and band.first < MINIMUM_AGE_YEARS + by_year:
            asks = f"people from the age of {band.first}, counted by {band.counted}"
            instead = f"nobody is called before their birthday of {MINIMUM_AGE_YEARS} years"
            path = f"liability.{category.code}.age"
            yield Conflict("F22", path, asks, instead)


def _conscience(profile: Profile) -> Iterator[Conflict]:
    for ground in profile.grounds:
        if "conscience" in ground.kinds and ground.independent is not True:
            asks = "conscience judged by a body of which it does not say that it is independent"
            instead = "content goes encrypted to an independent board alone"
            path = f"grounds.{ground.code}.decided_by"
            yield Conflict("F24", path, asks, instead)


def _left_out(profile: Profile) -> Iterator[Conflict]:
    for measure in profile.measures:
        if measure.kind in LEFT_OUT_KINDS:
            rule = "F19" if measure.kind == "public_list" else LEFT_OUT
            asks = f"a measure of the kind “{measure.kind}”"
            yield _about(measure, rule, "kind", asks, "it is never taken, whoever decides it")


CHECKS: tuple[Callable[[Profile], Iterator[Conflict]], ...] = (
    *(_notice, _non_receipt, _outage, _requests, _hearing, _fiction, _human, _body),
    *(_least_means, _own_service, _appeal, _ends, _ages, _conscience, _left_out),
)


def _without(measure: Measure, step: str) -> str:
    """A law that is silent asks for nothing, but what it does not say is not done."""
    if measure.prerequisites:
        return f"a measure without {step} before it"
    return f"a measure, and does not say that {step} must come first"


def _about(measure: Measure, rule: str, key: str, asks: str, instead: str) -> Conflict:
    return Conflict(rule, f"measures.{measure.code}.{key}", asks, instead)


def _length(window: Window) -> str:
    count, unit = window.period.count, window.period.unit.replace("_", " ")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _side(window: Window) -> str:
    side = "before" if isinstance(window, BeforeRule) else "after"
    return f"{_length(window)} {side} {window.fact}"


def _closes_early(window: Window) -> bool:
    """Whether it can close before the day on which the person is expected."""
    if window.fact == FACTS["appearance"]:
        return isinstance(window, BeforeRule) and window.period.count > 0
    return True


def _presumes(rule: Rule) -> bool:
    """Whether time or arrival alone can serve, and nothing that the person shows can undo it."""
    match rule:
        case FactRule(fact) | AfterRule(fact, _):
            return fact not in RECEIPTS
        case EarliestRule(rules):
            return any(_presumes(part) for part in rules)
        case LatestRule(rules):
            return all(_presumes(part) for part in rules)
        case NotServedThenRule(served):
            return _presumes(served)
        case _:
            return False
