"""The goals of the simulation, on few meetings and with limits to match.

`./run bench measure` resolves them; here a goal fails if its estimate is out by more than
chance explains.
"""

import pytest

from bench._goals import GOALS, Goal, measure

MEETINGS = 10
NAMES = [
    "score interval, complete",
    "score interval, own sector only",
    "rank range, units far apart",
    "rank range, units close",
    "tiers among equals, 12 leaders",
    "rank sets hold together, close",
    "places by known V, equals",
    "places by known V, uneven errors",
    "adjusted − mean, complete",
    "bloc, complete: Tukey",
    "tau won by adjusting, sectors",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_goal_is_not_missed(name: str) -> None:
    goal = next(goal for goal in GOALS if goal.name == name)
    found = measure(goal, MEETINGS, seed=5)
    assert not found.is_missed, found


def test_a_goal_out_of_reach_is_missed() -> None:
    goal = Goal("never", lambda chance: float(chance.normal()), low=5.0)
    assert measure(goal, MEETINGS, seed=5).is_missed
    assert not measure(goal, MEETINGS, seed=5).is_held


def test_the_bloc_would_be_seen() -> None:
    # The measure itself works: without a robust fit the bloc lifts its targets.
    goal = next(goal for goal in GOALS if goal.name == "bloc, complete: mean")
    assert measure(goal, MEETINGS, seed=5).mean > 1.5


def test_every_goal_has_a_name_of_its_own() -> None:
    assert len({goal.name for goal in GOALS}) == len(GOALS)
