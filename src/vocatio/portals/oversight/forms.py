"""What an overseer fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vocatio.portals.answers import ActionForm, needed


class SampleForm(ActionForm):
    """How many files?"""

    size = forms.IntegerField(
        label=_("How many files?"),
        error_messages=needed(_("Write how many files to draw."))
        | {"invalid": _("Write a whole number, such as 10.")},
    )


class StayForm(ActionForm):
    """Why is it stayed?"""

    reasons = forms.CharField(
        label=_("Your reasons"),
        help_text=_("Whoever is concerned will read them."),
        error_messages=needed(_("Write the reasons. A stay without reasons does not count.")),
    )
