"""Values in sentences of languages that run from the right."""

#: Languages that are written from right to left (ISO 639).
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

#: Unicode's first strong isolate and its end: what stands between has a direction of its own.
ISOLATE = "\u2068{}\u2069"


def fill(template: str, language: str, **values: str) -> str:
    """The text with its values; from right to left, each keeps the direction that it has.

    Without that, “0800 000 000” in Arabic reads “000 000 0800”.
    """
    if language in RIGHT_TO_LEFT:
        values = {name: ISOLATE.format(value) for name, value in values.items()}
    return template.format_map(values)
