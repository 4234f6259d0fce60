"""What a person is asked, one question at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from vocatio.actions.register.prefer import Preferences
from vocatio.actions.request.conscience import Said
from vocatio.actions.request.file import LONGEST_DETAILS, More
from vocatio.domain.register.corrections import NEEDED, WORDS
from vocatio.domain.register.rows import LONGEST
from vocatio.domain.summons.kinds import RequestKind
from vocatio.portals.answers import CHOOSE, ActionForm, DayField, FilesField
from vocatio.portals.words import choices as choices_of
from vocatio.portals.words import in_words

Choices = Sequence[tuple[str, str]]


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class KindForm(forms.Form):
    """What do you need?"""

    kind = forms.ChoiceField(label=_("What do you need?"), error_messages=CHOOSE)

    def __init__(self, data: Mapping[str, str] | None, kinds: Iterable[str]) -> None:
        super().__init__(data)
        _choose(self, "kind", [(kind, in_words(kind, "request")) for kind in kinds])


class GroundForm(forms.Form):
    """Why can you not come?"""

    ground = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("You do not have to prove it now."),
        error_messages=CHOOSE,
    )

    def __init__(self, data: Mapping[str, str] | None, codes: Sequence[str]) -> None:
        super().__init__(data)
        _choose(self, "ground", [(code, in_words(code, "ground")) for code in codes])


class MoreForm(ActionForm):
    """Is there anything you want to add? Nothing of it has to be."""

    wish = forms.ChoiceField(
        label=_("When can you come?"),
        help_text=_("These times are free. Whoever decides gives you the one that you choose."),
        required=False,
        error_messages={"invalid_choice": _("This time was taken meanwhile. Choose another one.")},
    )
    office = forms.ChoiceField(label=_("Which office?"), required=False, error_messages=CHOOSE)
    since = DayField(
        label=_("The first day"),
        help_text=_("From when on it kept you from acting. Leave it empty if you do not know."),
        required=False,
    )
    until = DayField(
        label=_("The last day"),
        help_text=_("Leave it empty while it goes on."),
        required=False,
    )
    details = forms.CharField(
        label=_("What should we know? (optional)"),
        help_text=_("Only whoever decides reads it, and you. Write no more than you want to."),
        max_length=LONGEST_DETAILS,
        required=False,
        error_messages={"max_length": _("This is too long. Write at most 5,000 characters.")},
    )
    papers = FilesField(
        label=_("Papers or photographs (optional)"),
        help_text=_("PDF, JPEG or PNG, at most 5 files of 5 MB. You can also send them later."),
        required=False,
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )

    def __init__(
        self,
        kind: RequestKind,
        data: Mapping[str, str] | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None",
        *,
        times: Choices = (),
        offices: Choices = (),
    ) -> None:
        super().__init__(data, files)
        asked = {RequestKind.RESCHEDULE: {"wish"}, RequestKind.PLACE: {"office"}}
        asked[RequestKind.HINDERED] = {"since", "until"}
        for name in {"wish", "office", "since", "until"} - asked.get(kind, set()):
            del self.fields[name]
        any_time = ("", _("Any time: choose for me"))
        if "wish" in self.fields:
            _choose(self, "wish", [*times, cast(tuple[str, str], any_time)])
        if "office" in self.fields:
            _choose(self, "office", offices)

    def more(self) -> More:
        """What was filled in, once it is valid."""
        found: dict[str, Any] = self.cleaned_data
        since: date | None = found.get("since")
        return More(
            wish=UUID(found["wish"]) if found.get("wish") else None,
            office=UUID(found["office"]) if found.get("office") else None,
            details=found["details"],
            papers=found["papers"],
            since=since,
            until=found.get("until"),
        )


class ConscienceForm(ActionForm):
    """What do you want to tell the board? Nothing has to be said now."""

    words = forms.CharField(
        label=_("What do you want to tell the board? (optional)"),
        help_text=_("Your reasons, in your own words. You can also say nothing now."),
        max_length=LONGEST_DETAILS,
        required=False,
        error_messages={"max_length": _("This is too long. Write at most 5,000 characters.")},
    )
    papers = FilesField(
        label=_("Papers or photographs (optional)"),
        help_text=_("PDF, JPEG or PNG, at most 5 files of 5 MB. You can also send them later."),
        required=False,
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )

    def said(self) -> Said:
        """What was filled in, once it is valid."""
        return Said(self.cleaned_data["words"], self.cleaned_data["papers"])


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

    def __init__(
        self, data: Mapping[str, str] | None, languages: Choices, *, now: Preferences
    ) -> None:
        super().__init__(data, initial={**asdict(now), "needs": sorted(now.needs)})
        _choose(self, "language", languages)

    def preferences(self) -> Preferences:
        """What was filled in, once it is valid."""
        found: dict[str, Any] = self.cleaned_data
        return Preferences(**found | {"needs": frozenset(found["needs"])})


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
