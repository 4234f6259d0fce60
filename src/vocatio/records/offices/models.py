"""Offices and slots."""

from django.db import models


class Office(models.Model):
    """Where people appear. `name` maps a language tag to the name in that language."""

    id = models.UUIDField(primary_key=True)
    code = models.TextField(unique=True)
    name = models.JSONField()
    district = models.TextField(unique=True)
    address = models.TextField()


class Slot(models.Model):
    """A time at an office, and how many may come then.

    Once it is closed nobody gets a place any more; whoever has one is told of another time.
    """

    id = models.UUIDField(primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "starts_at"), name="slot_once"),)
