"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """What waits for somebody to work on it, and who took it up."""

    name = "vocatio.records.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
