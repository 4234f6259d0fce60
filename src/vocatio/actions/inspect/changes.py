"""What changed between the draw of a call-up and now, for whoever is to approve or release it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from vocatio.actions.callup.step import Found, find
from vocatio.actions.inspect.lines import names_of
from vocatio.actions.recording import read
from vocatio.actions.words import words_of
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.liability import Answer, Standing, decide
from vocatio.domain.callup.stages import Kind
from vocatio.domain.oversight.small import counts_shown
from vocatio.gateways import profiles
from vocatio.records.callups.models import Drawn
from vocatio.records.register import standings

CHUNK = 2_000

# Numbers alone: whoever of those drawn the register says something new about.
MOVED = """
SELECT count(DISTINCT d.person_id) FROM callups_drawn d
JOIN register_registration r ON r.person_id = d.person_id
WHERE d.callup_id = %s AND r.recorded_at > %s AND r.superseded_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """An approver sent it back."""

    at: datetime
    by: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Since the draw; of people numbers alone.

    Attributes:
        rules: other rules are shipped by now: the release puts them in force (F21).
        withheld: why (with “?” where the register leaves it open) -> how many of those drawn
            could not be called any more: issue withholds them. None where that is too few to say.
        moved: how many are registered somewhere else by now; they keep their place.
        refusals: the newest first.
    """

    since: datetime
    rules: bool
    withheld: tuple[tuple[str, int | None], ...]
    moved: int
    refusals: tuple[RefusalLine, ...]

    @property
    def none(self) -> bool:
        """Nothing changed."""
        return not (self.rules or self.withheld or self.moved)


@transaction.atomic
def changes(callup_id: UUID, *, by: Staff, purpose: str, at: datetime) -> Changes:
    """Ask the decider again, by the rules and the register of now.

    Raises:
        NotFound: there is no such call-up.
    """
    permissions.require("inspect.callup", by)
    read("call-up", [None], by=by, purpose=purpose, at=at)
    found = find(callup_id)
    since = found.fact(Kind.DRAW).recorded_at
    with connection.cursor() as cursor:
        cursor.execute(MOVED, [callup_id, since])
        (moved,) = cursor.fetchone()
    return Changes(
        since=since,
        rules=_shipped(found) != found.callup.profile_version,
        withheld=tuple(sorted(counts_shown(_withheld(found)).items())),
        moved=moved,
        refusals=tuple(_refusals(found))[::-1],
    )


def _shipped(found: Found) -> str:
    return profiles.load(found.callup.jurisdiction).profile.version


def _withheld(found: Found) -> Counter[str]:
    order = found.order
    rules = profiles.load(found.callup.jurisdiction).profile.on(order.reference_date)
    wanted = frozenset(order.categories)

    @cache
    def answer(standing: Standing) -> Answer:
        return decide(standing, wanted, rules, order.reference_date)

    drawn = Drawn.objects.filter(callup_id=found.callup.id).order_by("person_id")
    people = drawn.values_list("person_id", flat=True).iterator(chunk_size=CHUNK)
    counts = Counter[str]()
    while chunk := list(islice(people, CHUNK)):
        known = standings.of_people(chunk, order.reference_date, lock=False)
        answers = map(answer, known.values())
        counts.update(_why(one) for one in answers if not one.callable)
    return counts


def _why(answer: Answer) -> str:
    """The code; with a question mark where the register leaves it open."""
    return f"{answer.code}?" if answer.outcome == "unknown" else answer.code


def _refusals(found: Found) -> list[RefusalLine]:
    sent_back = [fact for fact in found.facts if fact.kind == Kind.REFUSAL]
    names = names_of(sent_back)
    return [
        RefusalLine(
            fact.recorded_at,
            names[fact.by["human"]],
            words_of(str(fact.data["reasons"])) or "",
        )
        for fact in sent_back
    ]
