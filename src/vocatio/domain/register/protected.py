"""Protected persons: what of their record is told to nobody at an office (F23)."""

#: What would lead to somebody whose address is sealed.
UNTOLD = frozenset({"address", "registration", "contact", "identifier"})


def told(field: str, *, sealed: bool) -> bool:
    """Whether an office is shown a field of the register, by the name that the register has for it.

    Args:
        sealed: the address of that person is.
    """
    return not (sealed and field in UNTOLD)
