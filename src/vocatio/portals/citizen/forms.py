"""What a person is asked, one question at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from vocatio.actions.request.conscience import Said
from vocatio.actions.request.file import LONGEST_DETAILS, More
from vocatio.domain.consequences.kinds import LONGEST_SAID
from vocatio.domain.summons.kinds import RequestKind
from vocatio.portals.answers import CHOOSE, ActionForm, Choices, DayField, FilesField, choose
from vocatio.portals.words import in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words


class KindForm(forms.Form):
    """What do you need?"""

    kind = forms.ChoiceField(label=_("What do you need?"), error_messages=CHOOSE)

    def __init__(self, data: Mapping[str, str] | None, kinds: Iterable[str]) -> None:
        super().__init__(data)
        choose(self, "kind", [(kind, in_words(kind, "request")) for kind in kinds])


class GroundForm(forms.Form):
    """Why can you not come?"""

    ground = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("You do not have to prove it now."),
        error_messages=CHOOSE,
    )

    def __init__(self, data: Mapping[str, str] | None, codes: Sequence[str]) -> None:
        super().__init__(data)
        choose(self, "ground", [(code, in_words(code, "ground")) for code in codes])


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
            choose(self, "wish", [*times, cast(tuple[str, str], any_time)])
        if "office" in self.fields:
            choose(self, "office", offices)

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


def _words(label: "Words", help_text: "Words") -> forms.CharField:
    """What somebody may say in a case, at whatever length a case takes."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_SAID,
        required=False,
        error_messages={"max_length": _("This is too long. Write at most 20,000 characters.")},
    )


class SayForm(ActionForm):
    """What do you say about what followed an absence? Each button sends its own words alone."""

    answer = _words(
        _("What do you want to say?"),
        _("You can also say it by telephone or at any office, where it is written down."),
    )
    dispute = _words(
        _("Is the reason for it gone, or was there never one?"),
        _(
            "From the moment you send it, every other authority that asks is told “unknown”, until "
            "somebody who had no hand in it has decided."
        ),
    )
    stay = _words(
        _("Should everything be stopped for 30 days?"),
        _(
            "An overseer decides, who takes no part in the case. You do not have to say why. Your "
            "time to answer or to appeal goes on."
        ),
    )
    appeal = _words(
        _("Why do you appeal?"),
        _("You do not have to say why. The appeal suspends the decision."),
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
