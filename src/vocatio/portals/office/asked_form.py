"""What an officer writes down of what somebody asks at the counter, by telephone or by letter."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from vocatio.actions.inspect.requests import Askable
from vocatio.actions.request.file import LONGEST_DETAILS, More
from vocatio.domain.summons.asking import OTHER
from vocatio.portals.answers import CHOOSE, ActionForm, DayField, FilesField, choose
from vocatio.portals.jinja import day_and_time
from vocatio.portals.words import choices, in_words

#: Parts the kind of a request from its ground in the value of a choice.
APART = "/"
#: That conscience was claimed: no kind of request, since nothing of it is written down (F24).
CONSCIENCE = "conscience"
#: That they will come: no request either.
REPLY = "reply"


class ReferenceForm(forms.Form):
    """Which summons is it about?"""

    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("It stands on the letter, such as 7KQ4-0ZFT-91PM-HX3C."),
        max_length=40,
        error_messages={"required": _("Write the reference of the summons.")},
    )


class AskedForm(ActionForm):
    """What do they ask for, why, and how did they tell you?"""

    what = forms.ChoiceField(label=_("What do they say or ask for?"), error_messages=CHOOSE)
    channel = forms.ChoiceField(
        label=_("How did they ask?"), choices=choices("asked"), error_messages=CHOOSE
    )
    wish = forms.ChoiceField(
        label=_("At which time?"),
        help_text=_("Only for another date. These times are free."),
        required=False,
        error_messages={"invalid_choice": _("This time was taken meanwhile. Choose another one.")},
    )
    office = forms.ChoiceField(
        label=_("At which office?"),
        help_text=_("Only for another place."),
        required=False,
        error_messages=CHOOSE,
    )
    details = forms.CharField(
        label=_("In their words"),
        help_text=_("As they said it. They can read every word."),
        max_length=LONGEST_DETAILS,
        required=False,
    )
    since = DayField(
        label=_("The first day"),
        help_text=_("Only where something kept them from acting in time."),
        required=False,
    )
    until = DayField(
        label=_("The last day"),
        help_text=_("Leave it empty while it goes on."),
        required=False,
    )
    papers = FilesField(
        label=_("Papers, scanned or photographed"),
        help_text=_("PDF, JPEG or PNG, at most 5 files of 5 MB."),
        required=False,
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )

    def __init__(
        self,
        offered: Askable,
        data: Mapping[str, str] | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None",
    ) -> None:
        super().__init__(data, files)
        choose(self, "what", list(_what(offered)))
        any_time = ("", str(_("Any time")))
        free = [(str(t.id), day_and_time(t.starts_at, offered.zone)) for t in offered.times]
        choose(self, "wish", [any_time, *free])
        choose(self, "office", [("", str(_("None"))), *offered.offices])
        for name, there in (("wish", offered.times), ("office", offered.offices)):
            if not there:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What somebody's conscience says goes to the board alone, not through this form."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("what") == CONSCIENCE:
            for name in ("details", "papers"):
                if found.get(name):
                    self.add_error(
                        name,
                        _(
                            "Leave this empty. Their reasons are for the board alone: they write "
                            "them to it, and you pass the closed envelope on."
                        ),
                    )
        return found

    def asked(self) -> tuple[str, str]:
        """Kind and ground, once it is valid."""
        kind, _, ground = self.cleaned_data["what"].partition(APART)
        return kind, ground

    def more(self) -> More:
        """What was added, once it is valid."""
        found: dict[str, Any] = self.cleaned_data
        return More(
            wish=UUID(found["wish"]) if found.get("wish") else None,
            office=UUID(found["office"]) if found.get("office") else None,
            details=found["details"],
            papers=found["papers"],
            since=found["since"],
            until=found["until"],
        )


def _what(offered: Askable) -> Iterator[tuple[str, str]]:
    yield "", ""
    if offered.may_reply:
        yield REPLY, str(_("Will come on the date of the summons"))
    for kind, grounds in offered.grounds.items():
        for ground in grounds:
            yield f"{kind}{APART}{ground}", _told(kind, ground, alone=len(grounds) == 1)
    yield CONSCIENCE, str(_("Refuses on grounds of conscience"))


def _told(kind: str, ground: str, *, alone: bool) -> str:
    what = in_words(kind, "request")
    return what if alone and ground == OTHER else f"{what}: {in_words(ground, 'ground')}"
