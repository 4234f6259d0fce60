"""What a person is asked, one question at a time."""

from collections.abc import Mapping, Sequence
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
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


#: Bytes of a file that is worth reading: a letter of ours has a tenth of it.
LARGEST_FILE = 5_000_000


class CodeForm(forms.Form):
    """Which code is printed on the letter?"""

    code = forms.CharField(
        label=_("Code on the letter"),
        help_text=_("16 letters and digits, such as 7KQ4-0ZFT-91PM-HX3C."),
        max_length=60,
        error_messages={"required": _("Type the code that is printed on the letter.")},
    )


class FileForm(forms.Form):
    """Or which file is it?"""

    pdf = forms.FileField(
        label=_("The letter as a PDF file"),
        help_text=_("Exactly as you received it. It is compared, and not kept."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty."),
            "missing": _("Choose the file."),
        },
    )

    def clean_pdf(self) -> "UploadedFile[bytes]":
        """A file that is far too large is none of ours."""
        found: UploadedFile[bytes] = self.cleaned_data["pdf"]
        if (found.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large to be one of our letters."))
        return found
