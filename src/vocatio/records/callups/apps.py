"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Orders, call-ups, the draw, the allocation, the manifest of a release."""

    name = "vocatio.records.callups"
    label = "callups"
    default_auto_field = "django.db.models.BigAutoField"
