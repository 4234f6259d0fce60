"""Whether a document still holds follows from facts."""

from datetime import timedelta

import pytest

from tests.domain.builders import START, fact
from vocatio.domain.facts import Fact
from vocatio.domain.summons.genuine import Standing, standing
from vocatio.domain.summons.kinds import Kind

FIRST, SECOND, OTHER = "a" * 64, "b" * 64, "c" * 64


def facts(*kinds: tuple[Kind, str]) -> list[Fact]:
    """Facts an hour apart, each with the content that it names."""
    return [
        fact(kind, START + timedelta(hours=number), number=number, data={"content": content})
        for number, (kind, content) in enumerate(kinds)
    ]


ISSUED, NEW_DATE = (Kind.ISSUED, FIRST), (Kind.APPOINTMENT, SECOND)
RECALLED, OPENED, COPIED = (Kind.RECALLED, ""), (Kind.OPENED, ""), (Kind.COPIED, OTHER)


@pytest.mark.parametrize(
    ("known", "first", "second"),
    [
        ([], Standing.UNKNOWN, Standing.UNKNOWN),
        ([ISSUED], Standing.GENUINE, Standing.UNKNOWN),
        ([ISSUED, OPENED], Standing.GENUINE, Standing.UNKNOWN),
        ([ISSUED, NEW_DATE], Standing.SUPERSEDED, Standing.GENUINE),
        ([ISSUED, NEW_DATE, RECALLED], Standing.REVOKED, Standing.REVOKED),
        ([ISSUED, RECALLED], Standing.REVOKED, Standing.UNKNOWN),
    ],
)
def test_it_follows_from_the_facts(
    known: list[tuple[Kind, str]], first: Standing, second: Standing
) -> None:
    assert standing(facts(*known), FIRST) == first
    assert standing(facts(*known), SECOND) == second


def test_the_notice_of_a_withdrawal_is_genuine_itself() -> None:
    known = facts(ISSUED, (Kind.RECALLED, OTHER))
    assert standing(known, OTHER) == Standing.GENUINE
    assert standing(known, FIRST) == Standing.REVOKED


def test_only_issue_and_new_date_make_a_document_genuine() -> None:
    assert standing(facts(ISSUED, COPIED), OTHER) == Standing.UNKNOWN
