"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Other authorities, and every question that they asked."""

    name = "vocatio.records.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"
