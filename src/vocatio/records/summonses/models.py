"""Summonses and their facts."""

from django.db import models

from vocatio.records.ledger.models import FactBase
from vocatio.records.offices.models import Slot
from vocatio.records.register.models import Person


class Summons(models.Model):
    """One summons to one person.

    `state`, `next_due_at` and `request_open` are a cache to find candidates by: no decision
    and no answer to anyone reads them. `vocatio check` compares them with the facts.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.TextField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    callup_id = models.UUIDField(db_index=True)
    category = models.TextField()
    language = models.TextField()
    profile_version = models.TextField()
    calendar_version = models.TextField()
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    state = models.TextField()
    next_due_at = models.DateTimeField(null=True)
    request_open = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(
                fields=("next_due_at",),
                condition=models.Q(next_due_at__isnull=False),
                name="summons_due",
            ),
            models.Index(
                fields=("id",), condition=models.Q(request_open=True), name="summons_asking"
            ),
        )


class SummonsFact(FactBase):
    """What happened to a summons."""

    subject = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="+")
