"""What waits for somebody to work on it, and who had it when."""

from django.db import models

from vocatio.records.access.models import Account, NaturalPerson
from vocatio.records.offices.models import Office
from vocatio.records.register.models import Person


class Item(models.Model):
    """Something that waits: a request, a correction, a claim in a case, or a case.

    A cache to find candidates by, in the order in which they press: whether something waits,
    until when and why, the facts say. `vocatio check` tells of requests that have no row. `id` is
    that of the request, the correction, the claim or the case; `subject_id` the summons, the
    person or the case that it belongs to.

    `holder` is who has it now, as the last row of `Assignment` says. `decided_by` is who decided
    it; `reasons` names the words, where it was against the person: so that somebody's earlier
    reasons are found at once, and near-copies of them returned (F10).
    """

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    subject_id = models.UUIDField(db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    holder = models.ForeignKey(NaturalPerson, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        NaturalPerson, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("office", "due_at", "id"),
                condition=models.Q(closed_at__isnull=True),
                name="item_of_office",
            ),
            models.Index(
                fields=("due_at", "id"),
                condition=models.Q(closed_at__isnull=True),
                name="item_waiting",
            ),
            models.Index(
                fields=("decided_by", "closed_at"),
                condition=models.Q(reasons__isnull=False),
                name="item_against",
            ),
        )


class Assignment(models.Model):
    """Who took something up, handed it over or gave it back, when. Append-only.

    `to` is who has it from then on, or None. `note` names words that lie encrypted beside it;
    the person whom it is about reads them.
    """

    id = models.UUIDField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(NaturalPerson, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=("item", "at"), name="assignment_of_item"),)
