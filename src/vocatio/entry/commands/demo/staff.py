"""The staff of the demo. The password is no secret: it opens nothing but this demo."""

from dataclasses import dataclass

from vocatio.actions.access.accounts import create_account
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.clock import now
from vocatio.domain.actors import Role, Staff
from vocatio.entry.commands.demo.plan import PASSWORD

NAMES = {
    Role.PLANNER: "Petra Planner",
    Role.APPROVER: "Anton Approver",
    Role.OFFICER: "Olga Officer",
    Role.DECIDER: "Dana Decider",
    Role.OVERSEER: "Omar Overseer",
}


@dataclass(frozen=True, slots=True)
class Team:
    """Everyone who acts in the demo."""

    planner: Staff
    approver: Staff
    officer: Staff
    decider: Staff


def hire() -> None:
    """Make one account for each role, each with a human of its own."""
    for role, name in NAMES.items():
        create_account(role.value, PASSWORD, name=name, roles=[role], at=now())


def team() -> Team:
    """Sign everybody in."""
    return Team(
        *(
            sign_in(role.value, PASSWORD, at=now())
            for role in (Role.PLANNER, Role.APPROVER, Role.OFFICER, Role.DECIDER)
        )
    )
