"""Django application of these records."""

from django.apps import AppConfig


class Config(AppConfig):
    """What the ledger knows: commitments, their salts, and which kind of installation this is."""

    name = "vocatio.records.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
