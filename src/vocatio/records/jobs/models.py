"""How far a job is, and what went wrong."""

from django.db import models


class Run(models.Model):
    """The last run of a job, about a subject of its own where it has one.

    Nothing rests on it: what was done are facts. `fault` is what went wrong, "" for nothing so
    far; `basis` the rule that it rests on, where it was refused.
    """

    id = models.UUIDField(primary_key=True)
    job = models.TextField()
    subject = models.UUIDField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(null=True)
    fault = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("job", "subject"), nulls_distinct=False, name="run_of_job"
            ),
        )
