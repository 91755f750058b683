"""The hall's phone page in a real browser: fits, can be read, works without script."""

from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from gongping.foundation import clock
from gongping.meetings import services
from tests.foundation.test_shell_script import SMALLEST
from tests.journeys.looking import PHONE, SMALL, WIDE
from tests.meetings.conftest import Hall
from tests.procedure import scenes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
MAIN: Final = ("reporting", "commenting", "pause", "voting", "unsealing", "closed")


def _phone(
    browser: Browser, server: LiveServer, hall: Hall, who: str, **wishes: Any
) -> BrowserContext:
    """A phone on which `who` is signed in."""
    language = wishes.pop("language", "zh-hans")
    context = browser.new_context(
        base_url=server.url, viewport=PHONE, reduced_motion="reduce", **wishes
    )
    key = hall.world.client(who).cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in (
        (settings.SESSION_COOKIE_NAME, key),
        (settings.LANGUAGE_COOKIE_NAME, language),
    ):
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
    return context


@pytest.mark.parametrize("name", MAIN)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_phone_page_fits_and_can_be_read(
    browser: Browser, live_server: LiveServer, hall: Hall, name: str, language: str
) -> None:
    scenes.SCENES[name](hall)
    context = _phone(browser, live_server, hall, "unit", language=language)
    page = context.new_page()
    for text in ("standard", "large"):
        cookie = {"name": "gongping_text", "value": text, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(f"/hall/{hall.round.pk}")
        assert page.evaluate(WIDE) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate(SMALLEST) == []
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    context.close()


def test_it_works_without_script(
    browser: Browser, live_server: LiveServer, hall: Hall
) -> None:
    scenes.ready(hall)
    context = _phone(browser, live_server, hall, "unit", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/hall/{hall.round.pk}")
    assert page.inner_text(".hall-unit") == "准备汇报"
    services.next_unit(hall.session, by=hall.by)
    page.reload()
    assert page.inner_text(".hall-unit") == "办公厅"
    page.click("text=本单位的汇报材料")
    assert "/reports/" in page.url
    context.close()


def test_the_clock_runs_from_the_servers_time(
    browser: Browser, live_server: LiveServer, hall: Hall
) -> None:
    scenes.last_minute(hall)
    context = _phone(browser, live_server, hall, "voter")
    page = context.new_page()
    # A phone whose clock is two hours wrong shows the same.
    page.clock.install(time=clock.now().timestamp() + 7200)
    page.goto(f"/hall/{hall.round.pk}")
    page.clock.run_for(3000)
    assert page.inner_text("[data-clock-text]").startswith("05:2")
    context.close()
