"""A small world to act in: staff, one office with slots, people who are imported like any other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from vocatio.actions.access.accounts import create_account
from vocatio.actions.access.sign_in import staff
from vocatio.actions.callup.allocate import allocate_places
from vocatio.actions.callup.approve import approve, submit
from vocatio.actions.callup.carry_out import carry_out
from vocatio.actions.callup.draw import draw_people
from vocatio.actions.callup.order import OrderDraft, decide_order
from vocatio.actions.callup.pool import fill_pool
from vocatio.actions.callup.release import release
from vocatio.actions.clock import now
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.law import today
from vocatio.actions.offices.manage import Hours, add_office, open_slots
from vocatio.actions.register.import_rows import Applied, apply_rows, begin_import
from vocatio.domain.actors import Addressee, Role, Staff
from vocatio.domain.callup.moves import AfterMove
from vocatio.domain.law.profile import DatedProfile
from vocatio.domain.register.rows import COLUMNS, Row, parse
from vocatio.records.summonses.models import Summons

#: Installs another version of the rules of this jurisdiction.
Ship = Callable[[DatedProfile], None]

PASSWORD = "long-enough-for-a-test"
#: What people are called to, in the other languages of the profile.
TITLES = {"de": "Grunddienst", "ar": "الخدمة الأساسية"}
DISTRICT = "9"
LEAD, WINDOW = timedelta(days=28), timedelta(days=13)

#: What a row says unless a test says otherwise: somebody who is liable beyond doubt.
SOUND = {
    "given_name": "Ada",
    "family_name": "Invented",
    "birth_date": "2004-05-17",
    "sex": "f",
    "language": "en",
    "street": "Invented Street 1",
    "postcode": "1010",
    "locality": "Wien",
    "district": DISTRICT,
    "country": "AT",
    "address_source": "post",
    "sealed": "no",
    "category": "conscript",
    "guardian": "",
    "status": "",
}


def row(record: str, **more: str) -> Row:
    """A row of a register file, as it is read."""
    values = dict.fromkeys(COLUMNS, "") | SOUND | {"record": record, "number": f"N{record}"} | more
    parsed = parse(values, today=date(2026, 1, 1))
    assert isinstance(parsed, Row), parsed
    return parsed


@dataclass
class World:
    """What every test starts from; staff are hired when they are first needed."""

    capacity: int = 50
    orders: int = 0
    offices: set[UUID] = field(default_factory=set)

    def hire(self, username: str, *roles: Role, human: UUID | None = None) -> Staff:
        """A member of staff, or another account of one."""
        account, _ = create_account(
            username, PASSWORD, name=username.title(), roles=roles, human=human, at=now()
        )
        return staff(account, at=now())

    @cached_property
    def planner(self) -> Staff:
        """Plans."""
        return self.hire("planner", Role.PLANNER)

    @cached_property
    def approver(self) -> Staff:
        """Approves."""
        return self.hire("approver", Role.APPROVER)

    @cached_property
    def officer(self) -> Staff:
        """Receives people."""
        return self.hire("officer", Role.OFFICER)

    @cached_property
    def decider(self) -> Staff:
        """Decides requests."""
        return self.hire("decider", Role.DECIDER)

    @cached_property
    def overseer(self) -> Staff:
        """Oversees."""
        return self.hire("overseer", Role.OVERSEER)

    @cached_property
    def office(self) -> UUID:
        """The office of everybody here, unless a test opens another one."""
        return self.open("W", DISTRICT)

    def open(self, code: str, district: str) -> UUID:
        """Open an office, for two months from the first day on."""
        office = add_office(
            code, name={"en": "Office"}, district=district, address="1", by=self.planner, at=now()
        )
        hours = Hours(time(9), time(11), 60, self.capacity)
        first = self.first_day
        open_slots(office, first, first + 4 * WINDOW, hours, by=self.planner, at=now())
        return office

    @cached_property
    def first_day(self) -> date:
        """Of every call-up here."""
        return now().date() + LEAD

    def applied(self, *rows: Row) -> Applied:
        """Import rows, and say what became of them."""
        opened = begin_import("test", b"", mode="delta", by=self.planner, at=now())
        return apply_rows(rows, opened, on=today(now()), by=self.planner, at=now())

    def people(self, *rows: Row) -> None:
        """Import people."""
        applied = self.applied(*rows)
        assert not applied.refused, applied.refused

    def crowd(self, count: int) -> None:
        """Import so many liable people."""
        self.people(*(row(f"c{number}") for number in range(count)))

    def order(
        self,
        people: int,
        *,
        categories: tuple[str, ...] = ("conscript",),
        after_move: AfterMove = AfterMove.ISSUING,
    ) -> UUID:
        """An order, and the call-up that carries it out, with an office to appear at."""
        self.orders += 1
        self.offices.add(self.office)
        draft = OrderDraft(
            reference=f"O-{self.orders}",
            title="Basic service",
            titles=TITLES,
            legal_basis="Service Duty Act (invented), article 2",
            reason="To examine fitness.",
            categories=frozenset(categories),
            people=people,
            reference_date=self.first_day,
            first_day=self.first_day,
            last_day=self.first_day + WINDOW,
            governs_after_move=after_move,
        )
        return decide_order(draft, by=self.planner, at=now())

    def allocated(self, people: int, after_move: AfterMove = AfterMove.ISSUING) -> UUID:
        """A call-up up to its places."""
        callup_id = self.order(people, after_move=after_move)
        for act in (fill_pool, draw_people, allocate_places):
            act(callup_id, by=self.planner, at=now())
        return callup_id

    def approved(self, people: int, after_move: AfterMove = AfterMove.ISSUING) -> UUID:
        """A call-up that may be released."""
        callup_id = self.allocated(people, after_move)
        submit(callup_id, by=self.planner, at=now())
        approve(callup_id, by=self.approver, at=now())
        return callup_id

    def released(self, people: int, after_move: AfterMove = AfterMove.ISSUING) -> UUID:
        """A call-up whose summonses lie in the inboxes."""
        callup_id = self.approved(people, after_move)
        self.carried_out(callup_id)
        return callup_id

    def carried_out(self, callup_id: UUID) -> None:
        """Release an approved call-up, as the job does."""
        release(callup_id, by=self.approver, at=now())
        carry_out(callup_id)

    def summoned(self, after_move: AfterMove = AfterMove.ISSUING) -> Summons:
        """The one summons of the one person there is."""
        self.crowd(1)
        return Summons.objects.get(callup_id=self.released(1, after_move))

    def on_the_day(self, summons: Summons) -> None:
        """The clock of the demo moves to the evening of the appointment."""
        advance_to(datetime.combine(summons.slot.starts_at.date(), time(22), now().tzinfo))


def addressee(summons: Summons) -> Addressee:
    """The person summoned, signed in."""
    return Addressee(summons.person_id)
