"""The Django application of the ledger's tables."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "archive.ledger"
    label = "ledger"
    verbose_name = "登记簿"
    default_auto_field = "django.db.models.BigAutoField"
