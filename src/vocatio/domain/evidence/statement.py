"""How a bundle writes down whether a summons counts as served, so that it can be counted again."""

from collections.abc import Mapping
from datetime import datetime

from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.service import Served, Service


def of_service(found: Service, *, on: datetime) -> Mapping[str, Json]:
    """The answer at the instant `on`, with its derivation, as data."""
    said: dict[str, Json] = {
        "on": instant(on),
        "served": None,
        "due_at": None,
        "explanation": found.because.table(),
    }
    if isinstance(found, Served):
        said["served"] = {
            "at": instant(found.at),
            "channel": found.channel,
            "article": found.article,
            "fact": str(found.fact_id) if found.fact_id else None,
        }
    elif found.due_at:
        said["due_at"] = instant(found.due_at)
    return said
