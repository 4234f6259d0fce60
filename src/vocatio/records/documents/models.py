"""What is said, as bytes."""

from django.db import models

from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons


class Content(models.Model):
    """The content of a summons: canonical JSON, whose hash its issue names. Append-only."""

    summons = models.OneToOneField(
        Summons, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    canonical = models.BinaryField()
    sha256 = models.BinaryField()


class TemplateVersion(models.Model):
    """A template as it was when a summons was issued from it: its version is its hash."""

    version = models.TextField(primary_key=True)
    code = models.TextField()
    canonical = models.BinaryField()


class FreeText(models.Model):
    """Words that somebody wrote, encrypted; facts name it by id and can outlive it."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    encrypted = models.BinaryField()
