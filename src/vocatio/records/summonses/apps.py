"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Summonses and their facts."""

    name = "vocatio.records.summonses"
    label = "summonses"
    default_auto_field = "django.db.models.BigAutoField"
