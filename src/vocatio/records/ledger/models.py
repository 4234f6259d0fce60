"""Facts everywhere have one shape; the ledger itself knows only commitments."""

from django.db import models


class FactBase(models.Model):
    """The columns of every fact table. The row that owns the fact is named by each subclass.

    `canonical` holds the bytes that were hashed; a trigger compares the typed columns
    with them, checks `recorded_at` against the database's own clock and refuses UPDATE,
    DELETE and TRUNCATE.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    person_id = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.TextField()
    canonical = models.BinaryField()

    class Meta:
        abstract = True


class Commitment(models.Model):
    """SHA-256 over salt and canonical bytes: what the log will integrate. Append-only."""

    fact_id = models.UUIDField(primary_key=True)
    entry = models.BinaryField()


class Salt(models.Model):
    """32 random bytes for one fact; only the retention role may delete them."""

    fact_id = models.UUIDField(primary_key=True)
    salt = models.BinaryField()


class Installation(models.Model):
    """One row: whether this database was created as a demo or for production. Never changes."""

    class Kind(models.TextChoices):
        """A demo cannot become production, nor the reverse."""

        DEMO = "demo"
        PRODUCTION = "production"

    singleton = models.BooleanField(primary_key=True, default=True)
    kind = models.TextField(choices=Kind)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(singleton=True), name="installation_one_row"),
        )


class DemoClock(models.Model):
    """How far the clock of a demo runs ahead of the real one; zero rows in production."""

    singleton = models.BooleanField(primary_key=True, default=True)
    ahead = models.DurationField()


class ProfileVersion(models.Model):
    """A profile as it was when something was decided under it: its version is its hash."""

    version = models.TextField(primary_key=True)
    code = models.TextField()
    canonical = models.BinaryField()
