from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "gongping.ledger"
    label = "ledger"
