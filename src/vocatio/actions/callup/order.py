"""Decide an order: whom the authority calls up, how many, why, and when they are to appear."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from vocatio.actions.callup.step import lock
from vocatio.actions.law import calendar_of, local_date, put_in_force
from vocatio.actions.recording import record
from vocatio.domain import permissions
from vocatio.domain.actors import Staff
from vocatio.domain.callup.moves import AfterMove
from vocatio.domain.callup.stages import Kind, require_withdrawn
from vocatio.domain.errors import InvalidInput
from vocatio.domain.evidence.canonical import Json
from vocatio.domain.law.notice import earliest_day
from vocatio.domain.law.profile import DatedProfile, Profile
from vocatio.gateways import identity, profiles
from vocatio.records.callups.models import CallUp, CallUpFact, Order
from vocatio.records.ledger import facts as ledger


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What a planner fills in. `categories` are codes of the profile; dates are local.

    `title` is in the official language, `titles` has it in each other one of the profile: a
    notice says in both languages of its reader what they are called to (F3).
    `reference_date` is the date on which liability is judged; people appear on working
    days from `first_day` to `last_day`, both included. `governs_after_move` says which office
    an open summons belongs to once its person is registered elsewhere.
    """

    reference: str
    title: str
    legal_basis: str
    reason: str
    categories: frozenset[str]
    people: int
    reference_date: date
    first_day: date
    last_day: date
    governs_after_move: AfterMove = AfterMove.ISSUING
    titles: Mapping[str, str] = field(default_factory=dict)


def decide_order(
    draft: OrderDraft, *, by: Staff, at: datetime, jurisdiction: str | None = None
) -> UUID:
    """Write the order down and open the call-up that carries it out; return the call-up's id.

    Raises:
        InvalidInput: naming the field.
        NotPermitted: only a planner.
    """
    permissions.require("order.decide", by)
    with transaction.atomic():
        version = put_in_force(jurisdiction or profiles.default())
        profile = _judged(draft, version, at)
        order = _order(draft)
        return _open(order, profile, _data(draft, order, profile), by=by, at=at)


def call_again(callup_id: UUID, *, by: Staff, at: datetime) -> UUID:
    """Open another call-up of the same order, after all summonses of this one were withdrawn.

    It begins with a pool and a draw of its own: whoever was drawn before can be drawn again.

    Raises:
        NotFound: there is no such call-up.
        NotWithdrawn: a call-up of this order stands.
        InvalidInput: the days of the order are too near, or past: decide another order.
    """
    permissions.require("callup.again", by)
    with transaction.atomic():
        before = lock(callup_id)
        order = before.order
        others = CallUp.objects.select_for_update().filter(order=order).order_by("id")
        facts = ledger.of_many(CallUpFact, [one.id for one in others])
        require_withdrawn(facts.values())
        profile = _judged(_draft(order), put_in_force(before.callup.jurisdiction), at)
        data = _data(_draft(order), order, profile) | {"after": str(callup_id)}
        return _open(order, profile, data, by=by, at=at)


def _draft(order: Order) -> OrderDraft:
    """An order as it was written down."""
    said = {one.name: getattr(order, one.name) for one in fields(OrderDraft)}
    said["categories"] = frozenset(order.categories)
    said["governs_after_move"] = AfterMove(order.governs_after_move)
    return OrderDraft(**said)


def _judged(draft: OrderDraft, version: DatedProfile, at: datetime) -> Profile:
    """The rules of today, by which the draft is as it has to be."""
    today = local_date(version, at)
    profile = version.on(today)
    _validate(draft, profile, earliest_day(today, profile, calendar_of(profile, today)))
    return profile


def _open(
    order: Order, profile: Profile, data: dict[str, Json], *, by: Staff, at: datetime
) -> UUID:
    callup = CallUp.objects.create(
        id=identity.new_id(),
        order=order,
        jurisdiction=profile.code,
        profile_version=profile.version,
    )
    record(CallUpFact, Kind.ORDER, callup.id, by=by, at=at, data=data)
    return callup.id


def _order(draft: OrderDraft) -> Order:
    try:
        with transaction.atomic():
            return Order.objects.create(
                id=identity.new_id(),
                reference=draft.reference,
                title=draft.title,
                titles={**draft.titles},
                legal_basis=draft.legal_basis,
                reason=draft.reason,
                categories=sorted(draft.categories),
                people=draft.people,
                reference_date=draft.reference_date,
                first_day=draft.first_day,
                last_day=draft.last_day,
                governs_after_move=draft.governs_after_move,
            )
    except IntegrityError as error:
        raise InvalidInput("reference", "another order has this reference already") from error


def _data(draft: OrderDraft, order: Order, profile: Profile) -> dict[str, Json]:
    return {
        "order": str(order.id),
        "reference": draft.reference,
        "categories": [*sorted(draft.categories)],
        "people": draft.people,
        "reference_date": draft.reference_date.isoformat(),
        "first_day": draft.first_day.isoformat(),
        "last_day": draft.last_day.isoformat(),
        "governs_after_move": draft.governs_after_move,
        "profile": profile.version,
    }


def _validate(draft: OrderDraft, profile: Profile, earliest: date) -> None:
    for name in ("reference", "title", "legal_basis", "reason"):
        if not getattr(draft, name).strip():
            raise InvalidInput(name, "must not be empty: it is printed on every summons")
    for language in profile.languages:
        if language != profile.official_language and not draft.titles.get(language, "").strip():
            raise InvalidInput(
                f"title_{language}",
                f"must say in “{language}” what people are called to: it is printed on summonses "
                "in that language (F3)",
            )
    known = {category.code for category in profile.categories}
    if not draft.categories or draft.categories - known:
        raise InvalidInput("categories", f"choose from: {', '.join(sorted(known))}")
    if draft.people < 1:
        raise InvalidInput("people", "call at least one person")
    if draft.first_day < earliest:
        raise InvalidInput(
            "first_day",
            f"must not be before {earliest.isoformat()}: the profile's notice, and 14 days (F4)",
        )
    if not draft.first_day <= draft.last_day <= draft.first_day + timedelta(days=366):
        raise InvalidInput("last_day", "must not be before the first day, nor a year after it")
