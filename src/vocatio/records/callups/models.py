"""From the authority's decision to the manifest of a release."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from vocatio.records.access.models import Account, NaturalPerson
from vocatio.records.ledger.models import FactBase
from vocatio.records.offices.models import Slot
from vocatio.records.register.models import Person


class Order(models.Model):
    """The authority's decision to call up. Append-only: another decision is another order."""

    id = models.UUIDField(primary_key=True)
    reference = models.TextField(unique=True)
    title = models.TextField()
    #: Language -> the same title, in each language of the profile but the official one.
    titles = models.JSONField(default=dict, db_default={})
    legal_basis = models.TextField()
    reason = models.TextField()
    categories = ArrayField(models.TextField())
    people = models.PositiveIntegerField()
    reference_date = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    #: Who governs an open summons after a move: the office that issued it, or that of the new
    #: registration.
    governs_after_move = models.TextField(db_default="issuing", default="issuing")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="order_window"
            ),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="order_somebody"),
            models.CheckConstraint(
                condition=models.Q(governs_after_move__in=("issuing", "registration")),
                name="order_after_move",
            ),
        )


class CallUp(models.Model):
    """The campaign that carries an order out, under the profile in force when it began.

    An order has another one only after the one before was withdrawn.
    """

    id = models.UUIDField(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_index=False)
    jurisdiction = models.TextField()
    profile_version = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("order",), name="callups_callup_order"),)


class CallUpFact(FactBase):
    """What happened to a call-up."""

    subject = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")


class Remark(models.Model):
    """What somebody on the staff wrote about a call-up, about no person; facts name it by its hash.

    `kept` is what was hashed: the words with their salt. Append-only.
    """

    id = models.UUIDField(primary_key=True)
    callup = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")
    kept = models.TextField()


class PoolMember(models.Model):
    """Someone who may be drawn."""

    callup = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("callup", "person"), name="pool_member_once"),
        )


class SetAside(models.Model):
    """Someone about whom the register does not say enough: a human must look (never a default)."""

    callup = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    basis = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("callup", "person"), name="set_aside_once"),)


class PoolCount(models.Model):
    """How many people of a district the pool found alike: `outcome` and `code` of the decider.

    `district` is that of registration on the reference date, "" where none is known. Append-only.
    """

    callup = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")
    district = models.TextField()
    outcome = models.TextField()
    code = models.TextField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("callup", "district", "outcome", "code"), name="pool_counted_once"
            ),
        )


class Drawn(models.Model):
    """Someone whom the draw selected, with their rank (0 is first)."""

    callup = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("callup", "person"), name="drawn_once"),
            models.UniqueConstraint(fields=("callup", "rank"), name="drawn_rank"),
        )


class Allocation(models.Model):
    """The place of someone drawn."""

    callup = models.ForeignKey(CallUp, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("callup", "person"), name="allocated_once"),)


class Approval(models.Model):
    """Two humans: one submitted, another approved. Append-only.

    Composite foreign keys (see the migration) tie each account to its own human, so the
    check constraint counts people, not accounts.
    """

    callup = models.OneToOneField(
        CallUp, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    submitted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    submitted_by_human = models.ForeignKey(
        NaturalPerson, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    approved_by_human = models.ForeignKey(NaturalPerson, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(submitted_by_human=models.F("approved_by_human")),
                name="approval_four_eyes",
            ),
        )


class Manifest(models.Model):
    """What a release will issue, fixed before the first summons. Needs an approval. Append-only."""

    approval = models.OneToOneField(
        Approval, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    entries = models.PositiveIntegerField()
    sha256 = models.BinaryField()


class ManifestEntry(models.Model):
    """One line of a manifest, and the staging row of its summons.

    `outcome` is empty until the entry was carried out: then "issued" or "withheld", with
    the code and the rule for what changed since the draw.
    """

    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    summons_id = models.UUIDField(unique=True)
    outcome = models.TextField(blank=True, default="")
    code = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("manifest", "position"), name="manifest_position"),
            models.UniqueConstraint(fields=("manifest", "person"), name="manifest_person_once"),
        )
        indexes = (
            models.Index(
                fields=("manifest", "position"),
                condition=models.Q(outcome=""),
                name="manifest_to_do",
            ),
        )
