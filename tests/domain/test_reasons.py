"""F10: reasons are about the one whom they concern; a decision against somebody says more."""

from collections.abc import Iterator

import pytest

from vocatio.domain.errors import InvalidInput
from vocatio.domain.law.reasons import APART, Copied, individual, require_due

SHORT = "Ten characters and more."
AGAINST = (
    "The operation that the person named was done in spring, as the letter of the clinic says, "
    "and the doctor wrote that walking and standing have been possible again since the summer."
)
OTHER = (
    "Harvest was named as the ground, yet the farm was let to a neighbour two years ago, and the "
    "contract that came with the request says that nobody of the family works the fields now."
)


def unread() -> Iterator[str]:
    """Earlier reasons that nobody may ask for."""
    return map(pytest.fail, ["read, although nothing is compared"])


def test_what_is_granted_needs_few_words_and_is_compared_with_nothing() -> None:
    require_due(SHORT, against=False, earlier=unread())
    with pytest.raises(InvalidInput, match="characters"):
        require_due("  No.    ", against=False, earlier=unread())


def test_a_refusal_says_more_and_something_else_than_before() -> None:
    require_due(AGAINST, against=True, earlier=[OTHER])
    with pytest.raises(InvalidInput, match="words"):
        require_due(SHORT, against=True, earlier=unread())
    with pytest.raises(Copied):
        require_due(AGAINST.upper(), against=True, earlier=[OTHER, f"  {AGAINST}"])


def test_what_a_passage_brought_is_not_individual() -> None:
    assert individual(f"By article 7.{APART}{AGAINST}") == AGAINST
    assert individual(AGAINST) == AGAINST
