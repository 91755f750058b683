"""What each voter of a season brings to collect a ballot."""

import pytest

from gongping.demo.season import voting
from gongping.demo.season.acts import Season
from gongping.demo.season.device import Ticket
from gongping.demo.season.processes import Site

SLIPS = [Ticket("s1", 3), Ticket("s2", 3)]


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """What each brought beside the ticket of the first office, by who it is."""
    seen: dict[str, tuple[str, ...]] = {}

    def signed_in(_: Season, name: str, letters: tuple[str, ...]) -> None:
        seen[name] = letters

    def with_slip(_: Season, slip: Ticket) -> None:
        seen[slip.secret] = slip.letters

    monkeypatch.setattr(voting, "_sign_in_and_collect", signed_in)
    monkeypatch.setattr(voting, "_collect_with", with_slip)
    return seen


def test_where_there_is_one_office_nobody_brings_a_letter(
    brought: dict[str, tuple[str, ...]],
) -> None:
    season = Season(Site("", ""), 4, 1)
    assert len(list(voting.collect(season, ["a", "b"], SLIPS, []))) == 4
    assert brought == {"a": (), "b": (), "s1": (), "s2": ()}


def test_a_second_office_gives_everybody_a_letter_of_their_own(
    brought: dict[str, tuple[str, ...]],
) -> None:
    season = Season(Site("", ""), 4, 1)
    list(voting.collect(season, ["a", "b"], SLIPS, ["1", "2", "3", "4"]))
    assert brought == {"a": ("1",), "b": ("2",), "s1": ("3",), "s2": ("4",)}
