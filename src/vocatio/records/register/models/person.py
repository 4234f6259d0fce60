"""Persons and imports: what every claim hangs on."""

from django.db import models

from vocatio.records.ledger.models import FactBase


class Import(models.Model):
    """One register file that was applied, wholly or in part.

    `mode` is "full" when whoever is absent from the file has left its source, or "delta".
    """

    id = models.UUIDField(primary_key=True)
    source = models.TextField()
    mode = models.TextField()
    sha256 = models.BinaryField()
    #: Why a second person confirmed a file that was not plausible; its hash is in their fact.
    reason = models.TextField(db_default="")


class RegisterFact(FactBase):
    """What happened to the register as a whole: imports."""

    subject = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")


class Person(models.Model):
    """A person, who stays for good. All that is known of them are claims."""

    id = models.UUIDField(primary_key=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()


class PersonFact(FactBase):
    """What humans decided about a person: corrections, transfer, death, merge and split."""

    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class SourceRecord(models.Model):
    """The row of a source by which it knows a person, found by the keyed hash of its key.

    `digest` is a keyed hash of the row as it was last applied, so that an unchanged row is not
    written twice; `last_import` is the import that applied it. `absent_since` is set by a full
    import in which the row is missing.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    source = models.TextField()
    keyed_hash = models.BinaryField()
    encrypted = models.BinaryField()
    digest = models.BinaryField()
    last_import = models.UUIDField()
    absent_since = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "keyed_hash"), name="source_record_unique"),
        )
