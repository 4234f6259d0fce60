"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Cases: what followed an absence, and who decided it."""

    name = "vocatio.records.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
