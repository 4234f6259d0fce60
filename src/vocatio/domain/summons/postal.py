"""One line of a provider's file: what happened to a letter, read strictly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vocatio.domain.evidence.canonical import Json, canonical, instant
from vocatio.domain.register.rows import Fault
from vocatio.domain.summons.kinds import Evidence, PostalEvent, ReturnReason

#: By what the values of a file can be separated; no column is called by anything that has one.
SEPARATORS = ",;\t"

COLUMNS = (
    "reference",
    "event",
    "reason",
    "occurred_at",
    "place",
    "evidence",
    "evidence_reference",
)
REFERENCE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")
#: A code: of a post office, a postcode, a barcode. Words about somebody have no place here.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,63}")
PROVIDER = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider says of one letter. Empty texts stand for nothing said.

    Attributes:
        reference: of the letter, from the manifest of its batch.
        occurred_at: when it is said to have happened, with zone.
    """

    reference: str
    event: PostalEvent
    reason: str
    occurred_at: datetime
    place: str
    evidence: str
    evidence_reference: str

    def canonical(self, provider: str) -> bytes:
        """The same line from the same provider has the same bytes: it is recorded once."""
        return canonical({"provider": provider, **self.data(), "at": instant(self.occurred_at)})

    def data(self) -> dict[str, Json]:
        """What the fact says of it."""
        said: dict[str, Json] = {
            "event": self.event.value,
            "reason": self.reason,
            "place": self.place,
            "evidence": self.evidence,
            "evidence_reference": self.evidence_reference,
        }
        return {"piece": self.reference, **{name: said[name] for name in said if said[name]}}


def separator_of(header: str) -> str:
    """What separates the values of a file, by its first line."""
    return max(SEPARATORS, key=header.count)


def parse(values: Mapping[str, str | None], *, now: datetime) -> Report | list[Fault]:
    """Read the values of one line, column -> text.

    Returns:
        The report, or every fault, with its column; never the value that is wrong.
    """
    text = {column: (values.get(column) or "").strip() for column in COLUMNS}
    occurred_at = _moment(text["occurred_at"])
    faults = [fault for fault in _faults(text, occurred_at, now) if fault]
    if faults or occurred_at is None:
        return faults
    text["reference"] = text["reference"].upper()
    return Report(**text | {"event": PostalEvent(text["event"]), "occurred_at": occurred_at})  # type: ignore[arg-type]  # because every column is a text but two


def _faults(
    text: Mapping[str, str], occurred_at: datetime | None, now: datetime
) -> list[Fault | None]:
    returned = text["event"] == PostalEvent.RETURNED
    return [
        _unless(REFERENCE.fullmatch(text["reference"].upper()), "reference", "no_reference"),
        _unless(text["event"] in [*PostalEvent], "event", "unknown_code"),
        _unless(not returned or text["reason"] in [*ReturnReason], "reason", "unknown_code"),
        _unless(returned or not text["reason"], "reason", "only_for_returned"),
        _moment_fault(occurred_at, now),
        _unless(not text["place"] or CODE.fullmatch(text["place"]), "place", "no_code"),
        _unless(text["evidence"] in ("", *Evidence), "evidence", "unknown_code"),
        _unless(
            bool(text["evidence"]) == bool(text["evidence_reference"]),
            "evidence_reference",
            "only_with_evidence",
        ),
        _unless(
            not text["evidence_reference"] or CODE.fullmatch(text["evidence_reference"]),
            "evidence_reference",
            "no_code",
        ),
    ]


def _unless(sound: object, column: str, kind: str) -> Fault | None:
    return None if sound else Fault(column, kind)


def _moment(text: str) -> datetime | None:
    """A moment with a zone; without one nobody knows when it was."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _moment_fault(occurred_at: datetime | None, now: datetime) -> Fault | None:
    if occurred_at is None:
        return Fault("occurred_at", "not_a_moment_with_zone")
    return Fault("occurred_at", "in_the_future") if occurred_at > now else None
