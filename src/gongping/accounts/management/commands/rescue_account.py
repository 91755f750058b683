"""The way back in when no security administrator can sign in any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from gongping.accounts import services
from gongping.accounts.selectors import find_by_username
from gongping.foundation.actors import system_actor
from gongping.foundation.errors import DomainError


class Command(BaseCommand):
    """Reset the second factor, lift the pause and issue an activation code."""

    help = (
        "Reset the second factor of USERNAME, lift its pause, and print a new "
        "activation code. It is put on record."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = find_by_username(options["username"])
        if user is None:
            raise CommandError(_("没有这个用户名。"))
        try:
            code = self._reset(user.pk)
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            _("%(name)s 的激活码：%(code)s（14 天内有效，只能用一次）")
            % {"name": user.username, "code": code}
        )

    def _reset(self, user_id: int) -> str:
        by = system_actor("gongping manage")
        services.reset_second_factor(user_id, by=by)
        services.unlock_account(user_id, by=by)
        return services.issue_activation_code(user_id, by=by)
