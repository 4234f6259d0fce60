"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """What became of long work that nobody waits for in front of a page."""

    name = "vocatio.records.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
