"""What script adds to every page, in a real browser; and that nothing needs it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.looking import AXE, AXE_SCRIPT

pytestmark = pytest.mark.django_db(transaction=True)
SMALLEST = """() => {
  const least = innerWidth < 600 ? 15 : 14, found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !holder.getClientRects().length) continue;
    if (holder.closest(".vh, .seal-mark, .skip, script")) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < least - 0.01) found.add(`${holder.className} ${size}`);
  }
  return [...found];
}"""


def opened(
    browser: Browser, address: str, *, script: bool = True, **cookies: str
) -> tuple[BrowserContext, Page]:
    context = browser.new_context(java_script_enabled=script)
    context.add_cookies(
        [{"name": n, "value": v, "url": address} for n, v in cookies.items()]
    )
    page = context.new_page()
    page.goto(f"{address}/ui-components")
    return context, page


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context, page = opened(browser, live_server.url)
    yield page
    context.close()


@pytest.mark.parametrize(
    ("width", "language", "text"),
    [
        (1440, "zh-hans", "standard"),
        (1440, "en", "large"),
        (1024, "en", "standard"),
        (1024, "zh-hans", "large"),
        (390, "zh-hans", "large"),
        (390, "en", "standard"),
    ],
)
def test_the_page_is_accessible_and_fits(
    browser: Browser, live_server: LiveServer, width: int, language: str, text: str
) -> None:
    context, page = opened(
        browser, live_server.url, gongping_language=language, gongping_text=text
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE, True)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    small = page.evaluate(SMALLEST)
    context.close()
    assert found == []
    assert wide <= 0
    assert small == []


def test_rows_are_walked_chosen_and_opened_by_keys(page: Page) -> None:
    for key in ("j", "x", "j", "Enter"):
        page.keyboard.press(key)
    assert page.locator("tr.is-picked").count() == 1
    assert page.locator("tr.is-opened:visible").count() == 1
    assert page.locator("[data-bulk]").is_visible()
    page.click("[data-bulk-clear]")
    assert page.locator("[data-bulk]").is_hidden()


def test_a_digit_chooses_a_grade(page: Page) -> None:
    page.focus(".grades input >> nth=0")
    page.keyboard.press("4")
    assert page.locator(".grades input:checked").get_attribute("value") == "4"


def test_a_dialog_starts_on_the_way_out_and_escape_leaves(page: Page) -> None:
    page.click("[data-dialog]")
    started_on = page.evaluate("document.activeElement.hasAttribute('data-close')")
    page.keyboard.press("Escape")
    assert started_on
    assert page.locator("dialog").is_hidden()


def test_nothing_is_asked_of_another_host(page: Page, live_server: LiveServer) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_without_script_the_language_can_still_be_changed(
    browser: Browser, live_server: LiveServer
) -> None:
    context, page = opened(
        browser, live_server.url, script=False, gongping_language="zh-hans"
    )
    page.click("button[name=language]")
    language = page.get_attribute("html", "lang")
    context.close()
    assert language == "en"


DRAFT_FORM = """() => {
  const form = document.createElement("form");
  form.dataset.draft = "sample";
  form.autocomplete = "off";
  form.innerHTML = "<textarea name='text'></textarea><input type='radio' name='kind' value='a'><input type='file' name='files'>";
  document.querySelector(".page-body").prepend(form);
}"""


def with_draft_form(page: Page, extra: str = "") -> None:
    """Let every page of this test carry a form whose draft is kept."""
    body = DRAFT_FORM.removeprefix("() => {").removesuffix("}")
    page.add_init_script(
        f"document.addEventListener('readystatechange', () => "
        f"{{ if (document.readyState !== 'interactive') return; {body} {extra} }})"
    )
    page.reload()


def test_what_was_typed_comes_back_and_can_be_dropped(page: Page) -> None:
    with_draft_form(page)
    page.fill("form[data-draft] textarea", "半句话")
    page.check("form[data-draft] [name=kind]")
    page.reload()
    assert page.input_value("form[data-draft] textarea") == "半句话"
    assert page.is_checked("form[data-draft] [name=kind]")
    page.click("[data-draft-drop]")
    assert page.input_value("form[data-draft] textarea") == ""


@pytest.mark.parametrize("has_file", [True, False])
def test_files_that_cannot_come_back_are_asked_for_again(
    page: Page, *, has_file: bool
) -> None:
    with_draft_form(page)
    if has_file:
        file = FilePayload(name="清单.pdf", mimeType="application/pdf", buffer=b"%PDF")
        page.set_input_files("form[data-draft] [type=file]", [file])
    page.fill("form[data-draft] textarea", "半句话")
    page.reload()
    assert page.is_visible("form[data-draft] [data-had-files]") is has_file


@pytest.mark.parametrize(
    ("answer", "is_kept"),
    [
        ("messages data-messages><div class='msg msg-success'></div", False),
        ("x data-sign-in", True),
        ("x", True),
    ],
)
def test_a_draft_is_forgotten_only_when_the_server_took_it(
    page: Page, answer: str, *, is_kept: bool
) -> None:
    extra = (
        f'document.body.insertAdjacentHTML("beforeend", "<div class={answer}></div>");'
    )
    with_draft_form(page)
    page.fill("form[data-draft] textarea", "半句话")
    page.evaluate("sessionStorage.setItem('gongping-draft-sent:sample', '1')")
    page.add_init_script(
        f"document.addEventListener('readystatechange', () => "
        f"{{ if (document.readyState === 'interactive') {{ {extra} }} }})"
    )
    page.reload()
    assert (page.input_value("form[data-draft] textarea") == "半句话") is is_kept
