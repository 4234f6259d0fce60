"""Records that may be one person, for a human to decide."""

from django.db import models

from vocatio.records.register.models.person import Person


class LookAlike(models.Model):
    """Two records that were found alike; `one` has the lower id.

    `compared` says how each trait compares, `doubts` why they might be two people. `digest` is a
    keyed hash of what was compared: a pair that was decided comes up again only when that changed.
    `outcome` is "" while open, "same", "different", or "gone" when they are alike no longer.
    `decided_by` names the fact of the decision.
    """

    id = models.UUIDField(primary_key=True)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    likeness = models.FloatField()
    compared = models.JSONField()
    doubts = models.JSONField()
    digest = models.BinaryField()
    found_at = models.DateTimeField()
    outcome = models.TextField(default="", db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("one", "other", "digest"), name="look_alike_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="look_alike_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=("", "same", "different", "gone"))
                & (
                    models.Q(outcome__in=("", "gone"), decided_by=None)
                    | models.Q(outcome__in=("same", "different"), decided_by__isnull=False)
                ),
                name="look_alike_decided",
            ),
        )
