"""Cases and their facts, and beside each decision the row that lets SQL hold it to the floor.

The rows of `Finding` and `Measure` repeat what their facts say, so that constraints and triggers
can refuse what may not be, whoever writes it (migration 0002). They say nothing about whether a
measure is in force: that is derived from the facts each time it is asked.
"""

from django.db import models

from vocatio.records.access.models import Account, NaturalPerson
from vocatio.records.ledger.models import FactBase
from vocatio.records.offices.models import Office
from vocatio.records.register.models import Person


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


class Provider(models.Model):
    """The identity provider of a body: while there is one, its members sign in there alone (F11).

    `claim` and `value` are where it says who sits, and `scope` is what brings that claim. The
    secret with which it knows this installation is not here, but in a file or the environment.
    """

    body = models.OneToOneField(
        Body, on_delete=models.PROTECT, primary_key=True, related_name="provider"
    )
    issuer = models.TextField()
    client_id = models.TextField()
    scope = models.TextField()
    claim = models.TextField()
    value = models.TextField()


class Subject(models.Model):
    """Somebody as an identity provider knows them, and the account that they act with here.

    One account has one subject for each provider that its body ever had.
    """

    id = models.UUIDField(primary_key=True)
    issuer = models.TextField()
    subject = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    known_since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="subject_of_issuer"),
            models.UniqueConstraint(fields=("account", "issuer"), name="subject_of_account"),
        )


class Case(models.Model):
    """The folder of one duty of one person, across all summonses and orders (F17).

    To it belong all summonses to that duty. A case is open in it once the fact of its opening
    says so; a folder that holds reminders alone is no case.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.TextField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "duty"), name="case_one_episode"),)


class Standing(models.Model):
    """Where a case stood when something last happened in it, and at which office.

    A cache to find candidates by: no decision and no answer to anyone reads it.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    state = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("office", "state"), name="standing_of_office"),)


class Document(models.Model):
    """What was written to somebody in a case, under its seal: they see it in their inbox.

    `id` is what facts name as `document`: a delivery of it is a fact of the case. `note` is the
    signed note over its hash. Append-only.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    reference = models.TextField(unique=True)
    kind = models.TextField()
    canonical = models.BinaryField()
    sha256 = models.BinaryField()
    note = models.BinaryField()
    made_at = models.DateTimeField()


class CaseFact(FactBase):
    """What happened in a case."""

    subject = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")


class Signature(models.Model):
    """One act of signing by one human: it carries one decision (F10).

    `body` and `realm` are those of that moment: a member who leaves later has signed as one.
    """

    id = models.UUIDField(primary_key=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    realm = models.TextField()
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
