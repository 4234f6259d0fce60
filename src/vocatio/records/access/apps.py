"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """Staff accounts, the humans behind them, and who read what."""

    name = "vocatio.records.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
