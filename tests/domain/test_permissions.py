"""One table says who may do what, and code asks for nothing that is not in it."""

import ast
from pathlib import Path
from uuid import UUID

import pytest

import vocatio.actions
from vocatio.domain.actors import Actor, Addressee, Role, Staff, System
from vocatio.domain.errors import NotPermitted
from vocatio.domain.permissions import ASKED, CARRIED_OUT, OWN, STAFF, require

ACTIONS = Path(str(vocatio.actions.__file__)).parent
SOME = UUID(int=1)


def _asked(tree: ast.AST) -> set[str]:
    """The acts for which a module asks: `require("act", by)` and `step(id, "act", …)`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            name = node.func.id if isinstance(node.func, ast.Name) else name
            parts = [part for argument in node.args for part in ast.walk(argument)]
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            if name in ("require", "step"):
                found |= {text for text in texts if isinstance(text, str)}
    return found


def test_code_and_table_name_the_same_acts() -> None:
    asked = set()
    for file in ACTIONS.rglob("*.py"):
        asked |= _asked(ast.parse(file.read_text(encoding="utf-8")))
    assert asked == set(STAFF) | OWN | CARRIED_OUT | ASKED


def test_no_act_is_in_two_parts_of_the_table() -> None:
    assert not set(STAFF) & OWN
    assert not (set(STAFF) | OWN) & CARRIED_OUT
    assert not (set(STAFF) | OWN | CARRIED_OUT) & ASKED


def everybody() -> list[tuple[Actor, frozenset[str]]]:
    """Everyone who can act, with what they may do."""
    staff = [
        (
            Staff(SOME, SOME, role, frozenset({role})),
            frozenset(act for act, roles in STAFF.items() if role in roles),
        )
        for role in Role
    ]
    return [*staff, (Addressee(SOME), OWN), (System("job", SOME), CARRIED_OUT)]


@pytest.mark.parametrize(("by", "may"), everybody())
def test_each_may_do_what_the_table_says_and_no_more(by: Actor, may: frozenset[str]) -> None:
    for act in {*STAFF, *OWN, *CARRIED_OUT, "nobody.may"}:
        if act in may:
            require(act, by)
        else:
            with pytest.raises(NotPermitted, match=act):
                require(act, by)


def test_whoever_plans_does_not_approve() -> None:
    assert not STAFF["callup.submit"] & STAFF["callup.approve"]


def test_an_account_without_roles_may_do_nothing() -> None:
    for act in (*STAFF, *OWN, *CARRIED_OUT):
        with pytest.raises(NotPermitted):
            require(act, Staff(SOME, SOME, "", frozenset()))


def test_nothing_is_decided_by_a_machine_or_from_outside() -> None:
    """F10: no straight-through decision exists, in nobody's favour and against nobody."""
    decisions = {act for act in STAFF if act.partition(".")[2].startswith(("decide", "approve"))}
    assert {"request.decide", "register.decide", "case.decide", "callup.approve"} <= decisions
    assert not decisions & (CARRIED_OUT | ASKED | OWN)
