"""Who may sign in, who of them is whose relative, and who looked at whom."""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from vocatio.domain.actors import OFFICE_REALM
from vocatio.records.ledger.models import Committed
from vocatio.records.register.models import Person


class NaturalPerson(models.Model):
    """The human behind all accounts of theirs: four eyes are counted here."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()


class Account(models.Model):
    """One way for a member of staff to sign in.

    `realm` says whose: the authority's own, or that of a body which it does not instruct (F11).
    """

    id = models.UUIDField(primary_key=True)
    username = models.TextField(unique=True)
    password = models.TextField()
    natural_person = models.ForeignKey(
        NaturalPerson, on_delete=models.PROTECT, related_name="accounts"
    )
    roles = ArrayField(models.TextField())
    office_id = models.UUIDField(null=True)
    active = models.BooleanField(default=True)
    realm = models.TextField(db_default=OFFICE_REALM)

    class Meta:
        constraints = (
            # The target of composite foreign keys: an act cannot name an account and
            # somebody else's human.
            models.UniqueConstraint(fields=("id", "natural_person"), name="account_and_human"),
        )


class Tie(models.Model):
    """A human on the staff is a person of the register (“self”), or close to one (“relative”).

    Declared, never found out; it holds until it is ended. The person reads it in their record.
    """

    id = models.UUIDField(primary_key=True)
    human = models.ForeignKey(NaturalPerson, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=("self", "relative")), name="tie_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("declared_at")),
                name="tie_ends_after",
            ),
            models.UniqueConstraint(
                fields=("human", "person"),
                condition=models.Q(ended_at=None),
                name="tie_declared_once",
            ),
        )


class Reading(Committed):
    """Somebody looked at somebody's data: who, whose, for what purpose, when. Append-only."""

    typed: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "at": "at",
        "reader": "reader",
        "reader_id": "reader_id",
        "purpose": "purpose",
        "what": "what",
        "person": "person_id",
    }

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    reader = models.TextField()
    reader_id = models.UUIDField()
    purpose = models.TextField()
    what = models.TextField()
    person_id = models.UUIDField(null=True, db_index=True)
