"""Which columns say whom a row is about."""

from typing import TYPE_CHECKING, Any

from vocatio.records.register.models import Person

if TYPE_CHECKING:
    from django.db.models import Field


def points_at_person(field: "Field[Any, Any]") -> bool:
    """Whether a column of any table names a person of the register."""
    return field.related_model is Person or field.attname == "person_id"
