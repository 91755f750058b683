"""A scrutineer whose server lies signs nothing and gives up nothing."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Route
from pytest_django.live_server_helper import LiveServer

from ballotbox.cells import encode_cells
from gongping.demo.backup_file import PASSPHRASE_ZH, backup_text
from gongping.polls import services
from gongping.polls.models import Lock
from gongping.polls.selectors import manifest_of
from gongping.procedure import ballots
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.polls.scrutineers_desk import Desk, new_desk, one_at_a_time
from tests.polls.sealed import NAMES, SealedSeason, Watch, begin_season
from tests.polls.sealed_page import open_casting
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
STOPPED = "停下：核对没有通过"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A lock under which nobody but the test uses the database."""
    return one_at_a_time(monkeypatch)


@pytest.fixture
def season(
    db: None, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A sealed poll for which programs made the keys and froze the rules."""
    cache.clear()
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    begun = begin_season(build_world(), box_in_use).key_up()
    begun.freeze()
    return begun


Opened = Callable[[int], Desk]
Change = Callable[[list[str]], list[str]]


@pytest.fixture
def desk_of(
    browser: Browser,
    live_server: LiveServer,
    season: SealedSeason,
    alone: Any,
    tmp_path: Path,
) -> Iterator[Opened]:
    """Give the browser of one of the scrutineers, its keys restored."""
    desks: list[Desk] = []

    def opened(number: int) -> Desk:
        watch = season.watches[number - 1]
        backup = tmp_path / f"{watch.name}.json"
        backup.write_text(backup_text(secrets_of(season, watch, number)))
        with alone:
            desk = new_desk(browser, live_server.url, season, watch.name, tmp_path)
        desks.append(desk.open().sees("用备份文件恢复"))
        desk.restore(backup, list(PASSPHRASE_ZH))
        return desk

    yield opened
    for desk in desks:
        desk.context.close()


def secrets_of(season: SealedSeason, watch: Watch, number: int) -> dict[str, Any]:
    def key(of: Any) -> dict[str, str]:
        return {"private": of.encode().hex(), "public": of.public.hex()}

    locks = {str(n): key(lock) for n, lock in watch.locks.items()}
    signing = key(watch.signing)
    seat = {"poll": season.code, "number": number}
    return {**seat, "signing": signing, "holder": signing, "locks": locks}


def cosigned(season: SealedSeason, votes: int = 24) -> None:
    """Bring the poll, by programs, to where keys may be released."""
    season.sign_rules()
    by = season.secretariat
    season.poll = ballots.open_collecting(season.reloaded(), by=by)
    open_casting(season)
    for voter in season.voters()[:votes]:
        assert season.vote(voter) == 201
    season.close()
    season.headed()
    season.attend(*NAMES[:2])


def released() -> int:
    return Lock.objects.exclude(released_key="").count()


def sees_lies(desk: Desk, **lies: Any) -> str:
    """Let the site lie from now on, look again, and return what stops the desk."""
    desk.lie(**lies).open().sees(STOPPED)
    assert desk.page.locator("#now-acts button").count() == 0
    return desk.problem()


def test_rules_that_are_not_those_of_their_code_are_not_signed(
    season: SealedSeason, desk_of: Opened
) -> None:
    desk = desk_of(1).sees("核对规则书")
    assert "规则书与规则码不符" in sees_lies(desk, manifest=_with_easier_quorum)
    signed = season.reloaded().scrutineers.exclude(rules_signature="")
    assert not signed.exists()


def test_rules_with_another_key_of_mine_are_not_signed(
    season: SealedSeason, desk_of: Opened
) -> None:
    desk = desk_of(1).sees("核对规则书")
    mine, fake = (w.signing.public.hex() for w in season.watches[:2])
    rules = json.loads(season.poll.manifest)
    keys = rules["seal"]["scrutineer_keys"]
    assert keys[:2] == [mine, fake]
    keys[:2] = [fake, mine]
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    m = hashlib.sha256(text.encode()).hexdigest()
    assert "不是您的公钥" in sees_lies(desk, manifest=text, manifest_digest=m)


def test_keys_stay_when_head_board_or_signatures_are_not_right(
    season: SealedSeason, desk_of: Opened, alone: Any
) -> None:
    with alone:
        cosigned(season)
    desk = desk_of(1).sees("交出钥匙")
    for told, why in (
        ({"head": _with_another_end}, "板首与票箱的签名"),
        ({"cosignatures": lambda signed: signed[:1]}, "联署不够人数"),
        ({"cosignatures": lambda s: [s[0], [2, s[0][1]]]}, "联署不够人数"),
        ({"rules_signatures": lambda signed: signed[:2]}, "没有全体监票人的签名"),
    ):
        assert why in sees_lies(desk, **told), told
        desk.page.unroute_all(behavior="wait")
    with alone:
        assert released() == 0


def test_keys_stay_when_the_board_is_not_the_one_of_its_head(
    season: SealedSeason, desk_of: Opened, alone: Any
) -> None:
    with alone:
        cosigned(season)
    desk = desk_of(1).sees("交出钥匙")
    for change in (_without_a_ballot, _with_fewer_on_the_roll):
        desk.page.route("**/scrutineers/board", _changed(change))
        desk.open().sees(STOPPED)
        assert "公示板不符" in desk.problem()
        desk.page.unroute_all(behavior="wait")


def test_the_press_checks_again_what_was_right_when_the_page_was_shown(
    season: SealedSeason, desk_of: Opened, alone: Any
) -> None:
    with alone:
        cosigned(season)
    desk = desk_of(1).sees("交出钥匙")
    desk.page.route("**/scrutineers/board", lambda route: route.fulfill(body=""))
    desk.press("交出钥匙")
    assert "公示板不符" in desk.problem()
    with alone:
        assert released() == 0


def test_paper_is_signed_only_under_its_own_digest(
    season: SealedSeason, desk_of: Opened, alone: Any
) -> None:
    with alone:
        _closed_with_paper(season)
    desk = desk_of(1).sees("核对纸质票")
    other = "00" * 32
    assert "纸质票的指纹" in sees_lies(desk, paper_digest=other)
    desk.page.unroute_all(behavior="wait")
    desk.open().sees("核对纸质票").press("签纸质票").sees("等秘书处打开没有抽走")
    with alone:
        signed = season.reloaded().scrutineers.exclude(paper_signature="")
        assert signed.count() == 1


def test_below_the_quorum_the_page_offers_no_release(
    season: SealedSeason, desk_of: Opened, alone: Any
) -> None:
    with alone:
        cosigned(season, votes=2)
    desk = desk_of(1).sees("收回不到法定张数，票不打开")
    assert desk.page.get_by_role("button", name="交出钥匙").count() == 0


def _closed_with_paper(season: SealedSeason) -> None:
    season.sign_rules()
    by = season.secretariat
    season.poll = ballots.open_collecting(season.reloaded(), by=by)
    open_casting(season).close()
    season.attend(*NAMES[:2])
    sheet = encode_cells([1] * manifest_of(season.poll).cell_count)
    services.seal_paper(season.reloaded(), {1: [sheet]}, by=by)


def _changed(change: Change) -> Callable[[Route], None]:
    def tell(route: Route) -> None:
        answer = route.fetch()
        lines = answer.text().splitlines(keepends=True)
        route.fulfill(response=answer, body="".join(change(lines)))

    return tell


def _without_a_ballot(lines: list[str]) -> list[str]:
    return lines[:2] + lines[3:]


def _with_fewer_on_the_roll(lines: list[str]) -> list[str]:
    at = next(n for n, line in enumerate(lines) if '"kind":"counts"' in line)
    counts = json.loads(lines[at])
    counts["groups"][0][1] -= 1
    return [*lines[:at], json.dumps(counts) + "\n", *lines[at + 1 :]]


def _with_easier_quorum(text: str) -> str:
    return text.replace('"quorum_percent":50', '"quorum_percent":10')


def _with_another_end(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")
