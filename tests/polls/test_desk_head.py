"""The desk asks for one head, and never for a second."""

from gongping.procedure import ballots
from tests.polls.sealed import SealedSeason


def _desk(season: SealedSeason) -> str:
    page = season.world.client("secretariat").get(season.url("desk"))
    assert page.status_code == 200
    return page.content.decode()


def test_a_head_that_is_signed_is_not_asked_for_again(sealed: SealedSeason) -> None:
    sealed.collecting()
    sealed.poll = ballots.open_casting(sealed.reloaded(), by=sealed.secretariat)
    sealed.close()
    assert "请票箱签板首" in _desk(sealed)
    ballots.sign_head(sealed.reloaded(), by=sealed.secretariat)
    page = _desk(sealed)
    assert "请票箱签板首" not in page
    assert "看监票人到场情况" in page
