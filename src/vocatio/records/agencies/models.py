"""Agencies and their questions.

What an agency may ask, and with which keys, is derived from its facts. What it asked about a
person can be read by that person alone: row-level security lets nobody read the table of
questions but through the own record, one person at a time, and lets nobody write it but through
`agencies_record` (migration 0002). So no list of people who were asked about can be made (F19).
"""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from vocatio.records.access.models import Account
from vocatio.records.ledger.models import Committed, FactBase


class Agency(models.Model):
    """Another authority; `code` is the name by which it signs, for ever."""

    id = models.UUIDField(primary_key=True)
    code = models.TextField(unique=True)


class AgencyFact(FactBase):
    """What happened to an agency: registered, keys, closed, a canary it asked about."""

    subject = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")


class Batch(Committed):
    """Questions that were answered in one transaction, as one entry of the log.

    Its bytes list, for each question, SHA-256 over salt and bytes: “nothing” of those whose row
    is shredded in time, “other” of those that stay. Of whom they are nobody can tell from them.
    """

    typed: ClassVar[Mapping[str, str]] = {"id": "id", "at": "at"}

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)


class Query(models.Model):
    """One question and its answer; its hash is in its batch.

    Attributes:
        jti: of the question; the same is never answered twice.
        person_id: whom the document belongs to; null when the register knows nobody by it.
        canonical: what was asked and answered, RFC 8785; the document itself is nowhere.

    The functions that write here and into `Place` look at all agencies of a batch at once, which
    a foreign key would do row by row.
    """

    id = models.UUIDField(primary_key=True)
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    jti = models.TextField()
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    answer = models.TextField()
    salt = models.BinaryField()
    canonical = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agency", "jti"), name="query_once"),)
        indexes = (
            # Rows lie in the order of time, and ids of batches too: a summary of pages will do.
            BrinIndex(fields=("at", "batch"), name="query_in_time"),
            models.Index(
                fields=("person_id",),
                condition=models.Q(person_id__isnull=False),
                name="query_of_person",
            ),
        )


class Place(models.Model):
    """One of the places of an agency's budget on one day, taken by one person.

    `who` is a keyed hash of day, agency and document: of the same person on two days, or of two
    agencies, nobody can tell that it is the same. There are no more places than the budget, and
    nobody takes two, by these two constraints: no counter that all have to wait for.
    """

    pk = models.CompositePrimaryKey("agency_id", "day", "place")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    place = models.IntegerField()
    who = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("who",), name="place_one_each"),
            models.CheckConstraint(condition=models.Q(place__gte=1), name="place_from_one"),
        )


class Canary(models.Model):
    """A document that is nobody's: whoever asks about it goes through numbers, not persons."""

    id = models.UUIDField(primary_key=True)
    scheme = models.TextField()
    issuer = models.TextField(blank=True)
    keyed_hash = models.BinaryField(unique=True)
    encrypted = models.BinaryField()
    planted_at = models.DateTimeField()
    planted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
