"""Fields and forms that several portals ask with. Each message says what to write instead."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from vocatio.domain.errors import InvalidInput

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

CHOOSE = {"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of these.")}


Choices = Sequence[tuple[str, str]]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Let a field of this form offer these answers."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def needed(message: "Words") -> dict[str, "str | Words"]:
    """The message where nothing was given."""
    return {"required": message}


class DayWidget(forms.MultiWidget):
    """Day, month and year, each in a box of its own, so that nothing typed is lost."""

    def __init__(self) -> None:
        super().__init__(
            {"day": forms.TextInput, "month": forms.TextInput, "year": forms.TextInput}
        )

    def decompress(self, value: date | None) -> list[int | None]:
        """The three boxes of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date in three boxes."""

    widget = DayWidget

    def __init__(self, *, label: "Words", help_text: "Words", required: bool = True) -> None:
        how = _("Write day, month and year in figures, such as 27 3 2027.")
        part = forms.IntegerField(error_messages={"invalid": how})
        super().__init__(
            (part, part, part),
            label=label,
            help_text=help_text,
            required=required,
            error_messages={"required": how, "invalid": how},
        )

    def compress(self, data_list: Sequence[int]) -> date | None:
        """The date of three boxes."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(_("There is no such date. Check day and month.")) from None


class FilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, none of which has to be there; what they may be is judged by what takes them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        """The bytes of each."""
        given = data if isinstance(data, list) else [data] if data else []
        return [super(FilesField, self).clean(one, initial).read() for one in given]


class ActionForm(forms.Form):
    """A form whose action may know better: what it refuses is shown beside the field."""

    def refuse_field(self, error: InvalidInput) -> None:
        """Show what the action said, beside the field it named or above the form."""
        self.add_error(error.field if error.field in self.fields else None, error.reason)


class SignInForm(forms.Form):
    """Who are you?"""

    username = forms.CharField(
        label=_("User name"), error_messages=needed(_("Write your user name."))
    )
    password = forms.CharField(
        label=_("Password"), strip=False, error_messages=needed(_("Write your password."))
    )

    def refuse(self) -> None:
        """Say that one of the two is wrong, not which."""
        self.add_error("username", _("User name or password is wrong. Check both."))
