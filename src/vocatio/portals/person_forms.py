"""What is asked about a person themself: in their own portal, and at the counter."""

from collections.abc import Mapping
from dataclasses import asdict

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from vocatio.actions.register.prefer import Preferences, languages
from vocatio.actions.register.represent import Terms
from vocatio.domain.register.corrections import NEEDED, WORDS
from vocatio.domain.register.rows import LONGEST
from vocatio.portals.answers import CHOOSE, ActionForm, DayField, choose
from vocatio.portals.words import choices as choices_of
from vocatio.portals.words import in_words


class PreferencesForm(ActionForm):
    """How do you want to be reached?"""

    language = forms.ChoiceField(label=_("Language of letters"), error_messages=CHOOSE)
    email = forms.CharField(
        label=_("E-mail address for messages that there is post"),
        help_text=_(
            "The message says that something is here, and nothing more. "
            "Leave it empty if you want none."
        ),
        required=False,
    )
    phone = forms.CharField(
        label=_("Telephone number for the same"),
        help_text=_("Leave it empty if you want none."),
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label=_("What you need in letters and talks"),
        help_text=_("You need not say why."),
        choices=choices_of("need"),
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, data: Mapping[str, str] | None, *, now: Preferences) -> None:
        self.now = now
        super().__init__(data, initial={**asdict(now), "needs": sorted(now.needs)})
        named = [(tag, str(get_language_info(tag)["name_local"])) for tag in languages()]
        choose(self, "language", named)

    def preferences(self) -> Preferences:
        """What was filled in, once it is valid."""
        found = {name: self.cleaned_data[name] for name in asdict(self.now)}
        return Preferences(**found | {"needs": frozenset(found["needs"])})


class AppointForm(ActionForm):
    """What may they do for you, and until when?"""

    scopes = forms.MultipleChoiceField(
        label=_("What may they do for you?"),
        help_text=_("They can read what is written to you in any case."),
        choices=[(code, words) for code, words in choices_of("scope") if code != "read"],
        required=False,
        error_messages=CHOOSE,
    )
    until = DayField(label=_("Until when?"), help_text=_("The last day, at most a year ahead."))

    def terms(self) -> Terms:
        """What was filled in, once it is valid."""
        return Terms(self.cleaned_data["scopes"], self.cleaned_data["until"])


class OfferForm(ActionForm):
    """Which code were you given?"""

    code = forms.CharField(
        label=_("Code that somebody gave you"),
        help_text=_("16 letters and digits, such as 7KQ4-0ZFT-91PM-HX3C."),
        max_length=60,
        error_messages={"required": _("Type the code that you were given.")},
    )


class CorrectionForm(ActionForm):
    """What should the register say? Each field has its own words."""

    def __init__(self, field: str, data: Mapping[str, str] | None) -> None:
        super().__init__(data)
        for word in WORDS[field]:
            self.fields[word] = self._word(word)

    @staticmethod
    def _word(word: str) -> forms.Field:
        label, needed = in_words(word, "word"), word in NEEDED
        told = CHOOSE | {"required": _("Write what it should say.")}
        if word in _CHOICES:
            choices = choices_of(_CHOICES[word])
            return forms.ChoiceField(
                label=label, choices=choices, required=needed, error_messages=told
            )
        return forms.CharField(
            label=label,
            help_text=_HINTS.get(word, ""),
            max_length=LONGEST,
            required=needed,
            error_messages=told,
        )


#: Words of a correction that are chosen, and the table that has the answers.
_CHOICES = {"sex": "sex", "kind": "contact"}
_HINTS = {"birth": _("Such as 2004-05-17, or 2004 if only the year is known.")}
