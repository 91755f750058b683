"""What a page does with the hub, in a real browser against a process that is killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.box.fixtures import free_port
from tests.live.streams import until

pytestmark = pytest.mark.journey
INSIDE = """<h1 id="now">{now}</h1><form><label>话 <input id="said" name="said"></label>
<textarea id="long">无</textarea><button id="go" type="button">走</button></form>
<details id="more"><summary>更多</summary><p>{now}</p></details>"""
LOST, BACK = 6_000, 15_000


@dataclass
class Site:
    """The little site as a process; a test writes what its page says."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        words = [str(self.port), str(self.folder)]
        command = [sys.executable, "-m", "tests.live.little_site", *words]
        self.process = subprocess.Popen(command)
        until(self._answers, 20)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def says(self, now: str) -> None:
        (self.folder / "inside.html").write_text(INSIDE.format(now=now))

    def announce(self, topic: str, **state: Any) -> None:
        said = {"topic": topic, "state": state}
        httpx.post(f"{self.url}/announce", json=said, trust_env=False)

    def watchers(self) -> int:
        """Return how many watch."""
        return int(httpx.get(f"{self.url}/watchers", trust_env=False).text)

    def asked(self, path: str) -> int:
        """Return how often this address was asked for."""
        return (self.folder / "asked").read_text().split("\n").count(path)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/page", trust_env=False).is_success
        except httpx.TransportError:
            return False


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path, free_port())
    (tmp_path / "life").write_text("1800")
    found.says("一")
    found.start()
    yield found
    found.kill()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(f"{site.url}/page")
    # The first watcher of a hub is told to look once.
    until(lambda: site.asked("/fragment") == 1)
    yield page
    assert trouble == []
    context.close()


def test_the_page_follows_and_its_reader_is_not_disturbed(
    page: Page, site: Site
) -> None:
    page.locator("#long").fill("写到一半")
    page.locator("#said").fill("您好")
    page.locator("#said").evaluate("box => box.setSelectionRange(1, 1)")
    page.locator("summary").click()
    page.locator("#said").focus()
    button = page.locator("#go").element_handle()
    site.says("二")
    site.announce("hall.1", item=7)
    expect(page.locator("#now")).to_have_text("二")
    expect(page.locator("aside")).to_have_text("第 7 项")
    expect(page.locator("#said")).to_have_value("您好")
    expect(page.locator("#long")).to_have_value("写到一半")
    expect(page.locator("#said")).to_be_focused()
    assert page.locator("#said").evaluate("box => box.selectionStart") == 1
    assert page.locator("#more").get_attribute("open") is not None
    assert button is not None
    assert button.evaluate("old => old === document.getElementById('go')")
    expect(page.locator("#lost")).to_be_hidden()


def test_one_page_has_one_line(page: Page, site: Site) -> None:
    lines = page.evaluate(
        "performance.getEntriesByType('resource').map(e => e.name)"
        ".concat([...document.querySelectorAll('[data-live]')].length)"
    )
    assert lines[-1] == 2
    heard = page.evaluate_handle(
        """() => { const heard = [];
        document.addEventListener("live:state", (e) =>
          heard.push([e.target.tagName, e.detail.topic, e.detail.state.item]));
        return heard; }"""
    )
    site.announce("console.1", item=1)
    site.announce("hall.1", item=2)
    expect(page.locator("aside")).to_have_text("第 2 项")
    assert heard.json_value() == [
        ["MAIN", "console.1", 1],
        ["MAIN", "hall.1", 2],
        ["ASIDE", "hall.1", 2],
    ]


def test_only_named_values_make_it_ask(page: Page, site: Site) -> None:
    page.locator("main").evaluate("main => main.dataset.liveKeys = 'item'")
    site.announce("hall.1", item=1, turnout=10)
    until(lambda: site.asked("/fragment") == 2)
    site.announce("hall.1", turnout=20)
    site.announce("hall.1", item=2)
    until(lambda: site.asked("/fragment") == 3)
    page.wait_for_timeout(300)
    assert site.asked("/fragment") == 3


def test_a_killed_server_is_told_and_the_page_comes_back_by_itself(
    page: Page, site: Site
) -> None:
    page.locator("#said").fill("还没说完")
    site.announce("hall.1", item=3)
    expect(page.locator("aside")).to_have_text("第 3 项")
    site.kill()
    expect(page.locator("#lost")).to_be_visible(timeout=LOST)
    # It happens while nobody hears it, and the hub that begins anew never knew.
    site.says("三")
    site.start()
    expect(page.locator("#now")).to_have_text("三", timeout=BACK)
    expect(page.locator("#lost")).to_be_hidden(timeout=BACK)
    expect(page.locator("#said")).to_have_value("还没说完")
    site.says("四")
    site.announce("hall.1", item=4)
    expect(page.locator("#now")).to_have_text("四")


def test_a_pass_is_renewed_before_it_runs_out(site: Site, browser: Browser) -> None:
    (site.folder / "life").write_text("4")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/page")
    first = page.locator("main").get_attribute("data-live")
    until(lambda: site.asked("/page") >= 3)
    (site.folder / "life").write_text("1800")
    expect(page.locator("main")).not_to_have_attribute("data-live", first or "")
    expect(page.locator("#lost")).to_be_hidden()
    site.announce("hall.1", item=5)
    expect(page.locator("aside")).to_have_text("第 5 项")
    context.close()


def test_a_page_that_was_left_and_taken_back_is_up_to_date(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.url}/static/foundation/seal.svg")
    site.says("五")
    site.announce("hall.1", item=5)
    page.go_back()
    expect(page.locator("#now")).to_have_text("五")
    site.says("六")
    site.announce("hall.1", item=6)
    expect(page.locator("#now")).to_have_text("六")


def test_a_line_that_only_seems_to_be_there_is_noticed(page: Page, site: Site) -> None:
    assert site.process is not None
    page.clock.install()
    page.reload()
    until(lambda: site.watchers() == 1)
    # A page so young may be told to look; that is over before the server stands still.
    page.clock.run_for(2_000)
    page.wait_for_timeout(500)
    site.process.send_signal(signal.SIGSTOP)
    page.clock.run_for(40_000)
    expect(page.locator("#lost")).to_be_hidden()
    page.clock.run_for(8_000)
    expect(page.locator("#lost")).to_be_visible()
    site.process.send_signal(signal.SIGCONT)
    page.clock.run_for(10_000)
    expect(page.locator("#lost")).to_be_hidden()


def test_a_page_in_the_background_holds_no_line_and_catches_up(
    page: Page, site: Site
) -> None:
    page.clock.install()
    page.reload()
    until(lambda: site.watchers() == 1)
    _turn(page, is_hidden=True)
    page.clock.run_for(20_000)
    assert site.watchers() == 1
    page.clock.run_for(20_000)
    until(lambda: site.watchers() == 0)
    site.says("七")
    site.announce("hall.1", item=7)
    _turn(page, is_hidden=False)
    expect(page.locator("aside")).to_have_text("第 7 项")
    page.clock.run_for(2_000)
    expect(page.locator("#now")).to_have_text("七")


def _turn(page: Page, *, is_hidden: bool) -> None:
    page.evaluate(
        """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange")); }""",
        is_hidden,
    )


def test_a_server_that_stops_does_not_wait_for_pages(page: Page, site: Site) -> None:
    assert site.process is not None
    assert site.watchers() == 1
    began = time.monotonic()
    site.process.terminate()
    site.process.wait(9)
    assert time.monotonic() - began < 4


def test_without_live_elements_nothing_is_asked(page: Page, site: Site) -> None:
    page.route("**/empty", lambda route: route.fulfill(
        content_type="text/html",
        body='<script type="module" src="/static/foundation/live.js"></script>'
        '<p id="lost" data-live-lost hidden>断线</p>',
    ))  # fmt: skip
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/empty")
    page.wait_for_timeout(2500)
    assert not [url for url in asked if "/live/" in url]
    expect(page.locator("#lost")).to_be_hidden()
