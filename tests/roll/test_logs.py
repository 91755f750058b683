"""What programs print is collected with times: it must not name lines of the roll."""

from typing import Any

import pytest
from django.test import Client

from gongping.roll.models import RollEntry
from tests.polls.sealed import SealedSeason


def _line(season: SealedSeason) -> str:
    return RollEntry.objects.filter(poll=season.poll).first().key  # type: ignore[union-attr]


def test_a_mark_pressed_twice_prints_nothing_of_whom_it_was_for(
    sealed_season: SealedSeason, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    season = sealed_season.collecting()
    office, key = season.world.client("secretariat"), _line(season)
    url = season.url(f"entries/{key}/paper", "roll")
    assert [office.post(url).status_code for _ in range(2)] == [302, 409]
    assert key not in caplog.text + capfd.readouterr().err


def test_a_form_that_was_open_too_long_prints_nothing_either(
    sealed_season: SealedSeason, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    season = sealed_season.collecting()
    office, key = Client(enforce_csrf_checks=True), _line(season)
    office.force_login(season.world.users["secretariat"])
    url = season.url(f"entries/{key}/paper", "roll")
    assert office.post(url).status_code == 403
    assert key not in caplog.text + capfd.readouterr().err
