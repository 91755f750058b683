"""The way back in from the command line."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from gongping.accounts import services
from gongping.accounts.models import User
from gongping.audit.models import Event
from tests.accounts.conftest import PASSWORD, with_telephone
from tests.world import World


def test_an_administrator_who_lost_everything_gets_back_in(world: World) -> None:
    with_telephone(world.users["security_admin"])
    said = io.StringIO()
    call_command("rescue_account", "Security_Admin", stdout=said)
    found = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){2}", said.getvalue())
    assert found
    services.activate(found[0], PASSWORD, username="security_admin")
    assert not User.objects.get(username="security_admin").is_totp_confirmed
    assert Event.objects.filter(actor_name="gongping manage").count() == 3


def test_an_unknown_name_is_said(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("rescue_account", "nobody")
