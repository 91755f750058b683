"""What a poll is called: in both languages, whoever makes it in whichever."""

import pytest
from django.utils import translation

from gongping.meetings.models import ReviewRound
from gongping.polls import services
from gongping.polls.models import Poll
from gongping.polls.selectors import manifest_of
from tests.polls.sealed import SealedSeason
from tests.polls.test_pages import _form

CHINESE, ENGLISH = "2026年上半年民主测评", "First half of 2026, poll"


@pytest.fixture
def titled(season: SealedSeason) -> SealedSeason:
    """A round that has an English title, and no poll yet."""
    ReviewRound.objects.update(title_en="First half of 2026")
    Poll.objects.all().delete()
    season.round.refresh_from_db()
    return season


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_new_poll_is_named_in_both_languages(
    titled: SealedSeason, language: str
) -> None:
    with translation.override(language):
        first = services.create_poll(titled.round, by=titled.secretariat)
        second = services.create_poll(titled.round, by=titled.secretariat)
    assert (first.title, first.title_en) == (CHINESE, ENGLISH)
    assert second.title == f"{CHINESE}（第 2 次）"
    assert second.title_en == f"{ENGLISH} no. 2"


def test_no_title_is_made_of_two_languages(titled: SealedSeason) -> None:
    ReviewRound.objects.update(title_en="")
    titled.round.refresh_from_db()
    with translation.override("en"):
        poll = services.create_poll(titled.round, by=titled.secretariat)
    assert (poll.title, poll.title_en) == (CHINESE, "")


def test_a_repetition_is_named_in_both_languages(titled: SealedSeason) -> None:
    poll = services.create_poll(titled.round, by=titled.secretariat)
    Poll.objects.update(state="void")
    again = services.repeat_poll(poll, by=titled.secretariat)
    assert again.title == f"{CHINESE}（第 2 次）"
    assert again.title_en == f"{ENGLISH} (no. 2)"


@pytest.mark.parametrize(
    "page", ["counting", "rules", "scrutineers", "scrutineers/desk", "who-knows"]
)
def test_english_readers_meet_the_english_title(
    season: SealedSeason, page: str
) -> None:
    office = season.world.client("secretariat")
    typed = _form(season, title="半年测评", title_en="Half-year poll")
    assert office.post(season.url("plan"), typed).status_code == 302
    if page != "counting":
        season.freeze()
    reader = "scrutineer" if "scrutineers" in page else "secretariat"
    client = season.world.client(reader)
    address = season.url(page)
    client.cookies["gongping_language"] = "en"
    said = client.get(address).content.decode()
    assert "Half-year poll" in said
    assert "半年测评" not in said
    client.cookies["gongping_language"] = "zh-hans"
    assert "半年测评" in client.get(address).content.decode()


def test_both_titles_lie_under_the_rules(season: SealedSeason) -> None:
    season.plan(title="半年测评", title_en="Half-year poll")
    season.freeze()
    rules = manifest_of(season.reloaded())
    assert (rules.title, rules.title_en) == ("半年测评", "Half-year poll")
