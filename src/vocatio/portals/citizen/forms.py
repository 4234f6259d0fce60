"""What a person is asked, one question at a time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vocatio.actions.request.file import GROUNDS
from vocatio.portals.words import choices

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
        choices=[choice for choice in choices("ground") if choice[0] in GROUNDS],
        error_messages=_CHOOSE,
    )
