"""Sample registers: invented people in the form that `vocatio register import` reads.

The same plan, number of people, seed and date give the same bytes in every process.
"""

from vocatio.entry.commands.sample.faults import Row
from vocatio.entry.commands.sample.people import COLUMNS
from vocatio.entry.commands.sample.plan import SamplePlan
from vocatio.entry.commands.sample.plan_file import load_plan, shipped_plan
from vocatio.entry.commands.sample.toml_table import PlanUnusable
from vocatio.entry.commands.sample.towns import NoTowns, SampleOffice, offices
from vocatio.entry.commands.sample.writing import (
    ENCODINGS,
    NotWritten,
    SampleSummary,
    sample_rows,
    write_later,
    write_sample,
)

__all__ = [
    "COLUMNS",
    "ENCODINGS",
    "NoTowns",
    "NotWritten",
    "PlanUnusable",
    "Row",
    "SampleOffice",
    "SamplePlan",
    "SampleSummary",
    "load_plan",
    "offices",
    "sample_rows",
    "shipped_plan",
    "write_later",
    "write_sample",
]
