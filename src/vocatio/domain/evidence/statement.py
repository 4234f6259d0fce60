"""How a bundle writes down whether a summons counts as served, so that it can be counted again."""

from collections.abc import Mapping
from datetime import datetime

from vocatio.domain.evidence.canonical import Json, instant
from vocatio.domain.law.service import Served, Service


def of_service(found: Service, *, on: datetime) -> Mapping[str, Json]:
    """The answer at the instant `on`, as data."""
    if isinstance(found, Served):
        served: Json = {
            "at": instant(found.at),
            "channel": found.channel,
            "article": found.article,
            "fact": str(found.fact_id),
        }
        return {"on": instant(on), "served": served, "due_at": None}
    due = instant(found.due_at) if found.due_at else None
    return {"on": instant(on), "served": None, "due_at": due}
