"""A jurisdiction's rules, read from data and never from code.

`parse` turns the tables of a folder into a `DatedProfile`, or names every problem with file,
table and key. `DatedProfile.on(day)` is the `Profile` in force on that day. The content hash
of the canonical form is the version.
"""

from vocatio.domain.law.citation import CONFIDENCE, Citation
from vocatio.domain.law.profile.after import Outage, Restitution, Retention
from vocatio.domain.law.profile.calendar import Days
from vocatio.domain.law.profile.channels import Channel
from vocatio.domain.law.profile.dated import Dated
from vocatio.domain.law.profile.grounds import Ground
from vocatio.domain.law.profile.kinds import Window, days
from vocatio.domain.law.profile.liability import AgeBand, Born, Category
from vocatio.domain.law.profile.measures import Measure
from vocatio.domain.law.profile.parse import parse
from vocatio.domain.law.profile.problems import BadProfile, Problem
from vocatio.domain.law.profile.remedies import Remedy
from vocatio.domain.law.profile.schema import Key, Need, Section
from vocatio.domain.law.profile.whole import SECTIONS, DatedProfile, Profile
from vocatio.domain.law.profile.windows import Windows

__all__ = [
    "CONFIDENCE",
    "SECTIONS",
    "AgeBand",
    "BadProfile",
    "Born",
    "Category",
    "Channel",
    "Citation",
    "Dated",
    "DatedProfile",
    "Days",
    "Ground",
    "Key",
    "Measure",
    "Need",
    "Outage",
    "Problem",
    "Profile",
    "Remedy",
    "Restitution",
    "Retention",
    "Section",
    "Window",
    "Windows",
    "days",
    "parse",
]
