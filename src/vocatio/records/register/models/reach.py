"""Where and how someone is reached: address, registration, contact, language, needs."""

from django.db import models

from vocatio.records.register.models.claim import Claim, one_at_a_time


class Address(Claim):
    """Where someone lives: street, postcode and locality, encrypted.

    A `sealed` address is told to nobody, and another office is chosen (F23).
    """

    country = models.TextField()
    encrypted = models.BinaryField()
    sealed = models.BooleanField()

    class Meta:
        constraints = one_at_a_time("address")


class Registration(Claim):
    """The district where someone is registered: the office follows from it.

    `office` is a code when it was set by a transfer; empty, it follows from the district.
    """

    district = models.TextField()
    office = models.TextField(blank=True)

    class Meta:
        constraints = one_at_a_time("registration")


class ContactPoint(Claim):
    """An address for alerts (`kind` is “email” or “phone”), encrypted, found by keyed hash."""

    kind = models.TextField()
    keyed_hash = models.BinaryField(db_index=True)
    encrypted = models.BinaryField()

    class Meta:
        constraints = one_at_a_time("contact_point", "kind")


class Language(Claim):
    """The language in which someone wishes to be written to, ISO 639."""

    tag = models.TextField()

    class Meta:
        constraints = one_at_a_time("language")


class CorrespondenceNeed(Claim):
    """How to write and speak to someone, such as “large_print”; never why: no health file."""

    kind = models.TextField()

    class Meta:
        constraints = one_at_a_time("correspondence_need", "kind")


class Liability(Claim):
    """The category under which someone is liable."""

    category = models.TextField()

    class Meta:
        constraints = one_at_a_time("liability")


class LiabilityStatus(Claim):
    """Something that bears on liability: dead, detained, deferred and so on.

    `holds` is null when nobody knows: that goes to a human.
    """

    kind = models.TextField()
    holds = models.BooleanField(null=True)

    class Meta:
        constraints = one_at_a_time("liability_status", "kind", "holds")
