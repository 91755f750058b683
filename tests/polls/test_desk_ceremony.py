"""The ceremony at the desk: in the room, by keyboard, after a loss, and how it looks."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from ballotbox.keys import new_lock_key
from tests.journeys.demo_site import read_in
from tests.journeys.looking import DESKTOP, PHONE, Look
from tests.polls.scrutineers_desk import Desk, make_keys, new_desk
from tests.polls.sealed import NAMES, SealedSeason
from tests.polls.test_desk_journey import (
    alone,
    box_in_use,
    box_server,
    desks,
    headed,
    season,
)

__all__ = ["alone", "box_in_use", "box_server", "desks", "season"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def compared(desks: list[Desk]) -> None:
    for desk in desks:
        desk.open().sees("做您的钥匙").press("做钥匙")
    for desk in desks:
        desk.sees("六个词都一样吗").press("都一样").sees("把您做的锁交给")


def test_locks_are_handed_over_in_the_room_by_file_and_by_code(
    desks: list[Desk], tmp_path: Path
) -> None:
    compared(desks)
    first, second, third = desks
    # With 2 of 3, the first makes lock 3 for the second, the second lock 1 for the
    # third, the third lock 2 for the first.
    first.page.get_by_text("不经服务器，当面交").click()
    with first.page.expect_download() as started:
        first.press("第 3 把存成文件")
    started.value.save_as(tmp_path / "lock.json")
    words = first.six_words()
    assert len(words) == 8
    first.press("对方都收到了").sees("等")
    second.press("密封后从网上交").sees("等")
    second.page.get_by_text("收文件").click()
    second.page.get_by_label("锁文件", exact=True).set_input_files(
        tmp_path / "lock.json"
    )
    second.page.get_by_label("对方念的八个词").fill("".join(words))
    second.press("收下这把锁").sees("把口令抄在纸上")

    third.page.get_by_text("不经服务器，当面交").click()
    third.press("第 2 把显示二维码")
    expect(third.page.locator("svg.qr")).to_be_visible()
    secret = third.page.evaluate(OWN_LOCK)
    assert "#lock" not in first.page.url
    first.page.goto(f"{first.address}#lock=2.{secret}")
    first.page.reload()
    first.sees("把口令抄在纸上")
    assert "lock" not in first.page.evaluate("location.hash")


# The page's next look hears from the site only when a press has begun to keep the lock
# that it made, and keeps what it took in after that: the worst order there is.
WORST = """() => {
  const wait = (ms) => new Promise((go) => setTimeout(go, ms));
  const ask = window.fetch.bind(window);
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  let looks = 0, kept = 0, release;
  const released = new Promise((go) => (release = go));
  const looked = new Promise((go) => {
    window.fetch = async (...given) => {
      looks += 1;
      go();
      await (looks === 1 ? Promise.race([released, wait(4000)]) : wait(2500));
      return ask(...given);
    };
  });
  crypto.subtle.encrypt = async (...given) => {
    if (given[0].additionalData) return seal(...given);
    kept += 1;
    if (kept === 2) release();
    await wait([0, 0, 2500, 3000][kept] || 0);
    return seal(...given);
  };
  return looked;
}"""


def test_a_lock_that_comes_while_another_is_made_costs_neither(
    desks: list[Desk],
) -> None:
    """The page looks by itself: what it took in beside a press once undid the press."""
    _first, second, third = desks
    for desk in desks:
        desk.open().sees("做您的钥匙").press("做钥匙")
    second.sees("六个词都一样吗").press("都一样").sees("把您做的锁交给")
    second.press("密封后从网上交").sees("交来第 3 把锁")
    third.sees("六个词都一样吗").page.evaluate(WORST)
    third.press("都一样").sees("把您做的锁交给").press("密封后从网上交")
    third.sees("把口令抄在纸上")


OTHER = {"holder_key": new_lock_key().public.hex()}

# What the code on the screen holds: the lock that this browser made.
OWN_LOCK = """async () => {
  const store = await import(document.querySelector('script[src*="desk/main"]')
    .src.replace("main", "store"));
  const place = document.getElementById("desk").dataset.poll + ":" +
    document.documentElement.dataset.who;
  return (await store.recall(place)).locks[2].private;
}"""


def test_a_swapped_key_shows_as_other_words(desks: list[Desk]) -> None:
    for desk in desks:
        desk.open().sees("做您的钥匙").press("做钥匙")
    first, second, _third = desks
    words = first.sees("六个词都一样吗").six_words()

    def swapped(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
        people[0]["holder_key"] = people[2]["holder_key"]
        return people

    second.lie(people=swapped).open().sees("六个词都一样吗")
    assert second.six_words() != words

    # And a key that is swapped after the words were agreed on gets no lock.
    first.press("都一样").sees("把您做的锁交给")
    first.page.route("**/scrutineers/handover", lambda route: route.abort())
    first.lie(people=lambda people: [people[0], {**people[1], **OTHER}, people[2]])
    first.sees("六个词都一样吗")
    assert first.six_words() != words


def test_whoever_types_the_words_wrong_is_told_and_has_not_backed_up(
    desks: list[Desk],
) -> None:
    make_keys(desks)
    desk = desks[0]
    words = desk.six_words()
    with desk.page.expect_download():
        desk.press("抄好了，存备份文件")
    field = desk.page.get_by_label("八个词，用空格隔开")
    field.fill("不是一个词")
    desk.press("核对口令")
    assert "词表里没有" in desk.problem()
    field.fill(" ".join(reversed(words)))
    desk.press("核对口令")
    assert "口令打不开" in desk.problem()
    field.fill(" ".join(words))
    field.press("Enter")
    desk.sees("试一试您的锁")


def test_all_begin_again_when_one_has_lost_keys_before_the_freeze(
    desks: list[Desk],
    season: SealedSeason,
    browser: Browser,
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    make_keys(desks)
    lost = new_desk(browser, live_server.url, season, NAMES[0], tmp_path)
    lost.open().sees("用备份文件恢复").page.get_by_role(
        "link", name="从头再做钥匙"
    ).click()
    lost.press("从头再做").sees("做您的钥匙").press("做钥匙")
    for desk in desks[1:]:
        desk.sees("做您的钥匙").press("做钥匙")
    lost.sees("六个词都一样吗")
    assert lost.six_words() == desks[1].sees("六个词都一样吗").six_words()
    lost.context.close()


def test_the_desk_can_be_led_by_keyboard_alone(desks: list[Desk]) -> None:
    desk = desks[0].open().sees("做您的钥匙")
    desk.page.locator("#now").focus()
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.textContent") == "做钥匙"
    desk.page.keyboard.press("Enter")
    desk.sees("等")
    assert desk.page.evaluate("document.activeElement.id") == "now"


@dataclass
class Eye:
    """Looks at one desk in both languages and at both widths."""

    desk: Desk
    look: Look

    def judge(self, name: str) -> None:
        for language in ("en", "zh-hans"):
            read_in(self.desk.context, self.desk.address, language)
            self.desk.open()
            self.desk.page.wait_for_selector(SETTLED)
            self.desk.page.wait_for_timeout(300)
            self.look.judge(f"{name} {language}", DESKTOP, PHONE)
            _keep_picture(self.desk, f"{name}_{language}")


SETTLED = "#now:not(:text('正在看'), :text('Looking'))"


def test_every_step_is_fit_to_be_seen(
    desks: list[Desk], season: SealedSeason, alone: Any
) -> None:
    desk = desks[0].open()
    eye = Eye(desk, Look(desk.page))
    _see_keys(desks, eye)
    with alone:
        season.freeze()
    desk.sees("核对规则书")
    eye.judge("sign")
    for other in desks:
        other.sees("核对规则书").press("签规则书").sees("签")
    desk.sees("规则书都签好了")
    headed(season, alone)
    with alone:
        season.attend(*NAMES[:2])
    desk.sees("核对板首")
    eye.judge("cosign")
    for other in desks[:2]:
        other.sees("核对板首").press("联署板首")
    desk.sees("交出钥匙")
    eye.judge("release")
    desk.lie(cosignatures=[]).open().sees("停下")
    _keep_picture(desk, "stopped_zh")
    assert eye.look.wrong == []


def _see_keys(desks: list[Desk], eye: Eye) -> None:
    eye.judge("begin")
    for desk in desks:
        desk.open().sees("做您的钥匙").press("做钥匙")
    eye.desk.sees("六个词都一样吗")
    eye.judge("compare")
    for desk in desks:
        desk.sees("六个词都一样吗").press("都一样")
    eye.desk.sees("把您做的锁交给")
    eye.judge("hand")
    for desk in desks:
        desk.sees("把您做的锁交给").press("密封后从网上交")
    eye.desk.sees("把口令抄在纸上")
    eye.judge("backup")
    for desk in desks:
        desk.sees("把口令抄在纸上").back_up().sees("试一试您的锁").press("试启")
    eye.desk.sees("等秘书处冻结规则")


def _keep_picture(desk: Desk, name: str) -> None:
    folder = os.environ.get("DESK_PICTURES")
    for size in (DESKTOP, PHONE) if folder else ():
        desk.page.set_viewport_size(size)
        place = f"{folder}/{name}_{size['width']}.png"
        desk.page.screenshot(path=place, full_page=True)
