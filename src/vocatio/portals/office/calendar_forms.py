"""What a planner fills in to change the calendar of an office."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from vocatio.actions.offices.manage import Hours
from vocatio.portals.answers import ActionForm, DayField, needed

_TIME = {"invalid": _("Write a time, such as 9:30.")}
_NUMBER = {"invalid": _("Write a whole number, such as 4.")}


class DaysForm(ActionForm):
    """From which day to which?"""

    first = DayField(label=_("First day"), help_text=_("Days that lie behind stay as they are."))
    last = DayField(label=_("Last day"), help_text=_("The same as the first for a single day."))


class OpenForm(DaysForm):
    """When does it open, and how many may come?"""

    first_time = forms.TimeField(
        label=_("First time"), error_messages=needed(_("Write a time, such as 9:30.")) | _TIME
    )
    last_time = forms.TimeField(
        label=_("Until"),
        help_text=_("The last time begins before."),
        error_messages=needed(_("Write a time, such as 9:30.")) | _TIME,
    )
    minutes = forms.IntegerField(
        label=_("Minutes between two times"),
        min_value=1,
        max_value=24 * 60,
        error_messages=needed(_("Write a whole number, such as 15."))
        | {"invalid": _("Write a whole number, such as 15.")},
    )
    capacity = forms.IntegerField(
        label=_("How many people at each time?"),
        min_value=1,
        max_value=1_000,
        error_messages=needed(_("Write a whole number, such as 4.")) | _NUMBER,
    )

    def hours(self) -> Hours:
        """What was filled in, once it is valid."""
        values = self.cleaned_data
        first, last = values["first_time"], values["last_time"]
        return Hours(
            time(first.hour, first.minute),
            time(last.hour, last.minute),
            values["minutes"],
            values["capacity"],
        )


class CapacityForm(DaysForm):
    """How many may come?"""

    capacity = forms.IntegerField(
        label=_("How many people at each time?"),
        help_text=_("Whoever has a place already keeps it."),
        min_value=1,
        max_value=1_000,
        error_messages=needed(_("Write a whole number, such as 4.")) | _NUMBER,
    )


class CloseForm(DaysForm):
    """Which days?"""
