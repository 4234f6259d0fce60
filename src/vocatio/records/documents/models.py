"""What is said, as bytes."""

from django.db import models

from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons


class Seal(models.Model):
    """One signature under the contents of a batch: a signed note over their Merkle root."""

    id = models.UUIDField(primary_key=True)
    note = models.BinaryField()


class Content(models.Model):
    """What a notice says: canonical JSON, whose hash a fact names. Append-only.

    A summons has one from its issue on, and another one for each new date (F4). `code` is
    the random one that is printed on it; `position` its place under the seal, from 0.
    """

    code = models.TextField(primary_key=True)
    summons = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="+")
    canonical = models.BinaryField()
    sha256 = models.BinaryField()
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("seal", "position"), name="content_place_once"),
        )


class Check(models.Model):
    """How often somebody asked about documents within a while. Deleted after a day.

    `visitor` is a keyed hash of the day and the network address.
    """

    visitor = models.BinaryField()
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("visitor", "began_at"), name="check_once_a_while"),
        )


class Copy(models.Model):
    """A PDF that was handed out, by the hash of its bytes: how an upload is found. Append-only."""

    sha256 = models.BinaryField(primary_key=True)
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    fact_id = models.UUIDField()


class DoorReceipt(models.Model):
    """What somebody who appeared is handed: canonical JSON under a seal of its own. Append-only.

    The fact of the appearance names its hash; `code` is printed on it.
    """

    code = models.TextField(primary_key=True)
    summons = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="+")
    canonical = models.BinaryField()
    sha256 = models.BinaryField()
    note = models.BinaryField()


class Attestation(models.Model):
    """What somebody shows an employer or a school: canonical JSON under a seal of its own.

    Append-only. A fact of the summons names its hash; `code` is printed on it.
    """

    code = models.TextField(primary_key=True)
    summons = models.ForeignKey(Summons, on_delete=models.PROTECT, related_name="+")
    canonical = models.BinaryField()
    sha256 = models.BinaryField()
    note = models.BinaryField()


class Acknowledgement(models.Model):
    """A letter that confirms what an officer wrote down for somebody. Append-only.

    `code` is printed on it, `sha256` is that of the PDF; the fact names both. What it says lies
    encrypted beside the fact, like all words.
    """

    code = models.TextField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fact_id = models.UUIDField(unique=True)
    sha256 = models.BinaryField(unique=True)


class TemplateVersion(models.Model):
    """A template as it was when a summons was issued from it: its version is its hash."""

    version = models.TextField(primary_key=True)
    code = models.TextField()
    canonical = models.BinaryField()


class FreeText(models.Model):
    """Words that somebody wrote, encrypted; facts name it by id and can outlive it.

    `private`: shown to the person alone, such as what the board of conscience answers (F24).
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    encrypted = models.BinaryField()
    private = models.BooleanField(default=False, db_default=False)


class Attachment(models.Model):
    """A file that somebody added to a request, encrypted; its fact names it by id and hash.

    `media_type` is what its bytes are, never what its name claims.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    media_type = models.TextField()
    encrypted = models.BinaryField()


class BoardKey(models.Model):
    """A public key of the board of conscience: X25519, 32 bytes. The newest one is sealed to.

    The owner of the tables writes it, when the board asks; the application cannot.
    """

    id = models.UUIDField(primary_key=True)
    public = models.BinaryField()
    added_at = models.DateTimeField()


class Envelope(models.Model):
    """What a claim of conscience says, sealed to the board (F24).

    `id` is the fact of the request, which names the hash of `sealed`. Without a key there are no
    words: `sealed` is random then.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(BoardKey, null=True, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()


class Draft(models.Model):
    """What somebody typed and could not send, encrypted; erased once sent, or after a week."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(db_index=True)
    encrypted = models.BinaryField()
