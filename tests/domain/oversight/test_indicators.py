"""The ten indicators over counted observations, and what of a table may be shown."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vocatio.domain.oversight.indicators import (
    DAYS,
    Column,
    Decided,
    Row,
    by_group,
    overall,
    pace,
    quantile,
)
from vocatio.domain.oversight.observed import Groups, Observed, Step
from vocatio.domain.oversight.small import LEAST_COUNT, Share, shown, small

DISTRICTS = ("1", "2", "3", "4")


@st.composite
def observations(draw: st.DrawFn) -> Observed:
    """Any summons."""
    served = draw(st.booleans())
    requests = draw(st.integers(0, 3))
    appeals = draw(st.integers(0, 2))
    groups = Groups(draw(st.sampled_from(DISTRICTS)), "18-24", "de", "inbox")
    return Observed(
        groups=groups,
        served=served,
        received=draw(st.booleans()),
        notice=draw(st.none() | st.integers(0, 60)),
        undone=draw(st.booleans()),
        requests=requests,
        late=draw(st.integers(0, requests)),
        step=draw(st.sampled_from(Step)),
        appeals=appeals,
        upheld=draw(st.integers(0, appeals)),
        wrong_days=draw(st.sampled_from((0, 0, 0, 7))),
    )


TALLIES = st.dictionaries(observations(), st.integers(1, 30), max_size=12)


def one(**more: object) -> Observed:
    """An ordinary summons that was opened in time and led to nothing."""
    plain = Observed(
        groups=Groups("1", "18-24", "de", "inbox"),
        served=True,
        received=True,
        notice=28,
        undone=False,
        requests=0,
        late=0,
        step=Step.ISSUED,
        appeals=0,
        upheld=0,
        wrong_days=0,
    )
    return plain._replace(**more)  # type: ignore[arg-type]  # because each test names fields


def district(groups: Groups) -> str:
    """By district."""
    return groups.district


def test_figures_of_a_call_up() -> None:
    tally = {
        one(): 90,
        one(received=False, notice=None): 6,
        one(notice=3, step=Step.ABSENT): 3,
        one(step=Step.MEASURE, requests=2, late=1, appeals=1, upheld=1, wrong_days=12): 1,
    }
    figures = overall(tally).figures
    assert figures[Column.PEOPLE] == Share(100, 100)
    assert figures[Column.UNEVIDENCED] == Share(6, 100)
    assert figures[Column.NOTICE_MEDIAN] == 28
    assert figures[Column.NOTICE_LOW] == 28, "3 of 94 are no 5 percent"
    assert figures[Column.LATE] == Share(1, 2)
    assert [figures[c] for c in (Column.ABSENT, Column.CASE, Column.MEASURE)] == [
        Share(4, 100),
        Share(1, 100),
        Share(1, 100),
    ]
    assert figures[Column.UPHELD] == Share(1, 1)
    assert figures[Column.WRONG_DAYS] == 12


def test_the_gap_between_districts() -> None:
    tally = {
        one(): 10,
        one(received=False): 10,
        one(groups=Groups("2", "18-24", "de", "inbox")): 15,
        one(groups=Groups("2", "18-24", "de", "inbox"), received=False): 5,
        one(groups=Groups("3", "18-24", "de", "inbox"), received=False): 4,
        one(groups=Groups("4", "18-24", "de", "inbox"), received=False): 2,
    }
    table = by_group(tally, district)
    gap = next(d for d in table.disparities if d.column == Column.UNEVIDENCED)
    assert (gap.lowest, gap.highest, gap.points) == ("2", "1", 25.0)
    assert Column.UNEVIDENCED in table.rows[2].withheld, "of four people"


@given(TALLIES)
def test_the_funnel_narrows(tally: dict[Observed, int]) -> None:
    figures = overall(tally).figures
    funnel = (Column.PEOPLE, Column.ABSENT, Column.CASE, Column.NOTICE, Column.FINDING)
    counts = [share.part for c in funnel if isinstance(share := figures[c], Share)]
    assert len(counts) == len(funnel)
    assert counts == sorted(counts, reverse=True)


@given(TALLIES)
def test_groups_add_up_where_nothing_is_withheld(tally: dict[Observed, int]) -> None:
    whole, rows = overall(tally).figures, by_group(tally, district).rows
    for column in set(Column) - DAYS:
        shares = [row.figures[column] for row in rows]
        if all(isinstance(share, Share) for share in shares):
            parts = [share.part for share in shares if isinstance(share, Share)]
            total = whole[column]
            assert isinstance(total, Share)
            assert sum(parts) == total.part


@given(TALLIES)
def test_nothing_small_is_shown(tally: dict[Observed, int]) -> None:
    for row in by_group(tally, district).rows:
        for figure in _shares(row):
            assert not small(figure.part)
            assert not small(figure.whole)


def _shares(row: Row) -> list[Share]:
    return [figure for figure in row.figures.values() if isinstance(figure, Share)]


@given(
    st.dictionaries(
        st.integers(0, 9),
        st.tuples(st.integers(0, 40), st.integers(0, 40)).map(
            lambda pair: Share(min(pair), max(pair))
        ),
        max_size=8,
    )
)
def test_what_is_withheld_does_not_follow_from_the_total(cells: dict[int, Share]) -> None:
    found = shown(cells)
    withheld = [group for group, share in found.items() if share is None]
    assert all(found[g] in (None, cells[g]) for g in cells)
    assert len(withheld) != 1 or len(cells) == 1
    needed = [g for g, share in cells.items() if small(share.part) or small(share.whole)]
    assert set(needed) <= set(withheld)
    assert not needed or _hides(cells, withheld) or set(withheld) == cells.keys()
    extra = sorted(
        set(withheld) - set(needed), key=lambda g: (not cells[g].part, *reversed(cells[g]), str(g))
    )
    assert not extra or not _hides(cells, set(withheld) - {extra[-1]}), "no more than it takes"


def _hides(cells: dict[int, Share], groups: Collection[int]) -> bool:
    """Whether what they are together, which follows from the total, tells of nobody."""
    parts, wholes = (sum(cells[g][place] for g in groups) for place in (0, 1))
    return len(groups) > 1 and not small(parts) and not small(wholes)


@given(st.lists(st.integers(0, 90), min_size=1), st.sampled_from((5, 50, 100)))
def test_a_quantile_is_the_least_that_few_exceed(values: list[int], percent: int) -> None:
    found = quantile(Counter(values), percent)
    assert found is not None
    assert found in values
    assert sum(v <= found for v in values) * 100 >= percent * len(values)
    assert sum(v < found for v in values) * 100 < percent * len(values)


def test_no_quantile_of_nothing() -> None:
    assert quantile({}, 50) is None
    assert LEAST_COUNT > 1


def test_reasons_that_are_the_same_and_the_busiest_hour() -> None:
    start = datetime(2027, 3, 1, 9, 5, tzinfo=UTC)
    decided = [
        Decided("a", start, "You were ill."),
        Decided("a", start + timedelta(minutes=54), "you  were ILL."),
        Decided("a", start + timedelta(minutes=55), "You were abroad."),
        Decided("b", start, None),
    ]
    assert pace(decided) == (Share(2, 3), 2)
    assert pace([]) == (Share(0, 0), 0)
