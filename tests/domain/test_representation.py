"""Who may act for whom, for what and until when; and that nobody ever waives anything (F23)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from vocatio.domain.actors import Representative, Scope
from vocatio.domain.errors import InvalidInput, NotPermitted
from vocatio.domain.facts import Fact
from vocatio.domain.permissions import OWN, require
from vocatio.domain.register.kinds import PersonKind
from vocatio.domain.register.partial_date import PartialDate
from vocatio.domain.register.representation import (
    DEAD,
    EVERYTHING,
    LONGEST,
    NotRepresented,
    OfferTaken,
    OwnRepresentative,
    check_appointment,
    granted,
    guardian_acts,
    refuse_acceptance,
    representations,
    scopes_of,
)
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.receipt import evidenced_receipt

TODAY, START = date(2027, 3, 1), datetime(2027, 3, 1, 9, tzinfo=UTC)
PERSON, FRIEND, ABOUT = UUID(int=1), UUID(int=2), UUID(int=7)
UNTIL = date(2027, 6, 30)

#: What only the person can do: each of these gives something up, or would let others do it.
THEIRS_ALONE = (
    *("summons.open", "summons.arrive", "summons.preview", "case.open"),
    *("reply.confirm", "conscience.claim", "letter.copy", "draft.keep"),
    *("register.ask", "register.prefer"),
    *("represent.appoint", "represent.accept", "represent.end", "represent.act"),
)


def fact(kind: str, number: int, who: UUID, **data: object) -> Fact:
    """A fact about the person."""
    at = START + timedelta(hours=number)
    return Fact(
        id=UUID(int=100 + number),
        kind=kind,
        subject=PERSON,
        person_id=PERSON,
        occurred_at=at,
        recorded_at=at,
        source="system",
        by={"person": str(who)},
        data={"representation": str(ABOUT), **data},  # type: ignore[dict-item]  # because any JSON
    )


def appointed() -> Fact:
    """Somebody is to act for them."""
    return fact(PersonKind.APPOINTED, 0, PERSON, scopes=["ask", "read"], until=UNTIL.isoformat())


@pytest.mark.parametrize("scopes", [(), *((scope,) for scope in Scope), tuple(Scope)])
def test_no_scope_ever_lets_anybody_waive(scopes: tuple[Scope, ...]) -> None:
    by = Representative(PERSON, FRIEND, ABOUT, frozenset(scopes))
    for act in THEIRS_ALONE:
        with pytest.raises(NotPermitted):
            require(act, by)
    assert granted(scopes) <= OWN
    # Every act of the person is either somebody's to do for them, or theirs alone.
    assert set(THEIRS_ALONE) | granted(Scope) == OWN


def test_a_scope_is_no_wider_than_it_says() -> None:
    reads = Representative(PERSON, FRIEND, ABOUT, frozenset({Scope.READ}))
    require("inspect.own", reads)
    for act in ("request.file", "case.answer", "case.appeal", "case.claim"):
        with pytest.raises(NotPermitted):
            require(act, reads)


def test_from_the_code_to_the_end() -> None:
    (offered,) = representations([appointed()])
    assert offered.open(TODAY)
    assert not offered.in_force(TODAY)
    refuse_acceptance(offered, FRIEND, TODAY)
    with pytest.raises(OwnRepresentative):
        refuse_acceptance(offered, PERSON, TODAY)
    with pytest.raises(OfferTaken):
        refuse_acceptance(offered, FRIEND, UNTIL + timedelta(days=1))

    accepted = fact(PersonKind.ACCEPTED, 1, FRIEND)
    (taken,) = representations([appointed(), accepted])
    assert taken.representative_id == FRIEND
    assert taken.scopes == {Scope.READ, Scope.ASK}
    assert taken.in_force(UNTIL)
    assert not taken.in_force(UNTIL + timedelta(days=1))
    with pytest.raises(OfferTaken):
        refuse_acceptance(taken, UUID(int=3), TODAY)

    for side in (PERSON, FRIEND):
        (over,) = representations([appointed(), accepted, fact(PersonKind.ENDED, 2, side)])
        assert not over.in_force(TODAY)


@pytest.mark.parametrize(
    ("scopes", "until", "field"),
    [
        (["waive"], UNTIL, "scopes"),
        (["ask"], TODAY - timedelta(days=1), "until"),
        (["ask"], TODAY + LONGEST + timedelta(days=1), "until"),
    ],
)
def test_an_appointment_has_a_scope_and_an_end(scopes: list[str], until: date, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_appointment(scopes, until, TODAY)
    assert refused.value.field == field


def test_reading_goes_with_each_scope() -> None:
    assert check_appointment(["answer"], TODAY, TODAY) == {Scope.READ, Scope.ANSWER}
    assert check_appointment([], TODAY + LONGEST, TODAY) == {Scope.READ}


@pytest.mark.parametrize(
    ("birth", "acts"),
    [
        (PartialDate(2009, 3, 2), True),
        (PartialDate(2009, 3, 1), False),
        (PartialDate(2009), False),
        (PartialDate(2010), True),
        (None, False),
    ],
)
def test_a_guardian_acts_for_a_minor_beyond_doubt(birth: PartialDate | None, *, acts: bool) -> None:
    assert guardian_acts(birth, TODAY) is acts


def test_somebody_acts_by_all_that_is_in_force_or_by_law() -> None:
    (asks,) = representations([appointed(), fact(PersonKind.ACCEPTED, 1, FRIEND)])
    answers = replace(asks, scopes=frozenset({Scope.ANSWER}))
    over = replace(answers, ended_at=START)
    alive: tuple[tuple[str, ...], ...] = ((), ("abroad",))
    assert scopes_of([asks, over], guardian=False, statuses=alive, on=TODAY) == asks.scopes
    both = scopes_of([asks, answers], guardian=False, statuses=alive, on=TODAY)
    assert both == {Scope.READ, Scope.ASK, Scope.ANSWER}
    assert scopes_of([], guardian=True, statuses=alive, on=TODAY) == EVERYTHING
    for held, on in (([], TODAY), ([over], TODAY), ([asks], UNTIL + timedelta(days=1))):
        with pytest.raises(NotRepresented):
            scopes_of(held, guardian=False, statuses=alive, on=on)


@pytest.mark.parametrize("guardian", [True, False])
@pytest.mark.parametrize("statuses", [((DEAD,), ()), ((), (DEAD,))])
def test_nobody_acts_for_the_dead_nor_do_they(
    statuses: tuple[tuple[str, ...], ...], *, guardian: bool
) -> None:
    held = representations([appointed(), fact(PersonKind.ACCEPTED, 1, FRIEND)])
    with pytest.raises(NotRepresented):
        scopes_of(held, guardian=guardian, statuses=statuses, on=TODAY)


def test_what_a_representative_opens_is_no_receipt() -> None:
    by = Representative(PERSON, FRIEND, ABOUT, frozenset(Scope)).reference()
    opened = Fact(
        id=UUID(int=9),
        kind=Kind.OPENED,
        subject=UUID(int=8),
        person_id=PERSON,
        occurred_at=START,
        recorded_at=START,
        source="system",
        by=by,
        data={"channel": "inbox"},
    )
    assert evidenced_receipt([opened]) is None
