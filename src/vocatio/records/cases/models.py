"""Cases and their facts, and beside each decision the row that lets SQL hold it to the floor.

The rows of `Finding` and `Measure` repeat what their facts say, so that constraints and triggers
can refuse what may not be, whoever writes it (migration 0002). They say nothing about whether a
measure is in force: that is derived from the facts each time it is asked.
"""

from django.db import models

from vocatio.records.access.models import NaturalPerson
from vocatio.records.ledger.models import FactBase
from vocatio.records.register.models import Person
from vocatio.records.summonses.models import Summons


class Body(models.Model):
    """A court, or another body that decides; `realm` is where its members sign in (F11)."""

    code = models.TextField(primary_key=True)
    name = models.TextField()
    independent = models.BooleanField()
    realm = models.TextField(unique=True)


class Member(models.Model):
    """A natural person who decides for a body; nobody does for two."""

    human = models.OneToOneField(
        NaturalPerson, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")


class Case(models.Model):
    """One episode: one person, one duty, across all summonses and orders (F17)."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "duty"), name="case_one_episode"),)


class CaseSummons(models.Model):
    """A summons that belongs to an episode."""

    summons = models.OneToOneField(
        Summons, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")


class CaseFact(FactBase):
    """What happened in a case."""

    subject = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")


class Signature(models.Model):
    """One act of signing by one human: it carries one decision (F10)."""

    id = models.UUIDField(primary_key=True)
    human = models.ForeignKey(NaturalPerson, on_delete=models.PROTECT, related_name="+")
    fact = models.OneToOneField(CaseFact, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()


class Finding(models.Model):
    """The finding of an episode; there is one at most (F17)."""

    fact = models.OneToOneField(
        CaseFact, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    notice = models.UUIDField()
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+")


class Measure(models.Model):
    """A measure that was decided: on its own notice, with an end (F8, F15).

    `document` and `notice` are the documents whose receipt counts.
    """

    fact = models.OneToOneField(
        CaseFact, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    kind = models.TextField()
    scope = models.TextField()
    document = models.UUIDField(unique=True)
    notice = models.UUIDField(unique=True)
    starts = models.DateTimeField()
    until = models.DateTimeField()
    review_on = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=("fine_proposal", "licence", "exit")),
                name="measure_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("starts")), name="measure_ends_after"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    review_on__gte=models.F("starts"), review_on__lt=models.F("until")
                ),
                name="measure_review_within",
            ),
            models.CheckConstraint(condition=~models.Q(scope=""), name="measure_scope_said"),
        )
