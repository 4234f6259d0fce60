"""What an officer fills in after a visit. Each message says what to write instead."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vocatio.actions.summons.by_hand import Result, Visit
from vocatio.domain.errors import InvalidInput
from vocatio.portals.answers import ActionForm, DayField
from vocatio.portals.words import choices

#: Field of the action -> field of the form that holds it.
FIELDS = {"met_at": "clock"}


class VisitForm(ActionForm):
    """Whom, what, when, where, and who saw it."""

    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("It stands on the letter, such as 7KQ4-0ZFT-91PM-HX3C."),
        max_length=40,
        error_messages={"required": _("Write the reference of the summons.")},
    )
    result = forms.ChoiceField(
        label=_("What happened?"),
        choices=choices("visit"),
        error_messages={"required": _("Choose one of the answers.")},
    )
    on = DayField(label=_("Day"), help_text=_("When you were there."))
    clock = forms.TimeField(
        label=_("Time"),
        help_text=_("Hours and minutes, such as 16:30."),
        error_messages={
            "required": _("Write the time."),
            "invalid": _("Write hours and minutes, such as 16:30."),
        },
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Where it was, so that others find it."),
        max_length=200,
        error_messages={"required": _("Write where it was.")},
    )
    evidence = forms.ChoiceField(
        label=_("What else shows it?"), choices=choices("evidence"), required=False
    )
    detail = forms.CharField(
        label=_("Evidence"),
        help_text=_("The number of the signed form, or the account of the witness in their words."),
        max_length=4000,
        required=False,
    )

    def visit(self) -> Visit:
        """What was filled in, once it is valid."""
        values = self.cleaned_data
        met_at = timezone.make_aware(datetime.combine(values["on"], values["clock"]))
        return Visit(
            result=Result(values["result"]),
            met_at=met_at,
            place=values["place"],
            evidence=values["evidence"],
            detail=values["detail"],
        )

    def refuse_field(self, error: InvalidInput) -> None:
        """Show what the action said, beside the field it named."""
        field = FIELDS.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, error.reason)
