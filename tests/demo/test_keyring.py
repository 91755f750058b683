"""The keys that the demo makes for its scrutineers lead a sealed poll to its count."""

from pathlib import Path
from typing import Any

import pytest

from gongping.demo import keyring
from gongping.demo.backup_file import PASSPHRASE_EN, PASSPHRASE_ZH
from gongping.demo.turnout import cast_the_rest
from gongping.polls.models import Poll
from gongping.polls.selectors import seats_progress
from gongping.procedure import ballots
from tests.box.fixtures import box_in_use, box_server
from tests.polls.conftest import world
from tests.polls.sealed import NAMES, SealedSeason, sealed
from tests.polls.sealed_page import open_casting

__all__ = ["box_in_use", "box_server", "sealed", "world"]


@pytest.fixture
def demo(sealed: SealedSeason, settings: Any, tmp_path: Path) -> SealedSeason:
    """A sealed poll of the demo, planned."""
    settings.DATA_DIR, settings.IS_DEMO = tmp_path, True
    Poll.objects.update(is_synthetic=True)
    sealed.reloaded()
    return sealed


def key_up(season: SealedSeason) -> list[keyring.Keeper]:
    return keyring.key_up(season.poll, [season.world.actor(name) for name in NAMES])


def test_invented_people_cast_sealed_ballots_and_two_keys_open_them(
    demo: SealedSeason,
) -> None:
    keepers = key_up(demo)
    demo.reloaded()
    demo.freeze()
    keyring.sign_rules(demo.reloaded(), keepers)
    by = demo.secretariat
    demo.poll = ballots.open_collecting(demo.reloaded(), by=by)
    open_casting(demo)
    voted = cast_the_rest(demo.reloaded())
    assert voted >= 30
    demo.close()
    demo.attend(*NAMES[:2])
    demo.poll = ballots.sign_head(demo.reloaded(), by=by)
    keyring.cosign_and_release(demo.reloaded(), keepers[:2])
    assert all(seat.is_unlocked for seat in seats_progress(demo.reloaded()))
    result = ballots.unseal_poll(demo.reloaded(), by=keepers[0].actor)
    assert result is not None
    assert sum(group["received"] for group in result.figures["groups"]) == voted


def test_a_visitor_gets_file_and_words_and_reads_that_they_protect_nothing(
    demo: SealedSeason,
) -> None:
    key_up(demo)
    watch, other = (demo.world.client(name) for name in (NAMES[0], "secretariat"))
    desk = watch.get(demo.url("scrutineers/desk")).content.decode()
    place = f"/demo/polls/{demo.code}/keys"
    assert place in desk
    page = watch.get(place).content.decode()
    assert "什么都保护不了" in page
    assert all(word in page for word in PASSPHRASE_ZH)
    watch.cookies["gongping_language"] = "en"
    assert all(word in watch.get(place).content.decode() for word in PASSPHRASE_EN)
    answer: Any = watch.get(f"{place}.json")
    assert b"gongping-scrutineer-backup" in b"".join(answer.streaming_content)
    assert other.get(f"{place}.json").status_code == 403


def test_where_it_is_no_demo_the_desk_speaks_of_no_demo_keys(
    demo: SealedSeason,
) -> None:
    key_up(demo)
    Poll.objects.update(is_synthetic=False)
    watch = demo.world.client(NAMES[0])
    page = watch.get(demo.url("scrutineers/desk")).content.decode()
    assert "/keys" not in page
