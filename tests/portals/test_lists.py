"""What every list can do, by its address."""

from dataclasses import dataclass

from vocatio.portals.lists import Column, Filter, Listing, as_file, listing, wants_file


@dataclass(frozen=True)
class Line:
    """A line of some list."""

    name: str
    size: int | None


LINES = [Line("Bo", 2), Line("ana", None), Line("=Ada", 10), Line("Cy", 1)]
COLUMNS: tuple[Column[Line], ...] = (
    Column("name", "Name", lambda line: line.name),
    Column("size", "Size", lambda line: line.size, number=True),
)
BIG: Filter[Line] = Filter(
    "big", "Big", [("yes", "Yes")], lambda line, _: line.size is not None and line.size > 1
)


def asked(address: dict[str, str], size: int = 50) -> Listing[Line]:
    """The list, as an address asks for it."""
    return listing(LINES, COLUMNS, address, filters=[BIG], size=size)


def names(found: Listing[Line]) -> list[str]:
    """Of the lines that are shown."""
    return [line.name for line in found.lines]


def test_without_an_address_it_is_as_it_came() -> None:
    found = asked({})
    assert names(found) == ["Bo", "ana", "=Ada", "Cy"]
    assert (found.total, found.page, found.pages, found.narrowed()) == (4, 1, 1, False)


def test_it_is_searched_in_all_columns_and_filtered() -> None:
    assert names(asked({"q": "A"})) == ["ana", "=Ada"]
    assert names(asked({"q": "ada 10"})) == ["=Ada"]
    assert names(asked({"big": "yes"})) == ["Bo", "=Ada"]
    assert names(asked({"big": "yes", "q": "b"})) == ["Bo"]
    assert asked({"q": "nobody"}).narrowed()


def test_it_is_sorted_both_ways_and_what_is_not_there_comes_last() -> None:
    assert names(asked({"sort": "size"})) == ["Cy", "Bo", "=Ada", "ana"]
    assert names(asked({"sort": "-size"})) == ["=Ada", "Bo", "Cy", "ana"]
    found = asked({"sort": "size", "q": "a"})
    assert found.by(COLUMNS[1]) == "?sort=-size&q=a"
    assert (found.sorted(COLUMNS[1]), found.sorted(COLUMNS[0])) == ("ascending", "none")


def test_pages_are_bounded_and_keep_what_was_asked() -> None:
    second = asked({"sort": "name", "page": "2"}, size=3)
    assert (names(second), second.page, second.pages) == (["Cy"], 2, 2)
    assert second.turned(1) == "?sort=name"
    for wrong in ("0", "-1", "x", "99", "9" * 50):
        assert asked({"page": wrong}, size=3).page in (1, 2)


def test_what_a_list_does_not_know_is_left_out_of_its_addresses() -> None:
    found = asked({"sort": "salary", "big": "maybe", "evil": "1", "q": "a"})
    assert found.address() == "?q=a"


def test_the_file_has_every_line_that_fits_and_no_formula() -> None:
    found = asked({"q": "a", "page": "2"}, size=1)
    text = as_file("some", found).content.decode("utf-8-sig")
    assert text.splitlines() == ["Name,Size", "ana,", "'=Ada,10"]
    assert wants_file({"as": "csv"})
    assert found.file() == "?q=a&as=csv"
