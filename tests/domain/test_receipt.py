"""Evidenced receipt, each way × evidence × who acted: one table, all that it lacks is no."""

from datetime import timedelta
from itertools import product

import pytest

from tests.domain.builders import CALENDAR, PERSON, PROFILE, START, arrived, fact, issued
from vocatio.domain.facts import Fact
from vocatio.domain.summons.kinds import (
    POSTAL_FACTS,
    Evidence,
    Kind,
    PostalEvent,
    ReturnReason,
    Way,
)
from vocatio.domain.summons.receipt import Proof, evidenced_receipt, shows
from vocatio.domain.summons.states import status

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

#: Who recorded it, as the fact names them.
ACTORS = {
    "addressee": {"person": str(PERSON)},
    "somebody else": {"person": str(START)},
    "officer": {"account": "a", "human": "h"},
    "officer for addressee": {"account": "a", "human": "h", "person": str(PERSON)},
    "job": {"job": "j", "behalf": "a"},
}
SOURCES = ("system", "carrier:post", "carrier:")
#: kind -> what its data may say of the event.
DETAILS: dict[Kind, list[dict[str, str]]] = {kind: [{}] for kind in Kind}
DETAILS[Kind.RECEIVED] = [{}, *({"event": event.value} for event in PostalEvent)]
DETAILS[Kind.RETURNED] = [
    {"event": PostalEvent.RETURNED.value, "reason": reason.value} for reason in ReturnReason
]
BACKED = [
    {"place": place, "evidence": evidence, "evidence_reference": reference}
    for place, evidence, reference in product(
        ("P1", ""), (*(e.value for e in Evidence), "hearsay", ""), ("R1", "")
    )
]

FULL = {"place": "P1", "evidence_reference": "R1"}
SIGNED, WITNESSED = ({**FULL, "evidence": e} for e in ("signature", "witness"))

#: All that is evidenced receipt: kind, channel, actor, source, event or reason, evidence.
YES = [
    *(
        (Kind.OPENED, channel, "addressee", source, "", None)
        for channel in (*Way, "")
        for source in SOURCES
    ),
    *(
        (Kind.RECEIVED, "paper", actor, "carrier:post", "delivered_to_person", evidence)
        for actor in ACTORS
        for evidence in (SIGNED, WITNESSED)
    ),
    *((Kind.RETURNED, "paper", actor, "carrier:post", "refused", WITNESSED) for actor in ACTORS),
    *(
        (kind, "hand", actor, source, "", evidence)
        for kind, accepted in (
            (Kind.HANDED, (SIGNED, WITNESSED)),
            (Kind.REJECTED, (WITNESSED,)),
        )
        for actor in ("officer", "officer for addressee")
        for source in SOURCES
        for evidence in accepted
    ),
]


def expected(*case: object, back: dict[str, str]) -> bool:
    """Whether a row of the table says yes; for an opening no further evidence is asked."""
    return any((*case, evidence) in YES for evidence in (back, None))


def cases(kind: Kind) -> list[tuple[Fact, bool]]:
    """Every combination for one kind of fact, with the answer of the table."""
    found = []
    ways = product((*Way, ""), ACTORS, SOURCES, DETAILS[kind], BACKED)
    for number, (channel, actor, source, detail, back) in enumerate(ways):
        data = {"channel": channel, **detail, **back}
        base = fact(kind, START, number=number, by=ACTORS[actor], data=data)
        made = Fact(**{name: getattr(base, name) for name in Fact.__slots__} | {"source": source})
        word = detail.get("reason") or detail.get("event", "")
        found.append((made, expected(kind, channel, actor, source, word, back=back)))
    return found


@pytest.mark.parametrize("kind", Kind)
def test_each_way_with_each_evidence_by_each_actor(kind: Kind) -> None:
    wrong = [made for made, yes in cases(kind) if (shows(made) is not None) != yes]
    assert wrong == []


def test_the_table_says_yes_as_often_as_it_has_rows() -> None:
    """No row of the table is dead: each is met by the combinations that are tried."""
    met = {kind: sum(yes for _, yes in cases(kind)) for kind in Kind}
    rows = {kind: [row for row in YES if row[0] == kind] for kind in Kind}
    assert met[Kind.OPENED] == len(rows[Kind.OPENED]) * len(BACKED)
    assert all(met[kind] == len(rows[kind]) for kind in Kind if kind != Kind.OPENED)


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        (Kind.AVAILABLE, None),
        (Kind.PREVIEWED, None),
        (Kind.ALERTED, None),
        (Kind.PRINTED, None),
        *((POSTAL_FACTS[event], event) for event in PostalEvent if "person" not in event),
    ],
)
def test_arrival_posting_deposit_and_delivery_to_others_never_are(
    kind: Kind, event: PostalEvent | None
) -> None:
    data = {"channel": "paper", "event": event or "", **SIGNED}
    base = fact(kind, START, by=ACTORS["addressee"], data=data)
    assert shows(base) is None


def test_the_date_of_recording_counts_not_the_one_that_the_carrier_claims() -> None:
    """F2: delivered on the first day, told to us on the fifth: periods start on the fifth."""
    late = fact(
        Kind.RECEIVED,
        START + DAY,
        number=7,
        by=ACTORS["officer"],
        recorded=START + 5 * DAY,
        data={"channel": "paper", "event": "delivered_to_person", **SIGNED},
    )
    told = Fact(**{n: getattr(late, n) for n in Fact.__slots__} | {"source": "carrier:post"})
    found = evidenced_receipt([told])
    assert found is not None
    assert (found.at, found.proof) == (START + 5 * DAY, Proof.CARRIER)
    appointment = START + 18 * DAY
    stood = status([issued(START, appointment), arrived(), told], PROFILE, CALENDAR, on=appointment)
    assert stood.receipt_at == START + 5 * DAY
    assert not stood.notice_kept
    assert not stood.opened


def test_what_was_recorded_first_governs() -> None:
    opened = fact(Kind.OPENED, START + 3 * DAY, number=3, data={"channel": "inbox"})
    handed = fact(
        Kind.HANDED,
        START + 2 * DAY,
        number=4,
        by=ACTORS["officer"],
        data={"channel": "hand", **WITNESSED},
    )
    for facts in ([opened, handed], [handed, opened]):
        found = evidenced_receipt(facts)
        assert found is not None
        assert (found.at, found.proof) == (handed.recorded_at, Proof.OFFICER)


def test_a_carrier_that_contradicts_itself_has_shown_nothing() -> None:
    carried = {"channel": "paper", "piece": "L1", "event": "delivered_to_person", **SIGNED}
    back = {"channel": "paper", "event": "returned", "reason": "unclaimed"}

    def told(kind: Kind, data: dict[str, str], number: int) -> Fact:
        base = fact(kind, START, number=number, by=ACTORS["officer"], data=data)
        return Fact(**{n: getattr(base, n) for n in Fact.__slots__} | {"source": "carrier:post"})

    delivered = told(Kind.RECEIVED, carried, 1)
    assert evidenced_receipt([delivered, told(Kind.RETURNED, back | {"piece": "L2"}, 2)])
    assert evidenced_receipt([delivered, told(Kind.RETURNED, back | {"piece": "L1"}, 2)]) is None
