"""The inbox, alerts, letters, what is due next, and when nothing could be reached."""

from django.db import models

from vocatio.records.access.models import Account
from vocatio.records.ledger.models import FactBase
from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons


class InboxItem(models.Model):
    """A summons its addressee can see: delivered means visible, opened is a fact. Append-only."""

    summons = models.OneToOneField(
        Summons, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    available_at = models.DateTimeField()


class Delivery(models.Model):
    """When the schedule of a summons is to be looked at again.

    A cache to find candidates by: what is due is derived from facts and profile each time.
    `done_until` is the moment up to which everything that fell due was seen to.
    """

    summons = models.OneToOneField(
        Summons, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    done_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at",), condition=models.Q(due_at__isnull=False), name="delivery_due"
            ),
        )


class Alert(models.Model):
    """One message that there is post, by one kind of message, in one round.

    `reference` is random: it is the Message-ID, and the address that bounces come back to.
    `claimed_at` is when it was found to be due and taken up to be sent; `outcome` is empty
    until it is "sent", "failed" or "void" (not due any more); `settled` once its fact stands.
    `document` is the document of a case that it is about; None for the summons itself.
    """

    id = models.UUIDField(primary_key=True)
    summons = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    document = models.UUIDField(null=True)
    number = models.PositiveSmallIntegerField()
    by = models.TextField()
    reference = models.TextField(unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, default="")
    code = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("summons", "document", "number", "by"),
                nulls_distinct=False,
                name="alert_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_at=None)
                | models.Q(outcome__in=("sent", "failed", "void"), ended_at__isnull=False),
                name="alert_outcome",
            ),
        )
        indexes = (
            models.Index(
                fields=("by", "try_at"), condition=models.Q(outcome=""), name="alert_to_send"
            ),
            models.Index(
                fields=("id",),
                condition=models.Q(settled=False) & ~models.Q(outcome=""),
                name="alert_to_settle",
            ),
        )


class PrintBatch(models.Model):
    """Letters that go to the printer in one file.

    `sealed_at` is when file and manifest were written, and the hash of the one and the bytes
    of the other fixed; `relayed_at` when the printer could take them and the facts say so.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.TextField(unique=True)
    opened_at = models.DateTimeField()
    pages = models.PositiveIntegerField(null=True)
    pdf_sha256 = models.BinaryField(null=True)
    manifest = models.BinaryField(null=True)
    sealed_at = models.DateTimeField(null=True)
    relayed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("id",), condition=models.Q(relayed_at=None), name="print_batch_to_do"
            ),
        )


class PrintPiece(models.Model):
    """One letter, for one reason. `reference` is what the post calls it by in its files.

    `outcome` is empty until it is "relayed", "unprintable" or "void" (not due any more).
    `document` is the document of a case that it says; None where it is the notice of the summons.
    `due_at` is when to look whether it is printed; None: at once.
    """

    id = models.UUIDField(primary_key=True)
    summons = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    document = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    reason = models.TextField()
    reference = models.TextField(unique=True)
    batch = models.ForeignKey(PrintBatch, on_delete=models.PROTECT, related_name="+", null=True)
    first_page = models.PositiveIntegerField(null=True)
    last_page = models.PositiveIntegerField(null=True)
    outcome = models.TextField(blank=True, default="")
    code = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("summons", "document", "reason"),
                nulls_distinct=False,
                name="piece_once_for_a_reason",
            ),
        )
        indexes = (
            models.Index(
                fields=("id",),
                condition=models.Q(outcome="", batch=None),
                name="piece_to_print",
            ),
        )


class PostalReport(models.Model):
    """One line of a provider's file that was recorded, by the hash of what it says. Append-only."""

    digest = models.BinaryField(primary_key=True)
    fact_id = models.UUIDField()


class PostalFile(models.Model):
    """A provider's file that was handed in at the office, and what became of its lines.

    `content` is emptied once it was read: what its lines say are facts. `errors` has the lines
    that were refused, to be mended; `fault` says why the file could not be read at all.
    """

    id = models.UUIDField(primary_key=True)
    provider = models.TextField()
    name = models.TextField()
    content = models.BinaryField()
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    recorded = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    errors = models.BinaryField(default=b"")
    fault = models.TextField(blank=True, default="")


class Outage(models.Model):
    """A time during which the system could not be used: by anybody, or by one person.

    Append-only; what happened to it are facts. `words` say why, of one that concerned everybody:
    they are published. Of one person's they lie encrypted, and the fact names them.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True, default="")


class OutageFact(FactBase):
    """What happened to an outage: recorded, ended, certified, declined."""

    subject = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="+")


class Beat(models.Model):
    """When the portals were last found to answer; one row."""

    singleton = models.BooleanField(primary_key=True, default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(singleton=True), name="beat_one_row"),
        )
