"""Pages of a poll ask the database a few times, however many people it has."""

from typing import Any

from tests.polls.sealed import SealedSeason


def test_a_page_takes_few_queries(
    season: SealedSeason, django_assert_max_num_queries: Any
) -> None:
    season.closed(ballots_cast=11)
    client = season.world.client("secretariat")
    for room, verb in (
        ("polls", "desk"),
        ("polls", "rules"),
        ("roll", "entries"),
        ("roll", "slips"),
    ):
        with django_assert_max_num_queries(15):
            client.get(season.url(verb, room))
