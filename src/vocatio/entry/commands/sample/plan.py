"""What a sample register is made of, as data. `plan_file` reads it from TOML.

Every collection is a tuple of pairs, so that a plan is hashable and its order is the file's.
"""

from dataclasses import dataclass

YOUNGEST, ADULT, OLDEST = 15, 18, 80

FAULT_SHARE = 0.002

Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """The part of all people, 0 to 1, whom each hard case concerns; drawn apart from each other.

    `twins` and `namesakes` count both persons of a pair. The address of everyone
    `protected` is sealed; `sealed_address` comes on top. A file may leave out those that have
    a value here.
    """

    exempt: float
    deferred: float
    abroad: float
    dead: float
    detained: float
    hospitalised: float
    protected: float
    unknown_status: float
    minors: float
    without_number: float
    dependent_address: float
    sealed_address: float
    one_word_name: float
    leap_day: float
    twins: float
    namesakes: float
    second_record: float = 0.004
    provisional_number: float = 0.004
    foreign_number: float = 0.004
    partly_unknown_birth: float = 0.004
    unknown_birth: float = 0.001
    birth_name: float = 0.05
    moved: float = 0.05
    email: float = 0.4
    phone: float = 0.4
    needs: float = 0.01
    paper: float = 0.06


@dataclass(frozen=True, slots=True)
class Background:
    """People whose names come from one Faker locale, and the languages they want to read."""

    locale: str
    weight: float
    languages: Weights


@dataclass(frozen=True, slots=True)
class Category:
    """A liability: `share` of those aged `youngest` to `oldest` (completed years) have it."""

    code: str
    youngest: int
    oldest: int
    share: float


@dataclass(frozen=True, slots=True)
class Abroad:
    """A country where people live who have left, and the Faker locale of its streets."""

    country: str
    locale: str
    weight: float


@dataclass(frozen=True, slots=True)
class TownRules:
    """Which of GeoNames' populated places are towns, and to which district they belong.

    `districts` maps GeoNames' first administrative level to the subdivision code of the
    `holidays` package. `local_names` maps GeoNames' English name to the town's own.
    """

    smallest: int
    leave_out: tuple[str, ...]
    local_names: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OfficeTexts:
    """How a recruiting office is called, by language; `{town}` stands for its town."""

    street: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OrderTexts:
    """What the order of a demo says, its title by language, and the categories that it calls up."""

    titles: tuple[tuple[str, str], ...]
    legal_basis: str
    reason: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Everything `write_sample` needs besides the number of people, the seed and the date.

    `oldest` is the highest age, in completed years, but for the parents of the young.
    `abroad_address` is the part of those abroad for good whose only address is a foreign one.
    `faults` gives, for each kind of fault, how many faulty rows a dirty file gets per good row;
    a kind that a file leaves out has `FAULT_SHARE`.
    """

    country: str
    languages: tuple[str, ...]
    oldest: int
    streets: str
    number_prefix: str
    sexes: Weights
    backgrounds: tuple[Background, ...]
    categories: tuple[Category, ...]
    shares: Shares
    address_sources: Weights
    abroad_address: float
    abroad: tuple[Abroad, ...]
    towns: TownRules
    offices: OfficeTexts
    order: OrderTexts
    faults: Weights
