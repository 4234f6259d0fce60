"""What a person is asked, one question at a time."""

from collections.abc import Mapping, Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from vocatio.portals.words import choices, in_words

_CHOOSE = {"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of these.")}


class KindForm(forms.Form):
    """What do you need?"""

    kind = forms.ChoiceField(
        label=_("What do you need?"), choices=choices("request"), error_messages=_CHOOSE
    )


class GroundForm(forms.Form):
    """Why can you not come?"""

    ground = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("You do not have to prove it now."),
        error_messages=_CHOOSE,
    )

    def __init__(self, data: Mapping[str, str] | None, codes: Sequence[str]) -> None:
        super().__init__(data)
        field = cast(forms.ChoiceField, self.fields["ground"])
        field.choices = [(code, in_words(code, "ground")) for code in codes]
