"""Who someone is: identifiers, names, birth and sex, and which records are one person."""

from django.db import models

from vocatio.records.register.models.claim import Claim, one_at_a_time, sound
from vocatio.records.register.models.person import Person


class Identifier(Claim):
    """A number by which an issuer knows someone, found by keyed hash.

    `scheme` says what it is (“number” is the one of the civil register), `kind` whether it
    is regular, provisional or foreign. Someone may have several or none; one that was
    replaced has ended, and still finds its person.
    """

    scheme = models.TextField()
    issuer = models.TextField(blank=True)
    kind = models.TextField()
    keyed_hash = models.BinaryField()
    encrypted = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "keyed_hash"),
                condition=models.Q(superseded_at=None, valid_until=None),
                name="identifier_unique",
            ),
            sound("identifier"),
        )
        indexes = (models.Index(fields=("person",), name="identifier_person"),)


class Name(Claim):
    """A name. People with one name have no given name.

    `kind` is “civil”, or “birth” for the name borne before. `normalised` is for search: made
    by the names gateway (letters of any script in ASCII, lower case), compared by bytes.
    """

    kind = models.TextField()
    given = models.TextField(blank=True)
    family = models.TextField()
    normalised = models.TextField(db_collation="C")

    class Meta:
        constraints = one_at_a_time("name", "kind")


class Particulars(Claim):
    """Birth and sex. A birth date is a day between two: of a day, a month or a year, or unknown."""

    born_earliest = models.DateField(null=True)
    born_latest = models.DateField(null=True)
    sex = models.TextField(blank=True)

    class Meta:
        constraints = (
            *one_at_a_time("particulars"),
            models.CheckConstraint(
                condition=models.Q(born_earliest=None, born_latest=None)
                | models.Q(born_latest__gte=models.F("born_earliest")),
                name="particulars_born",
            ),
        )


class Merge(Claim):
    """This person was found to be the same as another one, in whose record all goes on.

    Nothing is moved: undone, each has their own again.
    """

    into = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            *one_at_a_time("merge"),
            models.CheckConstraint(
                condition=~models.Q(into=models.F("person")), name="merge_of_two"
            ),
        )


class Guardianship(Claim):
    """Who acts for a minor, or for somebody under guardianship."""

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            *one_at_a_time("guardianship", "guardian"),
            models.CheckConstraint(
                condition=~models.Q(guardian=models.F("person")), name="guardianship_of_two"
            ),
        )


class Representation(models.Model):
    """An appointment of somebody who acts for a person (F23): to find it by; facts decide.

    `code_sha256` is of the code that lets somebody accept it, which is told once.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    representative = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    code_sha256 = models.BinaryField(unique=True)


class Correction(models.Model):
    """A change that someone asked for, decided by a human. Its words are encrypted.

    `field` is the claim it is about. While `outcome` is empty it is pending, and no import
    changes that field. Facts say who asked, who decided, and when.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    field = models.TextField()
    encrypted = models.BinaryField()
    asked_at = models.DateTimeField()
    outcome = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "field"),
                condition=models.Q(outcome=""),
                name="correction_one_pending",
            ),
        )
