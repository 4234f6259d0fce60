"""The register. Identifiers and addresses are encrypted, identifiers found by keyed hash."""

from django.db import models

from vocatio.records.ledger.models import FactBase


class Import(models.Model):
    """One register file that was applied, wholly or in part."""

    id = models.UUIDField(primary_key=True)
    source = models.TextField()
    sha256 = models.BinaryField()


class RegisterFact(FactBase):
    """What happened to the register: so far, imports."""

    subject = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")


class Person(models.Model):
    """A person, as the register knows them today.

    `row_hash` is SHA-256 of the imported row, so that an unchanged row is not written twice.
    """

    id = models.UUIDField(primary_key=True)
    given_name = models.TextField(blank=True)
    family_name = models.TextField()
    birth_date = models.DateField(null=True)
    sex = models.TextField(blank=True)
    language = models.TextField()
    guardian = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    row_hash = models.BinaryField()


class Identifier(models.Model):
    """A number or key by which someone is known to an issuer."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    scheme = models.TextField()
    keyed_hash = models.BinaryField()
    encrypted = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("scheme", "keyed_hash"), name="identifier_unique"),
        )


class Address(models.Model):
    """Where someone lives, from whom we know it, and since when; `until` ends it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    district = models.TextField()
    country = models.TextField()
    encrypted = models.BinaryField()
    sealed = models.BooleanField()
    source = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(until=None), name="address_one_current"
            ),
        )


class Liability(models.Model):
    """The category under which someone is liable."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    category = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(until=None), name="liability_one_current"
            ),
        )


class LiabilityStatus(models.Model):
    """Something that bears on liability: dead, detained, deferred and so on.

    `holds` is null when nobody knows: that goes to a human. `lapses_on` is the first day
    on which it no longer holds by itself; `until` is when the register took it back.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    holds = models.BooleanField(null=True)
    lapses_on = models.DateField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
