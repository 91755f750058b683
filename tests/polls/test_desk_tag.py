"""The desk says of an open poll that it is not sealed, and of a sealed one it does not."""

from gongping.procedure import ballots
from tests.polls.sealed import SealedSeason
from tests.polls.worlds import Season


def _desk(season: Season) -> str:
    page = season.world.client("secretariat").get(season.url("desk"))
    assert page.status_code == 200
    return page.content.decode()


def test_the_desk_of_an_open_poll_says_that_it_is_not_sealed(season: Season) -> None:
    assert "未密封" in _desk(season)


def test_the_desk_of_a_sealed_poll_does_not(sealed: SealedSeason) -> None:
    assert "未密封" not in _desk(sealed)


def test_a_head_that_is_signed_is_not_asked_for_again(sealed: SealedSeason) -> None:
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.reloaded(), by=sealed.secretariat)
    sealed.close()
    assert "请票箱签板首" in _desk(sealed)
    ballots.sign_head(sealed.reloaded(), by=sealed.secretariat)
    page = _desk(sealed)
    assert "请票箱签板首" not in page
    assert "看监票人到场情况" in page
