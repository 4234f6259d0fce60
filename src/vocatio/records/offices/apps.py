"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Offices and the slots in which people appear."""

    name = "vocatio.records.offices"
    label = "offices"
    default_auto_field = "django.db.models.BigAutoField"
