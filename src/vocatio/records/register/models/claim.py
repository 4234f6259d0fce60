"""What the register says about a person, with source and both of its times.

A claim holds from `valid_from` until the day before `valid_until`; either may be unknown or
open (null). The register has said so since `recorded_at`, until `superseded_at`. A row is
never altered: what ends is superseded by a row that says when it ended, and what was wrong
is superseded by what is right. So each question “what was known at T about day D” has its
answer (valid time and transaction time, ISO/IEC 9075-2 §4.15, Snodgrass 1999).
"""

from django.db import models

from vocatio.records.register.models.person import Person


class Claim(models.Model):
    """The columns of every such table.

    `recorded_by` and `superseded_by` name the fact behind the row: of an import, or of what a
    human decided about this person. No foreign keys, since it is one of several tables. That the
    person is there is held by a trigger for each statement (migration 0012).
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    source = models.TextField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.UUIDField(null=True)

    class Meta:
        abstract = True


def one_at_a_time(table: str, *fields: str) -> tuple[models.BaseConstraint, ...]:
    """The register says one open-ended thing at once; also the index that finds a person's rows."""
    return (
        models.UniqueConstraint(
            fields=("person", *fields, "valid_until", "superseded_at"),
            name=f"{table}_one_at_a_time",
            nulls_distinct=False,
        ),
        sound(table),
    )


def sound(table: str) -> models.BaseConstraint:
    """It ends after it begins, and a superseded row names the fact that superseded it."""
    ends_after = models.Q(valid_from=None) | models.Q(valid_until=None)
    ends_after |= models.Q(valid_until__gt=models.F("valid_from"))
    said = models.Q(superseded_at=None, superseded_by=None)
    said |= models.Q(superseded_at__isnull=False, superseded_by__isnull=False)
    return models.CheckConstraint(condition=ends_after & said, name=f"{table}_sound")
