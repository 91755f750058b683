from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "gongping.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let every way of signing in begin the count of idle minutes."""
        from gongping.accounts.services.signing_in import mark_seen  # noqa: PLC0415

        user_logged_in.connect(mark_seen, dispatch_uid="accounts.mark_seen")
