"""Which tables are about persons, found by what their columns point at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model

from vocatio.records.register.models import Person

if TYPE_CHECKING:
    from django.db.models import Field

    Columns = tuple[Field[Any, Any], ...]


def about_persons() -> "Mapping[type[Model], Columns]":
    """Each such table, and the columns that say whom a row is about.

    A table that names no person is about the one of the row that it points at: findings are
    about the person of their case. Tables come after those that they point at.
    """
    found: dict[type[Model], Columns] = {Person: (Person._meta.get_field("id"),)}
    waiting = [model for model in apps.get_models() if model is not Person]
    while True:
        more = {model: columns for model in waiting if (columns := _columns(model, found))}
        if not more:
            return found
        found |= more
        waiting = [model for model in waiting if model not in found]


def names_person(field: "Field[Any, Any]") -> bool:
    """Whether a column names a person of the register."""
    return field.related_model is Person or field.attname == "person_id"


def _columns(model: type[Model], found: "Mapping[type[Model], Columns]") -> "Columns":
    fields = model._meta.concrete_fields
    naming = tuple(field for field in fields if names_person(field))
    return naming or tuple(field for field in fields if field.related_model in found)
