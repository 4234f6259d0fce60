"""A value of a profile in plain words, for those who read a profile or what changed in it."""

from collections.abc import Mapping, Sequence

from vocatio.domain.evidence.canonical import Json

#: Parameters of a period that say nothing beyond what everybody expects.
PLAIN = {
    "start": "exclude",
    "boundary": "on_last",
    "roll": "none",
    "month_end": "clamp",
    "working_days": 0,
}


def in_words(raw: Json) -> str:
    """Any value of the canonical form, in one line."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, Mapping):
        return _table(raw)
    if isinstance(raw, Sequence) and not isinstance(raw, str):
        return "; ".join(in_words(item) for item in raw) or "nothing"
    return "unknown" if raw is None else str(raw)


def _table(raw: Mapping[str, Json]) -> str:
    for node, write in NODES.items():
        if node in raw:
            return write(raw[node])
    if set(raw) == {"count", "unit"}:
        return _period(raw)
    return ", ".join(f"{key.replace('_', ' ')} {in_words(raw[key])}" for key in raw)


def _after(node: Json) -> str:
    return _around(node, "after")


def _before(node: Json) -> str:
    return _around(node, "before")


def _around(node: Json, side: str) -> str:
    table = _mapping(node)
    said = f"{_period(table)} {side} {table.get('fact')}"
    more = [
        f"{key.replace('_', ' ')} {in_words(value)}"
        for key, value in table.items()
        if key not in ("fact", "count", "unit") and PLAIN.get(key) != value
    ]
    return f"{said} ({', '.join(more)})" if more else said


def _period(table: Mapping[str, Json]) -> str:
    count, unit = table.get("count"), str(table.get("unit")).replace("_", " ")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _fact(node: Json) -> str:
    return f"when {node} occurs"


def _earliest(node: Json) -> str:
    return f"whichever comes first: {in_words(node)}"


def _latest(node: Json) -> str:
    return f"whichever comes last: {in_words(node)}"


def _unless_proven(node: Json) -> str:
    table = _mapping(node)
    return f"{in_words(table.get('presumed'))}, unless {table.get('proof')} proves otherwise"


def _not_served_then(node: Json) -> str:
    table = _mapping(node)
    served, until = in_words(table.get("served")), in_words(table.get("until"))
    return f"{served}; if not by {until}, not served, and {table.get('then')} takes over"


def _mapping(node: Json) -> Mapping[str, Json]:
    return node if isinstance(node, Mapping) else {}


NODES = {
    "fact": _fact,
    "after": _after,
    "before": _before,
    "earliest": _earliest,
    "latest": _latest,
    "unless_proven": _unless_proven,
    "not_served_then": _not_served_then,
}
