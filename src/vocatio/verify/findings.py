"""What a check finds, as data: words are added by `words`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from vocatio.domain.errors import VocatioError


class Verdict(StrEnum):
    """What one finding says."""

    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that holds, that is left open, or that is wrong.

    Attributes:
        code: names the sentence in `words`.
        where: the file or member that it is about.
        values: what the sentence speaks of.
        cause: why, where a check refused.
    """

    verdict: Verdict
    code: str
    where: str
    values: Mapping[str, str] = field(default_factory=dict)
    cause: VocatioError | None = None


class Findings:
    """Collects findings in the order in which they are made."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def proven(self, code: str, where: str, **values: object) -> None:
        """Something holds."""
        self._add(Verdict.PROVEN, code, where, values, None)

    def left_open(
        self, code: str, where: str, cause: VocatioError | None = None, /, **values: object
    ) -> None:
        """Something cannot be said either way."""
        self._add(Verdict.NOT_PROVEN, code, where, values, cause)

    def wrong(
        self, code: str, where: str, cause: VocatioError | None = None, /, **values: object
    ) -> None:
        """Something contradicts what the file says."""
        self._add(Verdict.WRONG, code, where, values, cause)

    def _add(
        self,
        verdict: Verdict,
        code: str,
        where: str,
        values: Mapping[str, object],
        cause: VocatioError | None,
    ) -> None:
        said = {name: _said(value) for name, value in values.items()}
        self.all.append(Finding(verdict, code, where, said, cause))

    @property
    def hold(self) -> bool:
        """Whether nothing is wrong, and something was proven at all."""
        verdicts = {finding.verdict for finding in self.all}
        return Verdict.WRONG not in verdicts and Verdict.PROVEN in verdicts


def _said(value: object) -> str:
    """A time in UTC to the second, in words of no language; everything else as it is."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return str(value)
