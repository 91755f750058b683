"""The honest table says what holds for this poll, and not for some other."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from gongping.polls import selectors
from tests.box.fixtures import BoxServer
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World


@pytest.fixture
def sealed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Any
) -> SealedSeason:
    """A sealed poll whose rules are frozen."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    season = begin_season(world, box_in_use)
    season.key_up().freeze()
    season.reloaded()
    return season


def _told(season: SealedSeason, language: str = "zh-hans", client: Any = None) -> Any:
    address = season.url("who-knows")
    return (client or Client()).get(f"{address}?lang={language}")


def _text(season: SealedSeason, language: str = "zh-hans") -> str:
    return str(_told(season, language).content.decode())


def test_beside_the_pages_it_prints_the_weaker_sentence(
    sealed: SealedSeason, settings: Any
) -> None:
    settings.BOX_PUBLIC_URL = "/box"
    assert "存下的记录对不上人；有人当场改程序或监听网络，则不能排除" in _text(sealed)


def test_a_box_with_an_address_of_its_own_is_named(
    sealed: SealedSeason, settings: Any
) -> None:
    settings.BOX_PUBLIC_URL = "https://box.example/box"
    text = _text(sealed)
    assert "box.example" in text
    assert "同一个程序里" not in text


def test_one_office_is_said_to_be_one(sealed: SealedSeason) -> None:
    assert "只有一个发票处" in _text(sealed)
    assert "one issuing office" in _text(sealed, "en")


def test_the_number_of_scrutineers_is_that_of_the_rules(sealed: SealedSeason) -> None:
    assert "3 位里要有 2 位到场才能启封" in _text(sealed)


def test_every_group_has_its_level_and_small_ones_are_named(
    sealed: SealedSeason,
) -> None:
    text = _text(sealed)
    assert "只有核票的人" in text
    assert "不足 50 人的票种" in text


def test_nobody_is_asked_who_they_are(
    sealed: SealedSeason, django_assert_max_num_queries: Any
) -> None:
    signed_in = sealed.world.client("voter")
    with django_assert_max_num_queries(6):
        answer = _told(sealed, client=signed_in)
    assert answer.content == _told(sealed).content
    assert answer.cookies == {}


def test_the_page_that_seals_is_the_same_for_everybody(
    sealed: SealedSeason, django_assert_num_queries: Any
) -> None:
    english = Client(headers={"accept-language": "en"})
    english.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    signed_in = sealed.world.client("voter")
    with django_assert_num_queries(0):
        pages = [each.get("/vote/") for each in (Client(), english, signed_in)]
    assert len({page.content for page in pages}) == 1
    assert all(page.cookies == {} for page in pages)
    assert pages[0].headers["Referrer-Policy"] == "no-referrer"


def test_rules_come_by_their_hash_and_to_every_origin(
    sealed: SealedSeason, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(10):
        answer = Client().get(f"/vote/rules/{sealed.poll.manifest_digest}")
    told = answer.json()
    assert told["text"] == sealed.poll.manifest
    assert told["issuers"] == [f"http://testserver/roll/{sealed.code}/issue"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.cookies == {}
    assert selectors.join_address(sealed.poll).endswith(sealed.poll.manifest_digest)


def test_pages_that_wait_ask_one_question(
    sealed: SealedSeason, django_assert_num_queries: Any
) -> None:
    address = f"/vote/rules/{sealed.poll.manifest_digest}?only=state"
    with django_assert_num_queries(1):
        told = Client().get(address)
    assert told.json() == {"state": "frozen"}
    assert Client().get(f"/vote/rules/{'ab' * 32}?only=state").status_code == 404


def test_an_unknown_hash_is_not_found(db: None) -> None:
    answer = Client().get(f"/vote/rules/{'ab' * 32}")
    assert answer.status_code == 404
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_hall_sees_the_code_and_the_rules_it_leads_to(sealed: SealedSeason) -> None:
    page = sealed.world.client("secretariat").get(sealed.url("hall"))
    text = page.content.decode()
    assert f"http://testserver/vote/#{sealed.poll.manifest_digest}" in text
    words = selectors.rule_code(sealed.poll).split()
    lines = re.findall(r'<span class="hall-line">([^<]+)</span>', text)
    assert lines == [" ".join(words[:3]), " ".join(words[3:])]
    assert '<svg class="qr"' in text


def test_a_page_on_an_origin_of_its_own_is_told_where_the_site_is(
    sealed: SealedSeason, settings: Any
) -> None:
    settings.SITE_PUBLIC_URL = "https://site.example"
    settings.BOX_PUBLIC_URL = "https://box.example"
    told = Client().get(f"/vote/rules/{sealed.poll.manifest_digest}").json()
    assert told["issuers"] == [f"https://site.example/roll/{sealed.code}/issue"]
    assert told["box"] == f"https://box.example/polls/{sealed.code}"
