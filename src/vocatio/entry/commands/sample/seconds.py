"""Second records of people whom the register has already: what makes look-alikes."""

from datetime import date

from anyascii import anyascii

from vocatio.entry.commands.sample.draw import Draw, Weighted
from vocatio.entry.commands.sample.faults import Row
from vocatio.entry.commands.sample.homes import Home

#: What is kept by whom: they were taken down anew, elsewhere, and nobody compared.
FORGOTTEN = ("number", "number_kind", "number_issuer", "status", "guardian", "email", "phone")

#: How a second record differs, and how often; it always differs in the number.
DIFFERENCES = Weighted(
    (
        ("nothing else", 0.25),
        ("home", 0.2),
        ("spelling", 0.15),
        ("script", 0.1),
        ("day and month", 0.1),
        ("figure", 0.1),
        ("marriage", 0.1),
    )
)


def second(row: Row, record: str, maiden: str, home: Home, draw: Draw) -> Row:
    """The same person, taken down a second time.

    Args:
        maiden: another family name, that they bore before.
        home: another home, to which they may have moved in between.
    """
    again = row | dict.fromkeys(FORGOTTEN, "") | {"record": record}
    match DIFFERENCES.at(draw.point()):
        case "home":
            town, street = home
            again |= {"street": street, "postcode": town.postcode, "locality": town.name}
            again |= {"district": town.district, "country": town.country}
        case "spelling":
            again["family_name"] = _misspelt(row["family_name"], draw)
        case "script":
            again["given_name"] = anyascii(row["given_name"]).title()
            again["family_name"] = anyascii(row["family_name"]).title()
        case "day and month":
            again["birth_date"] = _swapped(row["birth_date"])
        case "figure":
            again["birth_date"] = _misread(row["birth_date"], draw)
        case "marriage":
            again["family_name"] = maiden
    return again


def _misspelt(name: str, draw: Draw) -> str:
    """One letter doubled, as those do who write by ear."""
    place = draw.whole(1, max(1, len(name) - 1))
    return name[:place] + name[place - 1] + name[place:]


def _swapped(born: str) -> str:
    if len(born) < len("2004-05-17"):
        return born
    year, month, day = born.split("-")
    return f"{year}-{day}-{month}" if int(day) <= len("JFMAMJJASOND") else born


def _misread(born: str, draw: Draw) -> str:
    """The last figure of the year, as a machine misreads it; another sound date in any case."""
    if len(born) < len("2004-05-17"):
        return born
    year = int(born[:4])
    for other in (year - year % 10 + draw.whole(0, 9), year + 1):
        try:
            return date(other, *map(int, born[5:].split("-"))).isoformat()
        except ValueError:
            continue
    return born
