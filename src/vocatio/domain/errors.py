"""One root for every error a user may meet; every refusal names the rule it rests on.

The docstring of a class is its message: documentation, log and type stay one text.
"""

from typing import ClassVar


class VocatioError(Exception):
    """Something went wrong that a person can mend."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class Refusal(VocatioError):
    """The rules do not allow this."""

    basis: ClassVar[str] = "unstated"

    def __init__(self, message: str | None = None, *, basis: str | None = None) -> None:
        super().__init__(message)
        self.cited = basis or self.basis

    def __str__(self) -> str:
        return f"{super().__str__()} [{self.cited}]"


class NotPermitted(Refusal):
    """Your role does not include this act."""

    basis = "permissions"


class NotFound(VocatioError):
    """There is nothing here under that reference; check it for typing errors."""


class InvalidInput(VocatioError):
    """A value that was given cannot be used."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.reason = message
