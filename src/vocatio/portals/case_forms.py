"""What is filled in to take a step in a case. Each message says what to write instead."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, ClassVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.actions.inspect.case_page import CasePage, Open
from vocatio.domain.consequences.obstacles import NotAllowed
from vocatio.domain.consequences.telling import sentence
from vocatio.domain.law.floor import LEAST_REASONS_CHARACTERS
from vocatio.portals.answers import CHOOSE, ActionForm, DayField, needed
from vocatio.portals.jinja import day_and_time
from vocatio.portals.words import choices, in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

Choices = Iterable[tuple[str, str | Promise]]

#: Name of an obstacle -> the field that would have to be different.
FIELDS: Mapping[str, str] = {
    "reasons_too_short": "reasons",
    "reasons_copied": "reasons",
    "no_such_measure": "measure",
    "not_announced": "measure",
    "notice_used": "measure",
    "another_body": "measure",
    "untried": "measure",
    "starts_too_early": "starts",
    "too_long": "until",
    "episode_exhausted": "until",
    "no_review": "review_on",
    "no_scope": "scope",
}


class StepForm(ActionForm):
    """A step; its fields carry its name, so that a page can hold several."""

    #: Field -> what the page offers to choose from.
    offered: ClassVar[Mapping[str, str]] = {}

    def __init__(self, page: CasePage, step: str, data: Mapping[str, str] | None) -> None:
        super().__init__(data, prefix=step)
        self.page, self.step = page, step
        for field, what in self.offered.items():
            cast(forms.ChoiceField, self.fields[field]).choices = list(_offers(page, what))

    def refuse(self, error: NotAllowed) -> None:
        """Show all that stands against it, each beside the field that could mend it."""
        for obstacle in error.obstacles:
            name = "untried" if obstacle.name.startswith("untried_") else obstacle.name
            field = FIELDS.get(name)
            words = sentence(obstacle, self.page.language, ZoneInfo(self.page.zone))
            told = _("Not possible. As the person is told: %(words)s (%(rule)s).") % {
                "words": words,
                "rule": obstacle.rule,
            }
            self.add_error(field if field in self.fields else None, told)


def _offers(page: CasePage, what: str) -> Choices:
    match what:
        case "ladder":
            yield from page.ladder.items()
        case "standing":
            yield from ((str(m.id), f"{m.title}: {m.scope}") for m in page.measures)
        case "appealable":
            for fact, code in page.appealable.items():
                yield str(fact), page.ladder.get(code, code) if code else _("The finding")
        case "appeals":
            yield from ((str(one.id), _told(one, page)) for one in page.appeals)
        case "claims":
            yield from ((str(one.id), _told(one, page)) for one in page.claims)


def _told(one: Open, page: CasePage) -> str:
    when = day_and_time(one.at, page.zone)
    kind = in_words(one.kind, "fact" if one.kind == "Dispute" else "request")
    what = in_words(one.kind, "fact") if one.kind == "Appeal" else kind
    return f"{what}, {when}"


def _reasons(hint: "Words") -> forms.CharField:
    missing = _("Write the reasons. A decision without reasons does not count.")
    short = _("Write at least %(limit_value)s characters, about this person.")
    return forms.CharField(
        label=_("Your reasons"),
        help_text=hint,
        min_length=LEAST_REASONS_CHARACTERS,
        error_messages=needed(missing) | {"min_length": short},
    )


_READ = _("Write to the person, about their case. They will read every word.")


class ReasonsForm(StepForm):
    """A step that takes reasons alone."""

    reasons = _reasons(_READ)


class NoticeForm(StepForm):
    """What is considered?"""

    offered: ClassVar[Mapping[str, str]] = {"considers": "ladder"}
    considers = forms.MultipleChoiceField(
        label=_("What can follow?"),
        help_text=_("Everything that can follow. What the notice does not name cannot follow."),
        error_messages=CHOOSE | needed(_("Choose at least one measure.")),
    )
    reasons = _reasons(_READ)


class SpokenForm(StepForm):
    """What did the person say, and how?"""

    channel = forms.ChoiceField(
        label=_("How did they say it?"), choices=choices("asked"), error_messages=CHOOSE
    )
    words = forms.CharField(
        label=_("In their words"),
        help_text=_("As they said it. They can read every word."),
        error_messages=needed(_("Write what the person said.")),
    )


class AppealForm(StepForm):
    """Against what, how, and why?"""

    offered: ClassVar[Mapping[str, str]] = {"against": "appealable"}
    against = forms.ChoiceField(label=_("Against what?"), error_messages=CHOOSE)
    channel = forms.ChoiceField(
        label=_("How was it handed in?"), choices=choices("asked"), error_messages=CHOOSE
    )
    grounds = forms.CharField(
        label=_("Grounds, in their words"),
        help_text=_("Nobody has to say why."),
        required=False,
    )


class _Measured(StepForm):
    """A measure, with the evidence for each lighter step that was left out (F12)."""

    offered: ClassVar[Mapping[str, str]] = {"measure": "ladder"}
    measure = forms.ChoiceField(label=_("Measure"), error_messages=CHOOSE)
    scope = forms.CharField(
        label=_("What exactly is limited?"),
        help_text=_("As narrow as it can be, such as a class of a licence."),
        max_length=500,
        error_messages=needed(_("Write what exactly would be limited.")),
    )


class ProposalForm(_Measured):
    """What is proposed to the court?"""

    reasons = _reasons(_READ)

    def __init__(self, page: CasePage, step: str, data: Mapping[str, str] | None) -> None:
        super().__init__(page, step, data)
        for one in page.untried:
            name = page.ladder.get(one) or in_words(one, "first step")
            self.fields[f"skip_{one}"] = forms.CharField(
                label=_("Not tried before: %(name)s") % {"name": name},
                help_text=_(
                    "Leave it empty, unless evidence about this very person shows that it would "
                    "not help: then write down the evidence."
                ),
                required=False,
            )

    @property
    def skipping(self) -> list[forms.BoundField]:
        """The fields for what was left out."""
        return [field for field in self if field.name.startswith("skip_")]

    def skips(self) -> dict[str, str]:
        """Step -> evidence why it was left out, once it is valid."""
        given = {one: self.cleaned_data[f"skip_{one}"] for one in self.page.untried}
        return {one: words for one, words in given.items() if words}


class MeasureForm(_Measured):
    """What is decided, from when until when?"""

    starts = DayField(
        label=_("First day"),
        help_text=_("At least 14 days from today; nothing has effect before its own receipt."),
    )
    review_on = DayField(
        label=_("Looked at again by"),
        help_text=_("If nobody looks at it again by this day, it is suspended by itself."),
    )
    until = DayField(
        label=_("Last day"), help_text=_("At most 6 months after the first; then it ends.")
    )
    reasons = _reasons(_READ)

    def __init__(self, page: CasePage, step: str, data: Mapping[str, str] | None) -> None:
        super().__init__(page, step, data)
        for name in ("measure", "scope"):
            self.initial[name] = page.proposal.get(name, "")

    def instant(self, field: str) -> datetime:
        """The beginning of the day in a field, where the person lives."""
        day: date = self.cleaned_data[field]
        return datetime.combine(day, time(), ZoneInfo(self.page.zone))


class KeepForm(StepForm):
    """Which measure goes on, and why?"""

    offered: ClassVar[Mapping[str, str]] = {"measure": "standing"}
    measure = forms.ChoiceField(label=_("Which measure?"), error_messages=CHOOSE)
    reasons = _reasons(_READ)


class LiftForm(StepForm):
    """Which measure is lifted, and why?"""

    offered: ClassVar[Mapping[str, str]] = {"measure": "standing"}
    measure = forms.ChoiceField(label=_("Which measure?"), error_messages=CHOOSE)
    cause = forms.ChoiceField(label=_("Why?"), choices=choices("cause"), error_messages=CHOOSE)
    reasons = _reasons(_READ)


class AppealDecisionForm(StepForm):
    """How is the appeal decided?"""

    offered: ClassVar[Mapping[str, str]] = {"appeal": "appeals"}
    appeal = forms.ChoiceField(label=_("Which appeal?"), error_messages=CHOOSE)
    outcome = forms.ChoiceField(
        label=_("How do you decide?"), choices=choices("verdict"), error_messages=CHOOSE
    )
    reasons = _reasons(_READ)


class GoOnForm(StepForm):
    """Why does it go on while the appeal is open?"""

    offered: ClassVar[Mapping[str, str]] = {"appeal": "appeals"}
    appeal = forms.ChoiceField(label=_("Which appeal?"), error_messages=CHOOSE)
    reasons = _reasons(_("Answer the grounds of the appeal. The person will read every word."))


class ClaimForm(StepForm):
    """How is the claim decided?"""

    offered: ClassVar[Mapping[str, str]] = {"claim": "claims"}
    claim = forms.ChoiceField(label=_("Which claim?"), error_messages=CHOOSE)
    outcome = forms.ChoiceField(
        label=_("How do you decide?"), choices=choices("outcome"), error_messages=CHOOSE
    )
    reasons = _reasons(_READ)
