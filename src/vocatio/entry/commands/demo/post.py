"""The post of a demo: takes batches from the print folder, and reports in a file of its own."""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from vocatio.actions.clock import now
from vocatio.domain.actors import Staff
from vocatio.domain.summons.kinds import Evidence, PostalEvent, ReturnReason
from vocatio.domain.summons.postal import COLUMNS
from vocatio.entry.commands.post_import import import_reports

PROVIDER = "demo-post"
NOON = time(12, 0, tzinfo=UTC)
#: Days after posting on which a letter is delivered, or comes back.
DELIVERED, BACK = (1, 3), (8, 12)

#: What becomes of a letter, and how often. Chances, not data about anybody.
FATES = {
    PostalEvent.DELIVERED_TO_PERSON: 0.62,
    PostalEvent.DELIVERED_OTHERWISE: 0.20,
    PostalEvent.DEPOSITED: 0.08,
    PostalEvent.RETURNED: 0.10,
}
REASONS = (ReturnReason.UNKNOWN, ReturnReason.MOVED, ReturnReason.REFUSED)

Line = dict[str, str]


class Post:
    """One provider. What happens on a day is in the file of the next morning."""

    def __init__(self, folder: Path, files: Path, by: Staff, seed: int) -> None:
        self._folder = folder
        self._files = files
        self._by = by
        self._chance = random.Random(f"post {seed}")
        self._happens: dict[date, list[Line]] = defaultdict(list)

    def morning(self, today: date) -> Counter[str]:
        """Report what happened until yesterday, then take what was printed."""
        past = sorted(day for day in self._happens if day < today)
        told = [line for day in past for line in self._happens.pop(day)]
        printed = sum(self._post(letters, now()) for letters in self._taken())
        return Counter(printed=printed) + self._report(told, today)

    def _taken(self) -> Iterator[list[str]]:
        """The letters of each batch that is ready; the marker is renamed first."""
        for marker in sorted(self._folder.glob("*.ready")):
            taken = marker.rename(marker.with_suffix(".taken"))
            with taken.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
                yield [row["reference"] for row in csv.DictReader(file)]

    def _post(self, letters: list[str], taken: datetime) -> int:
        """What was taken is posted at once: a large batch can be ready after noon."""
        for letter in letters:
            self._happen(letter, PostalEvent.POSTED, taken)
            fate = self._chance.choices(list(FATES), list(FATES.values()))[0]
            days = self._chance.randint(*(BACK if fate == PostalEvent.RETURNED else DELIVERED))
            self._happen(letter, fate, datetime.combine(taken.date() + timedelta(days=days), NOON))
        return len(letters)

    def _happen(self, letter: str, event: PostalEvent, occurred_at: datetime) -> None:
        self._happens[occurred_at.date()].append(self._line(letter, event, occurred_at))

    def _line(self, letter: str, event: PostalEvent, occurred_at: datetime) -> Line:
        """Delivered to the person, mostly signed for; refused, mostly before a witness."""
        said = dict.fromkeys(COLUMNS, "") | {
            "reference": letter,
            "event": event.value,
            "occurred_at": occurred_at.isoformat(),
            "place": f"{self._chance.randint(1000, 9999)}",
        }
        if event == PostalEvent.RETURNED:
            said["reason"] = self._chance.choice(REASONS).value
        backed = event == PostalEvent.DELIVERED_TO_PERSON or said["reason"] == ReturnReason.REFUSED
        if backed and self._chance.random() < 0.9:
            signed = event == PostalEvent.DELIVERED_TO_PERSON
            said["evidence"] = (Evidence.SIGNATURE if signed else Evidence.WITNESS).value
            said["evidence_reference"] = f"E{self._chance.randint(10**6, 10**7)}"
        return said

    def _report(self, lines: list[Line], today: date) -> Counter[str]:
        if not lines:
            return Counter()
        file = self._files / f"post-{today}.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, COLUMNS)
            writer.writeheader()
            writer.writerows(lines)
        errors = file.with_suffix(".errors.csv")
        counts = import_reports(file, errors, provider=PROVIDER, by=self._by)
        return Counter(reported=counts["recorded"], refused_reports=counts["refused"])
