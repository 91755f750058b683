from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gongping.accounts"
    label = "accounts"
