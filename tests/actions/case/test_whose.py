"""An act in a case belongs to those who have it: its office, the body it was handed to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest

from tests.actions.case.town import MEASURE, WHY, Refuser, Town, proposal, reasons
from tests.actions.court import seat
from vocatio.actions.access import ties
from vocatio.actions.access.accounts import create_account
from vocatio.actions.access.sign_in import staff
from vocatio.actions.case.answer import note_answer
from vocatio.actions.case.appeal import decide_appeal, let_go_on, note_appeal
from vocatio.actions.case.decide import decide_measure, find
from vocatio.actions.case.lift import keep_going, lift
from vocatio.actions.case.open import hand_over
from vocatio.actions.case.propose import propose
from vocatio.actions.case.review import drop, excuse, give_notice, new_date
from vocatio.actions.clock import now
from vocatio.actions.inspect.case_documents import document_text
from vocatio.actions.offices.manage import add_office
from vocatio.actions.summons.by_hand import Result, Visit
from vocatio.domain.actors import Role, Staff
from vocatio.domain.consequences.kinds import Cause, Verdict
from vocatio.domain.consequences.states import CaseState
from vocatio.domain.errors import NotFound
from vocatio.domain.permissions import is_theirs
from vocatio.domain.summons.asking import Channel
from vocatio.domain.ties import Closeness, OwnFile, RelativesFile

HERE, ELSEWHERE = UUID(int=1), UUID(int=2)
CODE = "elsewhere"


def _member(realm: str, *roles: Role, office: UUID | None = None) -> Staff:
    return Staff(uuid4(), uuid4(), "", frozenset(roles), office, realm)


@pytest.mark.parametrize(
    ("act", "by", "member", "theirs"),
    [
        ("case.review", ("office", HERE, [Role.OFFICER]), "", True),
        ("case.review", ("office", None, [Role.OFFICER]), "", True),
        ("case.review", ("office", ELSEWHERE, [Role.OFFICER]), "", False),
        # What another role of the same account may see, this one may not do.
        ("case.review", ("office", ELSEWHERE, [Role.OFFICER, Role.DECIDER]), "", False),
        ("inspect.case", ("office", ELSEWHERE, [Role.OFFICER, Role.DECIDER]), "", True),
        ("case.decide_claim", ("office", ELSEWHERE, [Role.DECIDER]), "", True),
        ("case.stay", ("office", ELSEWHERE, [Role.OVERSEER]), "", True),
        ("case.note", ("office", ELSEWHERE, [Role.OFFICER]), "", True),
        ("case.note", ("court", None, [Role.JUDGE]), "court", False),
        ("case.decide", ("court", None, [Role.JUDGE]), "court", True),
        ("case.decide", ("court", None, [Role.JUDGE]), "other", False),
        ("case.decide", ("office", HERE, [Role.JUDGE]), "", False),
        # An officer's account in a court's realm is no officer of this office.
        ("case.review", ("court", HERE, [Role.OFFICER]), "court", False),
    ],
)
def test_whose_an_act_is(
    act: str, by: tuple[str, UUID | None, list[Role]], member: str, theirs: bool
) -> None:
    realm, office, roles = by
    who = _member(realm, *roles, office=office)
    assert is_theirs(act, who, office=HERE, body="court", member=member) == theirs


def test_a_case_that_was_handed_to_no_body_is_no_courts() -> None:
    by = _member("court", Role.JUDGE)
    assert not is_theirs("case.drop", by, office=HERE, body="", member="")


def _officer_elsewhere(town: Town) -> Staff:
    by = town.world.planner
    add_office(CODE, name={"en": "Far"}, district="3", address="2", by=by, at=now())
    account, _ = create_account(
        "far", "long-enough-for-a-test", name="Far", roles=Role, office=CODE, at=now()
    )
    return staff(account, at=now())


@contextmanager
def _nothing_changes(somebody: Refuser) -> Iterator[None]:
    before = somebody.own.timeline
    yield
    assert somebody.own.timeline == before


def test_an_officer_of_another_office_is_refused_in_each_act(town: Town) -> None:
    """Every role there is, and yet none of these is done from another office."""
    by, somebody = _officer_elsewhere(town), town.summoned()
    somebody.until_case()
    case, document = somebody.case.id, somebody.own.documents[0].id
    visit = Visit(Result.HANDED, now(), "Main Street 1", "witness", "I saw that it was handed over")
    none = UUID(int=0)
    acts: list[Callable[[], object]] = [
        lambda: excuse(case, reasons(), by=by, at=now()),
        lambda: drop(case, reasons(), by=by, at=now()),
        lambda: new_date(case, reasons(), by=by, at=now()),
        lambda: give_notice(case, [MEASURE], reasons(), by=by, at=now()),
        lambda: propose(case, MEASURE, "class B", reasons(), by=by, at=now()),
        lambda: lift(case, none, Cause.ERROR, reasons(), by=by, at=now()),
        lambda: find(case, reasons(), by=by, at=now()),
        lambda: decide_measure(case, proposal(), reasons(), by=by, at=now()),
        lambda: keep_going(case, none, reasons(), by=by, at=now()),
        lambda: decide_appeal(case, none, Verdict.DISMISSED, reasons(), by=by, at=now()),
        lambda: let_go_on(case, none, reasons(), by=by, at=now()),
        lambda: hand_over(document, visit, by=by, at=now()),
    ]
    with _nothing_changes(somebody):
        for act in acts:
            with pytest.raises(NotFound):
                act()
    note_answer(case, "I was ill.", Channel.COUNTER, by=by, at=now())
    assert "I was ill." in [line.words for line in somebody.own.course]
    # Reading is an overseer's as well, whose office it is not.
    assert document_text(document, by=by, purpose=WHY, at=now()).text


def test_a_member_of_another_court_is_refused(town: Town) -> None:
    somebody = town.summoned()
    somebody.until_proposed()
    by = seat(town.database, "other", "strangers")
    with _nothing_changes(somebody):
        for act in (find, drop):
            with pytest.raises(NotFound):
                act(somebody.case.id, reasons(), by=by, at=now())
    assert somebody.own.state == CaseState.PROPOSED


def test_ones_own_case_and_a_relatives_is_a_colleagues(town: Town) -> None:
    somebody = town.summoned()
    measure = somebody.until_decided()
    number = f"Np{town.people}"
    assert town.officer.roles
    ties.declare("officer", Closeness.SELF, number, at=now())
    by, case = town.officer, somebody.case.id
    acts: list[Callable[[], object]] = [
        lambda: somebody.look(by),
        lambda: lift(case, measure, Cause.ERROR, reasons(), by=by, at=now()),
        lambda: note_appeal(case, measure, "", Channel.COUNTER, by=by, at=now()),
    ]
    with _nothing_changes(somebody):
        for act in acts:
            with pytest.raises(OwnFile):
                act()
    ties.end("officer", number, at=now())
    ties.declare("officer", Closeness.RELATIVE, number, at=now())
    with pytest.raises(RelativesFile):
        somebody.look(town.officer)
    ties.end("officer", number, at=now())
    assert somebody.look(town.officer).measures
