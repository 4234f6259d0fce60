"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """The inbox."""

    name = "vocatio.records.deliveries"
    label = "deliveries"
    default_auto_field = "django.db.models.BigAutoField"
