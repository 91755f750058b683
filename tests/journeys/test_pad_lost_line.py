"""No word is lost: the line, the session, the browser or the server gives way."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, expect

from tests.browser import ARGUMENTS, PATIENCE
from tests.journeys.demo_site import DemoSite, Server, copied, free_port, served_by
from tests.journeys.pads import (
    decide,
    is_kept,
    opened,
    pads_of,
    sign,
    status_of,
    text_in,
    write,
    write_all,
)
from tools import browser_copy

SECONDS_TO_DIE = 10

pytestmark = pytest.mark.journey

Visit = Callable[[str], tuple[BrowserContext, list[str]]]


@pytest.fixture
def visit(browser: Browser, demo_site: DemoSite) -> Iterator[Visit]:
    """Sign a leader in: each test has one of its own, with pads nobody wrote on."""
    contexts = []

    def signed_in(who: str) -> tuple[BrowserContext, list[str]]:
        contexts.append(demo_site.visitor(browser, who, width=1180, height=820))
        return contexts[-1], pads_of(demo_site, who)

    yield signed_in
    for context in contexts:
        context.close()


def test_the_seal_waits_while_the_line_is_down_and_says_why(
    visit: Visit,
) -> None:
    leader, pads = visit("a003")
    page = opened(leader, pads[0])
    leader.set_offline(True)
    write(page, "断网写的重点。")
    expect(status_of(page)).to_contain_text("网络断了")
    seal = page.locator(".pad-foot .btn-seal")
    expect(seal).to_be_disabled()
    expect(page.locator("#sign-waits")).to_contain_text("签署要等连上")
    page.locator("[rel=next]").click()
    expect(status_of(page)).to_contain_text("换单位要等连上")
    expect(text_in(page, "priorities")).to_have_value("断网写的重点。")
    leader.set_offline(False)
    is_kept(page)
    expect(seal).to_be_enabled()
    expect(page.locator("#sign-waits")).to_be_hidden()


def test_pressing_the_seal_finds_out_that_the_line_is_down(
    visit: Visit,
) -> None:
    leader, pads = visit("a004")
    page = opened(leader, pads[0])
    write_all(page, "写好了再断")
    is_kept(page)
    page.route("**/pad/save", lambda route: route.abort())
    sign(page)
    expect(status_of(page)).to_contain_text("网络断了")
    expect(text_in(page, "directions")).to_have_value("写好了再断：directions")
    page.unroute("**/pad/save")
    is_kept(page)
    sign(page)
    expect(page.locator(".pad-sheet .msg-success")).to_contain_text("已签署")


def test_words_survive_a_session_that_ended_while_they_were_written(
    visit: Visit, demo_site: DemoSite
) -> None:
    leader, pads = visit("a005")
    page = opened(leader, pads[0])
    leader.clear_cookies(name="sessionid")
    write(page, "登录断了也在。")
    expect(status_of(page)).to_contain_text("您已退出")
    way = page.locator("[data-remedy]")
    expect(way).to_have_text("去登录")
    way.click()
    expect(page.locator("[data-sign-in]")).to_be_visible()
    # The demo signs in by a link; the page after a password is the same one.
    page.goto(demo_site.link_of("a005"))
    page.goto(pads[0])
    expect(text_in(page, "priorities")).to_have_value("登录断了也在。")
    is_kept(page)


def test_a_server_that_fails_is_asked_again(visit: Visit) -> None:
    leader, pads = visit("a010")
    page = opened(leader, pads[0])
    page.route("**/pad/save", lambda route: route.fulfill(status=500, body="broken"))
    write(page, "服务器出错时写的。")
    expect(status_of(page)).to_contain_text("服务器没有接受")
    expect(page.locator(".pad-foot .btn-seal")).to_be_disabled()
    page.unroute("**/pad/save")
    is_kept(page)


def test_a_page_open_too_long_is_reloaded_with_its_words(visit: Visit) -> None:
    leader, pads = visit("a010")
    page = opened(leader, pads[1])
    leader.clear_cookies(name="csrftoken")
    write(page, "开了太久的一页。")
    expect(status_of(page)).to_contain_text("这一页开得太久")
    page.locator("[data-remedy]").click()
    expect(text_in(page, "priorities")).to_have_value("开了太久的一页。")
    is_kept(page)


def test_what_is_typed_is_kept_before_the_page_turns(
    visit: Visit,
) -> None:
    leader, pads = visit("a006")
    page = opened(leader, pads[0])
    write(page, "翻页前的一句。", "problems")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_url(f"**{pads[1]}")
    page.locator("[rel=prev]").click()
    page.wait_for_url(f"**{pads[0]}")
    expect(text_in(page, "problems")).to_have_value("翻页前的一句。")
    expect(page.locator("[data-unsaved]")).to_be_hidden()


def test_words_are_there_after_the_browser_was_killed_without_a_network(
    browser: Browser, demo_site: DemoSite, tmp_path: Path
) -> None:
    with killable(browser.browser_type, tmp_path) as context:
        page = context.new_page()
        page.goto(demo_site.link_of("a007"))
        page.goto(demo_site.url + pads_of(demo_site, "a007")[0])
        context.set_offline(True)
        write(page, "浏览器断在这里。", "directions")
        expect(status_of(page)).to_contain_text("网络断了")
        # A second: the browser's ordinary store would need five, and lose them.
        page.wait_for_timeout(1_000)
        kill_browser(tmp_path)
    with killable(browser.browser_type, tmp_path) as context:
        page = context.new_page()
        page.goto(demo_site.link_of("a007"))
        page.goto(demo_site.url + pads_of(demo_site, "a007")[0])
        expect(text_in(page, "directions")).to_have_value("浏览器断在这里。")
        is_kept(page)


def test_nothing_is_lost_when_the_server_is_killed_while_it_saves(
    browser: Browser, loaded_demo: Path, tmp_path: Path
) -> None:
    server = Server(copied(loaded_demo, tmp_path / "demo"), free_port())
    with served_by(server) as site:
        leader = site.visitor(browser, "a008", width=1180, height=820)
        place = pads_of(site, "a008")[0]
        page = opened(leader, place)
        write(page, "第一句已经存上。", "achievements")
        is_kept(page)
        write(page, "第二句正在路上。")
        with page.expect_request("**/pad/save"):
            pass
        server.stop(at_once=True)
        write(page, "第三句写时没有服务器。", "directions")
        expect(status_of(page)).to_contain_text("网络断了")
        server.start()
        expect(status_of(page)).to_contain_text("已自动保存", timeout=45_000)
        again = opened(leader, place)
        for section, words in (
            ("achievements", "第一句已经存上。"),
            ("priorities", "第二句正在路上。"),
            ("directions", "第三句写时没有服务器。"),
        ):
            expect(text_in(again, section)).to_have_value(words)
        expect(again.locator("[data-unsaved]")).to_be_hidden()
        leader.close()


def test_two_devices_of_one_leader_end_with_the_words_of_both(
    visit: Visit,
) -> None:
    (tablet, pads), (laptop, _pads) = visit("a009"), visit("a009")
    first, second = opened(tablet, pads[0]), opened(laptop, pads[0])
    write(first, "平板上写的。", "problems")
    decide(first, "problems")
    is_kept(first)
    write(second, "电脑上写的。", "problems")
    expect(status_of(second)).to_contain_text("另一处改过")
    second.locator("[data-remedy]").click()
    beside = second.locator("[data-unsaved] li")
    expect(beside).to_contain_text("电脑上写的。")
    expect(second.locator("[data-section=problems] textarea").first).to_have_value(
        "平板上写的。"
    )


@contextmanager
def killable(chromium: BrowserType, folder: Path) -> Iterator[BrowserContext]:
    """A browser that keeps its profile, and may be gone at the end."""
    found = browser_copy.find()
    assert found
    context = chromium.launch_persistent_context(
        folder / "profile",
        executable_path=found.program,
        args=ARGUMENTS,
        env=dict(found.variables()),
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        if not is_gone(folder):
            context.close()


def processes(folder: Path) -> list[int]:
    """Return the processes of the browser with this profile."""
    found = subprocess.run(
        ["/usr/bin/pgrep", "-f", f"user-data-dir={folder / 'profile'}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in found.stdout.split()]


def is_gone(folder: Path) -> bool:
    return not processes(folder)


def kill_browser(folder: Path) -> None:
    """End the browser as a crash does: at once, with nothing tidied up."""
    for number in processes(folder):
        os.kill(number, signal.SIGKILL)
    until = time.monotonic() + SECONDS_TO_DIE
    while not is_gone(folder):
        assert time.monotonic() < until, "the browser would not die"
        time.sleep(0.05)
