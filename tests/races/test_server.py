"""Where no PostgreSQL can be had, that is said; an empty run proves nothing."""

import pytest

from tests import postgres
from tests.races.conftest import give_up

PROBLEM = postgres.NoPostgres(postgres.MISSING)


def test_in_continuous_integration_it_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="No PostgreSQL could be started"):
        give_up(PROBLEM)


def test_elsewhere_the_races_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no race was run"):
        give_up(PROBLEM)


def test_a_folder_without_a_way_in_is_said_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    missing = tmp_path_factory.getbasetemp() / "not" / "there"
    with pytest.raises(postgres.NoPostgres, match="Name a server"):
        postgres.started(missing)
