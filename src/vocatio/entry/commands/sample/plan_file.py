"""Reading a `SamplePlan` from a jurisdiction's `sample.toml`."""

from dataclasses import MISSING, fields
from pathlib import Path

import holidays

import vocatio
from vocatio.entry.commands.sample.faults import FAULTS
from vocatio.entry.commands.sample.plan import (
    ADULT,
    FAULT_SHARE,
    OLDEST,
    Abroad,
    Background,
    Category,
    OfficeTexts,
    OrderTexts,
    SamplePlan,
    Shares,
    TownRules,
    Weights,
)
from vocatio.entry.commands.sample.toml_table import PlanUnusable, Table, read_table
from vocatio.entry.commands.sample.words import (
    SEXES,
    LocaleUnusable,
    name_words,
    street_names,
)

TOWN_FILES = (500, 1000, 5000, 15000)
MOST_RELATED = 0.8
INDEPENDENT_SOURCES = ("residents", "self", "post")


def shipped_plan(jurisdiction: str) -> SamplePlan:
    """The plan of a jurisdiction that comes with Vocatio, by its folder's name, e.g. "arrival".

    Raises:
        PlanUnusable: there is no such jurisdiction with a sample, or its plan cannot be used.
    """
    folder = Path(vocatio.__file__).parent / "jurisdictions"
    known = sorted(file.parent.name for file in folder.glob("*/sample.toml"))
    if jurisdiction not in known:
        raise PlanUnusable(
            f"no sample register is described for {jurisdiction!r}; choose one of: "
            + ", ".join(known)
        )
    return load_plan(folder / jurisdiction / "sample.toml")


def load_plan(file: Path) -> SamplePlan:
    """Read and check a plan.

    Raises:
        PlanUnusable: one line naming file, table and key, and what is allowed there.
    """
    top = read_table(file)
    languages = _languages(top)
    abroad = top.table("abroad")
    country = _country(top)
    plan = SamplePlan(
        country=country,
        languages=languages,
        oldest=top.whole("oldest", ADULT + 4, OLDEST),
        streets=_street_locale(top, "streets"),
        number_prefix=_number_prefix(top.table("numbers")),
        sexes=_exactly(top.table("sexes"), SEXES),
        backgrounds=tuple(_background(table, languages) for table in top.tables("names")),
        categories=tuple(_category(table) for table in top.tables("categories")),
        shares=_shares(top.table("shares")),
        address_sources=_exactly(top.table("address_sources"), INDEPENDENT_SOURCES),
        abroad_address=abroad.share("share"),
        abroad=tuple(_abroad(table) for table in abroad.tables("countries")),
        towns=_town_rules(top.table("towns"), country),
        offices=_office_texts(top.table("offices"), languages),
        order=_order(top.table("order"), languages),
        faults=_faults(top.table("faults")),
    )
    abroad.finish()
    top.finish()
    return plan


def _languages(top: Table) -> tuple[str, ...]:
    languages = top.texts("languages")
    if not languages or len(set(languages)) < len(languages):
        top.refuse("languages", "must list at least one language, each once")
    return languages


def _country(top: Table) -> str:
    country = top.text("country")
    try:
        holidays.country_holidays(country)
    except NotImplementedError:
        top.refuse("country", f"{country!r} is no country in the `holidays` package")
    return country


def _street_locale(table: Table, key: str) -> str:
    locale = table.text(key)
    try:
        street_names(locale, seed="check", size=1)
    except LocaleUnusable as error:
        table.refuse(key, str(error))
    return locale


def _number_prefix(table: Table) -> str:
    prefix = table.text("prefix")
    if not (prefix.isascii() and prefix.isdigit()):
        table.refuse("prefix", f"must be digits in quotes, not {prefix!r}")
    table.finish()
    return prefix


def _exactly(table: Table, keys: tuple[str, ...]) -> Weights:
    weights = tuple((key, table.weight(key)) for key in keys)
    table.finish()
    return weights


def _background(table: Table, languages: tuple[str, ...]) -> Background:
    locale = table.text("locale")
    try:
        name_words(locale)
    except LocaleUnusable as error:
        table.refuse("locale", str(error))
    spoken = table.table("languages")
    for code in spoken:
        if code not in languages:
            spoken.refuse(code, "is not among the languages at the top of the file")
    shares = tuple((code, spoken.weight(code)) for code in spoken)
    if not shares:
        table.refuse("languages", "must give at least one language its weight")
    background = Background(locale, table.weight("weight"), shares)
    table.finish()
    return background


def _category(table: Table) -> Category:
    youngest = table.whole("youngest", ADULT, OLDEST)
    category = Category(
        table.text("code"), youngest, table.whole("oldest", youngest, OLDEST), table.share("share")
    )
    table.finish()
    return category


def _shares(table: Table) -> Shares:
    given = set(table)
    named = [f.name for f in fields(Shares) if f.default is MISSING or f.name in given]
    shares = Shares(**{name: table.share(name) for name in named})
    table.finish()
    if 2 * shares.minors + shares.twins + shares.namesakes > MOST_RELATED:
        table.refuse("minors", f"twice this, twins and namesakes together exceed {MOST_RELATED}")
    if shares.without_number + shares.dependent_address >= 1:
        table.refuse("without_number", "with dependent_address it must stay below 1")
    return shares


def _abroad(table: Table) -> Abroad:
    abroad = Abroad(table.text("country"), _street_locale(table, "locale"), table.weight("weight"))
    table.finish()
    return abroad


def _town_rules(table: Table, country: str) -> TownRules:
    smallest = table.whole("smallest", min(TOWN_FILES), max(TOWN_FILES))
    if smallest not in TOWN_FILES:
        table.refuse("smallest", f"must be one of {TOWN_FILES}, not {smallest}")
    own_names = table.table("local_names")
    rules = TownRules(
        smallest=smallest,
        leave_out=table.texts("leave_out"),
        local_names=tuple((name, own_names.text(name)) for name in own_names),
        districts=_districts(table.table("districts"), country),
    )
    table.finish()
    return rules


def _districts(table: Table, country: str) -> tuple[tuple[str, str], ...]:
    known = holidays.country_holidays(country).subdivisions
    districts = tuple((level, table.text(level)) for level in table)
    for level, district in districts:
        # Where holidays are the same everywhere, any name does for a district.
        if known and district not in known:
            table.refuse(level, f"{district!r} is no subdivision of {country}: {', '.join(known)}")
    return districts


def _office_texts(table: Table, languages: tuple[str, ...]) -> OfficeTexts:
    names = table.table("name")
    texts = tuple((code, names.text(code)) for code in languages)
    for code, text in texts:
        if "{town}" not in text:
            names.refuse(code, "must hold {town} where the name of the town goes")
    names.finish()
    offices = OfficeTexts(table.text("street"), texts)
    table.finish()
    return offices


def _order(table: Table, languages: tuple[str, ...]) -> OrderTexts:
    titles = table.table("title")
    order = OrderTexts(
        tuple((code, titles.text(code)) for code in languages),
        table.text("legal_basis"),
        table.text("reason"),
        table.texts("categories"),
    )
    titles.finish()
    table.finish()
    return order


def _faults(table: Table) -> Weights:
    given = set(table)
    kinds = tuple((k, table.share(k) if k in given else FAULT_SHARE) for k in FAULTS)
    table.finish()
    if sum(share for _, share in kinds) > 1:
        table.refuse(kinds[0][0], "with the other faults it must not exceed 1")
    return kinds
