"""What is committed, and what the log made of it. The log itself knows only commitments."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models


class Committed(models.Model):
    """A row whose bytes are committed to the log in the transaction that writes it.

    `canonical` holds the bytes that were hashed; they are never generated again. A trigger
    compares the typed columns with them and refuses UPDATE, DELETE and TRUNCATE.

    Attributes:
        typed: key of the canonical JSON -> column that repeats it; `SHA256` for a column that
            has the hash of the bytes, in hexadecimal. A binary column stands in the JSON by its
            own hash.
        record_id: the id under which the row `t` is committed, in SQL.
    """

    SHA256: ClassVar[str] = "sha256()"

    typed: ClassVar[Mapping[str, str]]
    record_id: ClassVar[str] = "t.id"

    canonical = models.BinaryField()

    class Meta:
        abstract = True


class FactBase(Committed):
    """The columns of every fact table. The row that owns the fact is named by each subclass.

    A trigger checks `recorded_at` against the database's own clock.
    """

    typed: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "kind": "kind",
        "subject": "subject_id",
        "person": "person_id",
        "occurred_at": "occurred_at",
        "recorded_at": "recorded_at",
        "source": "source",
    }

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    person_id = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.TextField()

    class Meta:
        abstract = True


class Commitment(models.Model):
    """SHA-256 over salt and canonical bytes, which becomes an entry of the log. Append-only.

    A trigger puts each into the queue; `held_in` names the table of the row that it is about,
    so that a row which vanishes can be named.
    """

    record_id = models.UUIDField(primary_key=True)
    held_in = models.TextField()
    entry = models.BinaryField()


class Salt(models.Model):
    """32 random bytes for one commitment; only the retention role may delete them."""

    record_id = models.UUIDField(primary_key=True)
    salt = models.BinaryField()


class Queued(models.Model):
    """A commitment that waits for its place in the log; only the sequencer takes it out."""

    record_id = models.UUIDField(primary_key=True)
    entry = models.BinaryField()


class Leaf(models.Model):
    """The place of a commitment in the log, counted from 0. Only the sequencer adds one."""

    index = models.BigIntegerField(primary_key=True)
    record_id = models.UUIDField(unique=True)
    entry = models.BinaryField()


class Checkpoint(models.Model):
    """A checkpoint that was signed: the whole signed note, with the size and root it speaks of.

    `previous` makes adding one a compare-and-set: two cannot follow the same one.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.BinaryField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("previous",), nulls_distinct=False, name="checkpoint_follows_once"
            ),
        )


class Stamp(Committed):
    """One attempt to have a checkpoint time-stamped (RFC 3161): the token, or why there is none."""

    typed: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "checkpoint": "checkpoint_id",
        "authority": "authority",
        "asked_at": "asked_at",
        "token": "token",
        "failure": "failure",
    }

    id = models.UUIDField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="+")
    authority = models.TextField()
    asked_at = models.DateTimeField()
    token = models.BinaryField(null=True)
    failure = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(token=None) ^ models.Q(failure=""), name="stamp_token_or_failure"
            ),
        )


class Cosignature(Committed):
    """What a witness signed over a checkpoint, as the signature line of its note.

    `vkey` is the key that it was verified with; lines of before it was kept have none.
    """

    typed: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "checkpoint": "checkpoint_id",
        "witness": "witness",
        "vkey": "vkey",
        "line": "line",
    }

    id = models.UUIDField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="+")
    witness = models.TextField()
    vkey = models.TextField(null=True)  # noqa: DJ001 because lines of before have none, which is not ""
    line = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("checkpoint", "witness"), name="cosignature_once"),
        )


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


class ProfileVersion(Committed):
    """A profile as it was when something was decided under it: its version is its hash.

    It is committed under the first 128 bits of that hash.
    """

    typed: ClassVar[Mapping[str, str]] = {
        Committed.SHA256: "version",
        "profile.code": "code",
    }
    record_id = "encode(substring(sha256(t.canonical), 1, 16), 'hex')::uuid"

    version = models.TextField(primary_key=True)
    code = models.TextField()


class CalendarVersion(Committed):
    """Days off of a region as they were compiled when something was decided by them.

    Kept and committed as a profile is, so that a period can be counted again years later.
    """

    typed: ClassVar[Mapping[str, str]] = {Committed.SHA256: "version", "region": "region"}
    record_id = "encode(substring(sha256(t.canonical), 1, 16), 'hex')::uuid"

    version = models.TextField(primary_key=True)
    region = models.TextField()
