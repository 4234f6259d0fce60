"""The inbox."""

from django.db import models

from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons


class InboxItem(models.Model):
    """A summons its addressee can see: delivered means visible, opened is a fact. Append-only."""

    summons = models.OneToOneField(
        Summons, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    available_at = models.DateTimeField()
