"""What an officer fills in of what somebody says about themself or their case."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vocatio.actions.inspect.case_page import CasePage
from vocatio.domain.consequences.kinds import LONGEST_SAID
from vocatio.domain.consequences.states import BEFORE_FINDING
from vocatio.portals.answers import CHOOSE, ActionForm, choose
from vocatio.portals.jinja import day_and_time
from vocatio.portals.person_forms import AppointForm, CorrectionForm, PreferencesForm
from vocatio.portals.words import choices, in_words

#: Parts what is said from what it is about in the value of a choice.
APART = "/"


def by_which_way() -> forms.ChoiceField:
    """How did they tell you?"""
    return forms.ChoiceField(
        label=_("How did they tell you?"), choices=choices("asked"), error_messages=CHOOSE
    )


class NotedCorrection(CorrectionForm):
    """What should the register say, and how did they tell you?"""

    channel = by_which_way()


class NotedPreferences(PreferencesForm):
    """How do they want to be reached, and how did they tell you?"""

    channel = by_which_way()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["needs"].label = _("What they need in letters and talks")
        self.fields["needs"].help_text = _("They need not say why.")


class NotedAppointment(AppointForm):
    """What may somebody do for them until when, and how did they tell you?"""

    channel = by_which_way()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["scopes"].label = _("What may somebody do for them?")
        self.fields["scopes"].help_text = _("They can read what is written to the person anyway.")


class EndingForm(ActionForm):
    """How did they tell you that it ends?"""

    channel = by_which_way()

    def __init__(self, data: Mapping[str, str] | None) -> None:
        super().__init__(data, prefix="end")


class CaseSaidForm(ActionForm):
    """What do they say about what followed an absence?"""

    what = forms.ChoiceField(label=_("What do they say?"), error_messages=CHOOSE)
    channel = by_which_way()
    words = forms.CharField(
        label=_("In their words"),
        help_text=_("As they said it. They can read every word."),
        max_length=LONGEST_SAID,
        required=False,
    )

    def __init__(self, page: CasePage, data: Mapping[str, str] | None) -> None:
        super().__init__(data)
        choose(self, "what", list(_sayable(page)))

    def said(self) -> tuple[str, str]:
        """What, and what it is about, once it is valid."""
        what, _apart, about = self.cleaned_data["what"].partition(APART)
        return what, about


def _sayable(page: CasePage) -> Iterator[tuple[str, str]]:
    if page.state in BEFORE_FINDING:
        yield "answer", gettext("An answer to what was written to them (hearing)")
    for fact, code in page.appealable.items():
        named = page.ladder.get(code, code) if code else gettext("The finding")
        yield f"appeal{APART}{fact}", gettext("An appeal against: %(what)s") % {"what": named}
    if page.measures:
        yield "dispute", gettext("The reason for a measure is gone, or never was")
    for one in page.documents:
        told = in_words(one.kind, "case document"), day_and_time(one.made_at, page.zone)
        yield (
            f"never{APART}{one.id}",
            gettext("It did not reach them: %(letter)s, %(when)s")
            % {"letter": told[0], "when": told[1]},
        )
