"""Are rules and documents those that the facts name, and does the law give the same answer?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from vocatio.domain.errors import VocatioError
from vocatio.domain.evidence import canonical, statement
from vocatio.domain.evidence.bundle import layout
from vocatio.domain.evidence.bundle.layout import Bundle
from vocatio.domain.law import profile as profiles
from vocatio.domain.law import service
from vocatio.domain.law.calendar import read_calendar
from vocatio.domain.law.outages import certified
from vocatio.domain.law.service import NotServed, Service
from vocatio.domain.summons.kinds import Kind
from vocatio.verify.facts import Logged
from vocatio.verify.findings import Findings

#: What rules may raise that were made to do harm.
_STRANGE = (RecursionError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError)


#: Days are looked at one by one: a calendar made to do harm must not cost hours.
LONGEST_CALENDAR = timedelta(days=200 * 366)


class CannotReplay(VocatioError):
    """This version of the rules cannot count it again."""


def check(
    bundle: Bundle, logged: Sequence[Logged], down: Sequence[Logged], found: Findings
) -> None:
    """Hold rules, calendar and documents against the facts, then count again.

    Args:
        down: the facts of outages of the whole system (F6).
    """
    named = {
        key: [one.fact.data.get(key) for one in logged if one.fact.kind == Kind.ISSUED]
        for key in ("profile", "calendar")
    }
    whole = [
        _version(bundle.profile, layout.PROFILE, named["profile"], "law.profile", found),
        _version(bundle.calendar, layout.CALENDAR, named["calendar"], "law.calendar", found),
    ]
    _documents(bundle, logged, found)
    if not all(whole) or bundle.service is None:
        found.left_open("service.not_stated", layout.SERVICE)
    elif len(logged) < len(bundle.facts) or len(down) < len(bundle.outages):
        found.left_open("service.facts_open", layout.SERVICE)
    else:
        _replay(bundle, logged, down, found)


def _version(
    content: bytes | None, where: str, named: Sequence[Any], code: str, found: Findings
) -> bool:
    """Whether the bundle has the version that the issue of the summons names."""
    if content is None:
        found.left_open(f"{code}_missing", where)
        return False
    version = sha256(content).hexdigest()
    if not named:
        found.left_open(f"{code}_open", where)
        return False
    if version not in named:
        found.wrong(f"{code}_unnamed", where, version=version)
        return False
    found.proven(code, where, version=version)
    return True


def _documents(bundle: Bundle, logged: Sequence[Logged], found: Findings) -> None:
    for name, content in bundle.documents.items():
        digest = sha256(content).hexdigest()
        kinds = [one.fact.kind for one in logged if digest in one.fact.data.values()]
        if kinds:
            found.proven("document.named", f"documents/{name}", kind=kinds[0])
        elif len(logged) < len(bundle.facts):
            found.left_open("document.open", f"documents/{name}")
        else:
            found.wrong("document.unnamed", f"documents/{name}")


def _replay(
    bundle: Bundle, logged: Sequence[Logged], down: Sequence[Logged], found: Findings
) -> None:
    where = layout.SERVICE
    try:
        stated = canonical.parse(bundle.service or b"")
        on = _instant(stated)
    except VocatioError as error:
        found.wrong("service.unreadable", where, error)
        return
    try:
        counted = _count(bundle, logged, down, on)
    except (VocatioError, *_STRANGE) as error:
        # Rules of an earlier or later schema stay proven: only this verifier cannot read them.
        found.left_open("service.cannot_replay", where, CannotReplay(f"{error!r}"[:200]))
        return
    again = statement.of_service(counted, on=on)
    answers = all(stated.get(key) == again[key] for key in ("served", "due_at"))
    if not answers or not _agree(stated.get("explanation"), again["explanation"]):
        found.wrong("service.differs", where, **_summary(counted, on))
    elif isinstance(counted, NotServed):
        found.proven("service.not_served", where, **_summary(counted, on))
    else:
        found.proven("service.served", where, **_summary(counted, on))


def _agree(stated: object, again: object) -> bool:
    """Whether a derivation says nothing else; one of another version may say more, or less."""
    if isinstance(stated, Mapping) and isinstance(again, Mapping):
        return all(_agree(stated[key], again[key]) for key in stated.keys() & again.keys())
    if isinstance(stated, list) and isinstance(again, list):
        return len(stated) == len(again) and all(map(_agree, stated, again))
    return stated is None or stated == again


def _instant(stated: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(stated["on"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise CannotReplay("the stated answer does not say for what day it holds") from error


def _count(
    bundle: Bundle, logged: Sequence[Logged], down: Sequence[Logged], on: datetime
) -> Service:
    """The answer of the law, by the rules in force on the day of issue (F21), with outages (F6)."""
    version = profiles.parse(canonical.parse(bundle.profile or b""))
    calendar = read_calendar(bundle.calendar or b"")
    if calendar.last - calendar.first > LONGEST_CALENDAR:
        raise CannotReplay("the calendar is longer than any period of the law")
    facts = sorted((one.fact for one in logged), key=lambda fact: (fact.recorded_at, fact.id))
    issued = facts[0].occurred_at.astimezone(ZoneInfo(version.zone)).date()
    known = [fact for fact in facts if fact.recorded_at <= on]
    outages = certified((one.fact for one in down), on=on)
    return service.decide(known, version.on(issued), calendar, on=on, outages=outages)


def _summary(counted: Service, on: datetime) -> dict[str, object]:
    if isinstance(counted, NotServed):
        return {"on": on, "at": counted.due_at or "—", "channel": "—", "article": "—"}
    return {"on": on, "at": counted.at, "channel": counted.channel, "article": counted.article}
