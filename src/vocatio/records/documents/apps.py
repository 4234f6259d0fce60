"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """What a summons says, and free text, encrypted."""

    name = "vocatio.records.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
