"""Tables as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(
    name: str, headings: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """A table as CSV (RFC 4180, UTF-8 with a mark, so that a spreadsheet reads it right)."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (headings, *rows):
        writer.writerow([_harmless(value) for value in row])
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _harmless(value: object) -> str:
    """A number as it is; a text that would be a formula behind an apostrophe."""
    text = "" if value is None else str(value)
    formula = isinstance(value, str) and text.startswith(_FORMULA)
    return f"'{text}" if formula else text
