"""What the register says, as known at a moment, about a day: conditions in SQL."""


def holds(table: str) -> str:
    """The condition that the register says now that a claim holds on the day `%(on)s`."""
    return f"""{table}.superseded_at IS NULL
    AND ({table}.valid_from IS NULL OR {table}.valid_from <= %(on)s)
    AND ({table}.valid_until IS NULL OR {table}.valid_until > %(on)s)"""


def held(table: str) -> str:
    """The condition that, as known at the moment `%(known)s`, a claim held on the day `%(on)s`."""
    return f"""{table}.recorded_at <= %(known)s
    AND ({table}.superseded_at IS NULL OR {table}.superseded_at > %(known)s)
    AND ({table}.valid_from IS NULL OR {table}.valid_from <= %(on)s)
    AND ({table}.valid_until IS NULL OR {table}.valid_until > %(on)s)"""
