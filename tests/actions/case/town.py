"""People who were summoned, an office, a court, and the clock between them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from uuid import UUID

from tests import database as testing
from tests.actions.court import seat_court
from tests.actions.ledger.world import Log
from tests.actions.world import WINDOW, World, addressee, row
from vocatio.actions.access.sign_in import sign_in
from vocatio.actions.case.decide import decide_measure, find
from vocatio.actions.case.open import open_document
from vocatio.actions.case.propose import propose
from vocatio.actions.case.review import give_notice, new_date
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.inspect.case_page import CasePage, case_file, own_page
from vocatio.actions.inspect.measures import Answered, in_force
from vocatio.actions.ledger import stamp
from vocatio.actions.offices.manage import Hours, open_slots
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.attendance import close_day
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import Addressee, Staff
from vocatio.domain.consequences.measures import Proposal
from vocatio.entry.commands.demo.plan import PASSWORD as DEMO_PASSWORD
from vocatio.records.cases.models import Case
from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons

DAY = timedelta(days=1)
WHY = "to test it"
MEASURE = "licence"
_words = count(1)


def reasons() -> str:
    """Of one's own, different each time, and long enough for a decision."""
    word = f"word{next(_words)}"
    return " ".join(f"{word}x{number}" for number in range(16))


@dataclass
class Refuser:
    """Somebody who was summoned, and what becomes of it."""

    town: "Ground"
    summons: Summons

    @property
    def person(self) -> Addressee:
        """They themselves."""
        return addressee(self.summons)

    @property
    def case(self) -> Case:
        """Their folder."""
        return Case.objects.get(person_id=self.summons.person_id, duty=self.summons.category)

    @property
    def own(self) -> CasePage:
        """What they see."""
        return own_page(self.case.reference, by=self.person, purpose=WHY, at=now())

    def read(self, kind: str) -> None:
        """Open the newest document of that kind."""
        document = [one for one in self.own.documents if one.kind == kind][-1]
        open_document(document.reference, by=self.person, at=now())

    def stay_away(self) -> None:
        """The appointment passes, the day is closed."""
        appointment = status_at(self.summons, now()).appointment
        advance_to(appointment + timedelta(hours=8))
        office = self.summons.slot.office_id
        close_day(office, appointment.date(), by=self.town.officer, at=now())

    def until_case(self) -> None:
        """Opened, stayed away, reminded and given a new date, stayed away again."""
        open_summons(self.summons.reference, by=self.person, at=now())
        self.stay_away()
        new_date(self.case.id, reasons(), by=self.town.officer, at=now())
        self.read("reminder")
        self.stay_away()

    def until_heard(self) -> None:
        """Told what is considered, and their 14 days over."""
        self.until_case()
        self.be_heard()

    def be_heard(self) -> None:
        """The notice of intent, read, and the days after it."""
        give_notice(self.case.id, [MEASURE], reasons(), by=self.town.officer, at=now())
        self.read("notice")
        self.town.wait(15)

    def until_proposed(self) -> None:
        """Handed to the court."""
        self.until_heard()
        self.be_proposed()

    def be_proposed(self) -> None:
        """Handed to the court."""
        propose(self.case.id, MEASURE, "class B", reasons(), by=self.town.officer, at=now())

    def until_decided(self) -> UUID:
        """Found, and a measure decided; return it."""
        self.until_proposed()
        self.find()
        return self.measure()

    def until_in_force(self) -> UUID:
        """The decision received, stamped, and its 14 days over."""
        measure = self.until_decided()
        self.read("measure")
        assert isinstance(self.town, Town)
        self.town.stamp()
        self.town.wait(22)
        return measure

    def look(self, by: Staff) -> CasePage:
        """Somebody opens the file."""
        return case_file(self.case.id, by=by, purpose=WHY, at=now())

    def find(self, by: Staff | None = None, why: str | None = None) -> UUID:
        """The finding, by somebody who opened the file."""
        by = by or self.town.judges[0]
        self.look(by)
        return find(self.case.id, why or reasons(), by=by, at=now())

    def measure(self, by: Staff | None = None) -> UUID:
        """The measure, by somebody who opened the file."""
        by = by or self.town.judges[0]
        self.look(by)
        return decide_measure(self.case.id, proposal(), reasons(), by=by, at=now())

    def answered(self, kind: str = MEASURE) -> Answered:
        """What may be said about them now."""
        person = self.summons.person_id
        return in_force(person, kind, by=self.town.officer, purpose=WHY, at=now())


def proposal(code: str = MEASURE, starts: float = 20, days: float = 60) -> Proposal:
    """An ordinary one."""
    first: datetime = now() + timedelta(days=starts)
    return Proposal(code, first, first + timedelta(days=days), first + DAY * days / 2, "class B")


@dataclass
class Ground:
    """Where refusers stand: an officer, a court, a clock."""

    database: testing.Database

    @cached_property
    def officer(self) -> Staff:
        """Who closes days and reviews."""
        return sign_in("officer", DEMO_PASSWORD, at=now())

    @cached_property
    def judges(self) -> list[Staff]:
        """Two who decide, and one who is fresh."""
        return seat_court(self.database, 3)

    def wait(self, days: float) -> None:
        """Let time pass."""
        advance_to(now() + timedelta(days=days))


@dataclass
class Town(Ground):
    """What the tests of a module share, in a world of their own with a log."""

    log: Log
    world: World = field(default_factory=World)
    people: int = 0
    open_until: date | None = None

    @cached_property
    def officer(self) -> Staff:
        """Who closes days and reviews."""
        return self.world.officer

    def summoned(self, **more: str) -> Refuser:
        """One more person, summoned together with everybody who was before."""
        self.people += 1
        self.world.people(row(f"p{self.people}", **more))
        return self._called(Person.objects.latest("id").id)

    def summoned_again(self, somebody: Refuser) -> Refuser:
        """The same person, to the same duty, by another call-up."""
        return self._called(somebody.summons.person_id)

    def _called(self, person_id: UUID) -> Refuser:
        first = now().date() + 28 * DAY
        self.world.first_day = first
        office = self.world.office
        # The world itself opens the first days.
        known = self.open_until or first + 4 * WINDOW
        self.open_until = first + 80 * DAY
        hours = Hours(time(9), time(11), 60, 50)
        start = max(first, known + DAY)
        if start <= self.open_until:
            open_slots(office, start, self.open_until, hours, by=self.world.planner, at=now())
        else:
            self.open_until = known
        callup = self.world.released(self.people)
        return Refuser(self, Summons.objects.get(callup_id=callup, person_id=person_id))

    def stamp(self) -> None:
        """The log takes in what waits, and an authority outside stamps it."""
        with testing.connected(self.database, "sequencer"):
            self.log.integrate()
        stamp.stamp_last()
