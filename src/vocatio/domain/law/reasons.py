"""F10: whoever decides says why, in words about the one whom it is about."""

from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.floor import LEAST_REASONS_CHARACTERS


def require_reasons(reasons: str) -> None:
    """Refuse reasons that are missing, or too short to say anything about somebody.

    Raises:
        InvalidInput
    """
    if len(reasons.strip()) < LEAST_REASONS_CHARACTERS:
        least = LEAST_REASONS_CHARACTERS
        raise InvalidInput("reasons", f"write at least {least} characters, about this case")
