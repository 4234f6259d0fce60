"""Somebody who stayed away, in a demo, and what is asked about them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID

import click

from vocatio.actions.case.open import open_document
from vocatio.actions.clock import now
from vocatio.actions.inspect import own
from vocatio.actions.inspect.case_page import CasePage, own_cases
from vocatio.actions.inspect.measures import in_force
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.consequences.force import Answer

WHY = "demo: those who stayed away"
#: How long a worker, the log and the authority for time-stamps may take, in seconds.
PATIENCE = 120
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Refuser:
    """One of them. `office` is where they are to appear."""

    case: UUID
    office: UUID
    person: Addressee
    summons: str
    summons_id: UUID

    @property
    def own(self) -> CasePage:
        """Their case as they see it."""
        found = own_cases(by=self.person, purpose=WHY, at=now())
        return next(one for one in found if one.id == self.case)

    def read(self, kind: str) -> None:
        """Open the newest document of that kind."""
        document = [one for one in self.own.documents if one.kind == kind][-1]
        open_document(document.reference, by=self.person, at=now())

    @property
    def appointment(self) -> datetime:
        """When they are to appear."""
        return own.summons(self.summons, by=self.person, purpose=WHY, at=now()).starts_at

    def answer(self, by: Staff) -> Answer:
        """What is said about the newest kind of measure that was taken against them."""
        return self.asked(self.own.measures[-1].kind, by)

    def asked(self, kind: str, by: Staff) -> Answer:
        """What is said about measures of a kind."""
        return in_force(self.person.person_id, kind, by=by, purpose=WHY, at=now()).answer


def say(who: str, what: str) -> None:
    """One line of the account."""
    click.echo(f"    {who}: {what}")


def reasons() -> str:
    """Of one's own for each, as those of humans are."""
    number = next(_numbers)
    return " ".join(f"In case {number} what matters is point {number}-{n}." for n in range(4))
