"""What a register may say beyond the columns that every file has, and births known in part."""

from collections import Counter
from datetime import date

from anyascii import anyascii

from vocatio.entry.commands.sample.draw import Draw, Weighted
from vocatio.entry.commands.sample.faults import Row
from vocatio.entry.commands.sample.plan import SamplePlan, Shares

COLUMNS = ("number_kind", "number_issuer", "birth_name", "moved_on", "email", "phone", "needs")
NEEDS = (
    *("large_print", "braille", "audio", "easy_language", "sign_language", "interpreter"),
    "spoken",
)
#: Moves of the last three years are told.
MOVES = 3 * 365
#: Whose birth is known in part is grown up whatever the rest of it is.
GROWN_UP = 20 * 366
#: A year alone, rather than year and month.
YEAR_ALONE = 0.5


class Details:
    """Completes one row after another, from a stream of chance of its own."""

    def __init__(self, plan: SamplePlan, seed: int, purpose: str, on: date) -> None:
        self._draw = Draw(seed, f"details of {purpose}")
        self._shares: Shares = plan.shares
        self._on = on.toordinal()
        self._issuers = Weighted((abroad.country, abroad.weight) for abroad in plan.abroad)

    def complete(self, row: Row, counts: Counter[str], *, maiden: str, alone: bool) -> Row:
        """The row with all columns.

        Args:
            maiden: the name at birth, if they have changed it.
            alone: no other row speaks of this person, so that the birth may be known in part.
        """
        draw, shares = self._draw, self._shares
        row |= dict.fromkeys(COLUMNS, "")
        self._number(row, counts)
        if draw.chance(shares.birth_name):
            row["birth_name"] = maiden
            counts["birth_name"] += 1
        if draw.chance(shares.moved):
            row["moved_on"] = date.fromordinal(self._on - draw.whole(1, MOVES)).isoformat()
            counts["moved"] += 1
        if draw.chance(shares.needs):
            row["needs"] = draw.pick(NEEDS)
            counts["needs"] += 1
        if draw.chance(shares.paper):
            row["needs"] = ";".join(filter(None, (row["needs"], "paper")))
            counts["paper"] += 1
        self._contacts(row, counts)
        if alone:
            self._birth(row, counts)
        return row

    def _number(self, row: Row, counts: Counter[str]) -> None:
        """Some have no number of the civil register but another one, which does not replace it."""
        kinds = Weighted(
            (
                ("foreign", self._shares.foreign_number),
                ("provisional", self._shares.provisional_number),
                ("", max(0.0, 1 - self._shares.foreign_number - self._shares.provisional_number)),
            )
        )
        kind = kinds.at(self._draw.point())
        if not kind or not row["number"] or row["address_source"] == "number":
            return
        row["number_kind"] = kind
        counts[f"{kind}_number"] += 1
        if kind == "foreign":
            issuer = self._issuers.at(self._draw.point())
            row["number_issuer"] = issuer
            row["number"] = f"{issuer}{row['number'][2:]}"

    def _contacts(self, row: Row, counts: Counter[str]) -> None:
        """Addresses and numbers that reach nobody: a reserved domain, an unassigned country."""
        latin = "".join(c for c in anyascii(row["family_name"]).lower() if c.isalnum())
        place = row["record"][1:]
        if self._draw.chance(self._shares.email):
            row["email"] = f"{latin or 'post'}.{place}@example.org"
            counts["email"] += 1
        if self._draw.chance(self._shares.phone):
            row["phone"] = f"+999 {place}"
            counts["phone"] += 1

    def _birth(self, row: Row, counts: Counter[str]) -> None:
        born = date.fromisoformat(row["birth_date"])
        if self._on - born.toordinal() < GROWN_UP or row["birth_date"].endswith("-02-29"):
            return
        if self._draw.chance(self._shares.unknown_birth):
            row["birth_date"] = ""
            counts["unknown_birth"] += 1
        elif self._draw.chance(self._shares.partly_unknown_birth):
            row["birth_date"] = row["birth_date"][: 4 if self._draw.chance(YEAR_ALONE) else 7]
            counts["partly_unknown_birth"] += 1
