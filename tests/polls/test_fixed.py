"""What the secretariat is told where rules can no longer be changed."""

import pytest

from gongping.polls.models import Poll
from tests.polls.sealed import SealedSeason


def _told(season: SealedSeason, who: str = "secretariat") -> str:
    client = season.world.client(who)
    return client.get(season.url("counting"), follow=True).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_while_ballots_are_collected_voiding_and_repeating_is_the_way(
    season: SealedSeason, language: str
) -> None:
    season.collecting()
    client = season.world.client("secretariat")
    client.cookies["gongping_language"] = language
    for page in ("counting", "plan"):
        said = client.get(season.url(page), follow=True).content.decode()
        expected = {
            "zh-hans": "规则已经冻结，不能再改。确要改，请在测评台作废这一次，再重投",
            "en": "void this poll on its desk and repeat it",
        }[language]
        assert expected in said


def test_while_ballots_are_cast_another_poll_is_the_way(season: SealedSeason) -> None:
    season.casting()
    said = _told(season)
    assert "不能再改，也不能作废。请办完这一次；要用别的规则，另建一次测评" in said


def test_of_a_void_poll_the_repetition_is_the_way(season: SealedSeason) -> None:
    season.freeze()
    Poll.objects.update(state="void", void_reason="名单有误")
    assert "请重投：新的一次可以改方案" in _told(season)


def test_who_does_not_plan_is_told_nothing_of_it(season: SealedSeason) -> None:
    season.collecting()
    rules = season.world.client("voter").get(season.url("rules")).content.decode()
    assert "不能再改" not in rules


def test_an_open_plan_says_nothing_of_it(season: SealedSeason) -> None:
    rules = season.world.client("secretariat").get(season.url("rules"))
    assert "不能再改" not in rules.content.decode()
