"""What the office fills in. Each message says what to write instead."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from vocatio.actions.callup.order import OrderDraft
from vocatio.actions.inspect.day import OfficeLine
from vocatio.actions.inspect.requests import PassageLine
from vocatio.actions.register.prefer import languages
from vocatio.domain.callup.moves import AfterMove
from vocatio.domain.summons.corrections import Reason, Wanted, Way
from vocatio.portals.answers import CHOOSE, ActionForm, DayField, needed
from vocatio.portals.words import choices


class DayForm(forms.Form):
    """Which office, which day?"""

    office = forms.ChoiceField(label=_("Office"), error_messages=CHOOSE)
    on = forms.DateField(
        label=_("Day"),
        error_messages=needed(_("Choose a day.")) | {"invalid": _("Write a date, as 2027-03-27.")},
    )

    def __init__(
        self,
        offices: Sequence[OfficeLine],
        data: Mapping[str, str] | None,
        *,
        initial: Mapping[str, object],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        cast(forms.ChoiceField, self.fields["office"]).choices = [
            (str(office.id), office.name) for office in offices
        ]


class SearchForm(ActionForm):
    """Whom do you look for, where, and what for?"""

    query = forms.CharField(
        label=_("Whom do you look for?"),
        help_text=_(
            "A name, if need be with the birth date or the year of birth; or a number of the "
            "person; or the reference of a summons."
        ),
        error_messages=needed(_("Write a name, a number or a reference.")),
    )
    office = forms.ChoiceField(label=_("Office"), error_messages=CHOOSE, required=False)
    purpose = forms.CharField(
        label=_("What for?"),
        help_text=_("Whoever is found can read this."),
        max_length=200,
        error_messages=needed(_("Write what you need to know this for.")),
    )

    def __init__(
        self,
        offices: Sequence[OfficeLine],
        data: Mapping[str, str] | None,
        *,
        everywhere: bool,
        task: str,
    ) -> None:
        super().__init__(data, initial={"purpose": task})
        cast(forms.ChoiceField, self.fields["office"]).choices = [
            *((str(office.id), office.name) for office in offices),
            *([("", _("All offices"))] if everywhere else []),
        ]


class LookForm(forms.Form):
    """Whom do you look for in the queue?"""

    q = forms.CharField(
        label=_("Look for somebody in it"),
        help_text=_("A reference; or, once you have chosen an office, a name or a number."),
        max_length=200,
        error_messages=needed(_("Write a name, a number or a reference.")),
    )


class HandOverForm(ActionForm):
    """Who is to have it, and what should they know?"""

    to = forms.ChoiceField(label=_("Who is to have it?"), error_messages=CHOOSE)
    note = forms.CharField(
        label=_("A note for them"),
        help_text=_("The person whom it is about can read it."),
        required=False,
    )

    def __init__(
        self, colleagues: Sequence[tuple[UUID, str]], data: Mapping[str, str] | None
    ) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["to"]).choices = [
            ("", ""),
            *((str(human), name) for human, name in colleagues),
        ]


class DecisionForm(ActionForm):
    """How do you decide, and why?"""

    outcome = forms.ChoiceField(
        label=_("How do you decide?"), choices=choices("outcome"), error_messages=CHOOSE
    )
    passage = forms.ChoiceField(
        label=_("With which words do your reasons begin?"), required=False, error_messages=CHOOSE
    )
    reasons = forms.CharField(
        label=_("Your reasons"),
        help_text=_("Write to the person, about their case. They will read every word."),
        error_messages=needed(_("Write the reasons. A decision without reasons does not count.")),
    )

    def __init__(
        self, data: Mapping[str, str] | None, passages: Sequence[PassageLine] = ()
    ) -> None:
        super().__init__(data, initial={"passage": ""})
        cast(forms.ChoiceField, self.fields["passage"]).choices = [
            ("", _("None: with my own words alone")),
            *((one.code, one.title) for one in passages),
        ]

    def refuse_copy(self) -> None:
        """Return reasons that were given to somebody else before (F10)."""
        self.add_error(
            "reasons",
            _("You wrote the same to somebody else before. Write what is so in this case."),
        )


class RefusalForm(ActionForm):
    """Why is it not approved, or not carried on?"""

    reasons = forms.CharField(
        label=_("Your reasons"),
        help_text=_("For whoever prepared it, and whoever looks at it later. Name no person."),
        error_messages=needed(_("Write why. Without reasons it does not count.")),
    )


class CorrectionForm(ActionForm):
    """What is to be corrected, and why?"""

    way = forms.ChoiceField(
        label=_("What is to be done?"), choices=choices("correction"), error_messages=CHOOSE
    )
    reason = forms.ChoiceField(
        label=_("Why?"), choices=choices("correction reason"), error_messages=CHOOSE
    )
    move = forms.ChoiceField(
        label=_("Which time does a new notice name?"),
        choices=(
            ("", _("The same, if it leaves 14 days")),
            ("move", _("The next that is free")),
        ),
        required=False,
        error_messages=CHOOSE,
    )
    reference = forms.CharField(
        label=_("Reference of one summons"),
        help_text=_("Leave it empty to correct all summonses of this call-up."),
        required=False,
    )

    def wanted(self) -> Wanted:
        """What was filled in, once it is valid."""
        values = self.cleaned_data
        return Wanted(Way(values["way"]), Reason(values["reason"]), bool(values["move"]))


#: Of a field that has the title of an order in another language; the language comes after it.
TITLE = "title_"


class OrderForm(ActionForm):
    """An order: whom to call up, how many, why, and when they are to come."""

    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("The number of the order, such as 2027/14. No two orders share one."),
        max_length=100,
        error_messages=needed(_("Write the reference of the order.")),
    )
    title = forms.CharField(
        label=_("Title"),
        help_text=_("What people are called to, in a few words. It stands on every summons."),
        max_length=200,
        error_messages=needed(_("Write what people are called to.")),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        help_text=_("Act and article. They stand on every summons."),
        max_length=300,
        error_messages=needed(_("Write the act and the article that allow this.")),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Why these people are needed now."),
        error_messages=needed(_("Write why these people are needed.")),
    )
    categories = forms.MultipleChoiceField(
        label=_("Who is called?"),
        choices=choices("category"),
        error_messages=CHOOSE | needed(_("Choose at least one group.")),
    )
    people = forms.IntegerField(
        label=_("How many people?"),
        min_value=1,
        error_messages=needed(_("Write how many people to call."))
        | {
            "invalid": _("Write a whole number, such as 250."),
            "min_value": _("Call at least one person."),
        },
    )
    reference_date = DayField(
        label=_("Reference date"),
        help_text=_("Who is liable is judged as of this date."),
    )
    first_day = DayField(
        label=_("First day"),
        help_text=_("The first day on which people are to come, at least 14 days from today."),
    )
    last_day = DayField(
        label=_("Last day"),
        help_text=_("The last day on which people are to come."),
    )

    governs_after_move = forms.ChoiceField(
        label=_("If somebody moves after the draw"),
        choices=choices("after move"),
        initial=AfterMove.ISSUING.value,
        error_messages=CHOOSE,
    )

    def __init__(self, data: Mapping[str, str] | None) -> None:
        super().__init__(data)
        for language in languages()[1:]:
            name = {"language": get_language_info(language)["name_translated"]}
            self.fields[f"{TITLE}{language}"] = forms.CharField(
                label=_("The same in another language: %(language)s") % name,
                help_text=_("It stands on summonses that are written in this language too."),
                max_length=200,
                error_messages=needed(_("Write in this language what people are called to.")),
            )

    @property
    def titles(self) -> list[forms.BoundField]:
        """The title in each language of letters but the official one."""
        return [self[name] for name in self.fields if name.startswith(TITLE)]

    def clean(self) -> dict[str, object]:
        """Days in order."""
        found: dict[str, object] = super().clean() or {}
        first, last = found.get("first_day"), found.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_day", _("The last day cannot come before the first day."))
        return found

    def draft(self) -> OrderDraft:
        """What was filled in, once it is valid."""
        values = dict(self.cleaned_data)
        titles = {field.name: values.pop(field.name) for field in self.titles}
        return OrderDraft(
            **values
            | {
                "categories": frozenset(values["categories"]),
                "governs_after_move": AfterMove(values["governs_after_move"]),
                "titles": {name.removeprefix(TITLE): said for name, said in titles.items()},
            }
        )
