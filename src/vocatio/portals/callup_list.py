"""The list of call-ups, as the office and the oversight have it: numbers, about nobody."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from vocatio.actions.inspect.callups import CallUpLine
from vocatio.portals.lists import Column, Filter, Listing, listing
from vocatio.portals.words import choices, in_words

COLUMNS: tuple[Column[CallUpLine], ...] = (
    Column("order", _("Order"), lambda line: line.reference),
    Column("title", _("Title"), lambda line: line.title),
    Column("people", _("People"), lambda line: line.people, number=True),
    Column("state", _("State"), lambda line: in_words(line.stage, "stage")),
)


def callup_list(lines: Sequence[CallUpLine], address: Mapping[str, str]) -> Listing[CallUpLine]:
    """A page of it, as an address asks for it."""
    stage: Filter[CallUpLine] = Filter(
        "stage", _("State"), choices("stage"), lambda line, wanted: line.stage == wanted
    )
    return listing(lines, COLUMNS, address, filters=[stage])
