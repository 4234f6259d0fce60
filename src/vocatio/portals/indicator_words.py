"""Words for the indicators of an overseer. docs/reference/indicators.md defines them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocatio.domain.oversight.indicators import Column
from vocatio.domain.summons.receipt import Proof

COLUMNS: Mapping[Any, Promise] = MappingProxyType(
    {
        Column.PEOPLE: _("Summonses"),
        Column.UNEVIDENCED: _("Served without evidenced receipt"),
        Column.NOTICE_MEDIAN: _("Days of real notice: median"),
        Column.NOTICE_LOW: _("Days of real notice: 5th percentile"),
        Column.UNDONE: _("Service undone"),
        Column.LATE: _("Requests undecided after 14 days"),
        Column.ABSENT: _("Recorded as absent"),
        Column.CASE: _("Case opened"),
        Column.NOTICE: _("Notice of intent"),
        Column.FINDING: _("Finding"),
        Column.MEASURE: _("Measure decided"),
        Column.UPHELD: _("Appeals upheld"),
        Column.WRONG_DAYS: _("Days wrongly in force"),
    }
)

GROUPS_BY: Mapping[Any, Promise] = MappingProxyType(
    {
        "district": _("District"),
        "age": _("Age"),
        "language": _("Language"),
        "channel": _("Way"),
    }
)

GROUPS: Mapping[Any, Promise] = MappingProxyType(
    {"inbox": _("Inbox"), "paper": _("On paper"), "unknown": _("Not known")}
)

PROOFS: Mapping[Any, Promise] = MappingProxyType(
    {
        Proof.OPENED: _("opened by the person in a session of their own"),
        Proof.CARRIER: _("handed over by the post"),
        Proof.OFFICER: _("handed over by an officer"),
        Proof.REFUSED: _("refused before a witness"),
    }
)
