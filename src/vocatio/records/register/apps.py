"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Persons, how they are identified, where they live, and what they are liable for."""

    name = "vocatio.records.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
